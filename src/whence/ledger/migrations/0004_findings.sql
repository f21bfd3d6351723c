-- What `whence check` found, so that the next check looks only at what was touched since. Not
-- sealed, since all of it follows from what is; only `first`, when a finding was first met, would
-- be lost if these tables were emptied. `DELETE FROM checked` has everything checked anew.

-- One row: up to which entry, and which rows of each table, the ledger was looked through, and by
-- which rules.
CREATE TABLE checked (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL,
  rules TEXT NOT NULL,
  figures INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  judgements INTEGER NOT NULL
);

-- Which figures are compared with which: all that share a scope, by the number of its name.
CREATE TABLE scoped (
  scope BIGINT NOT NULL,
  figure INTEGER NOT NULL,
  PRIMARY KEY (scope, figure)
);
CREATE INDEX scoped_figure ON scoped (figure);

-- Who gives figures in a report, and for which body they speak there, as far as it tells.
CREATE TABLE speakers (
  report INTEGER NOT NULL,
  source INTEGER NOT NULL,
  is_body INTEGER NOT NULL,
  speaks_for TEXT,
  kind TEXT,
  PRIMARY KEY (report, source)
);

-- Scopes whose figures came, changed or went since they were checked. One may be there twice.
CREATE TABLE touched (
  scope BIGINT NOT NULL
);
CREATE INDEX touched_scope ON touched (scope);

-- What was found in each scope. `reports`, `claims` and `unless` are JSON lists of ids; `first` is the last
-- entry that the ledger had when the finding was first met, `gone` when it was met no longer.
CREATE TABLE findings (
  id TEXT NOT NULL,
  scope BIGINT NOT NULL,
  kind TEXT NOT NULL,
  severity TEXT NOT NULL,
  reports TEXT NOT NULL,
  claims TEXT NOT NULL,
  sentence TEXT NOT NULL,
  hint TEXT,
  explained INTEGER NOT NULL,
  unless TEXT NOT NULL,
  first INTEGER NOT NULL,
  gone INTEGER,
  PRIMARY KEY (id, scope)
);
CREATE INDEX findings_scope ON findings (scope);
