-- Who may keep and judge at the web desk. Not sealed: a token is no evidence, and what is done with
-- it is filed under its name. Only its hash is kept. One that was ended stays, with when.
CREATE TABLE tokens (
  number INTEGER PRIMARY KEY,
  who TEXT NOT NULL,
  hash TEXT NOT NULL,
  made TEXT NOT NULL,
  ended TEXT
);
CREATE UNIQUE INDEX tokens_hash ON tokens (hash);
