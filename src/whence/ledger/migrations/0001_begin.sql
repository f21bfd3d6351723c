-- The ledger as it began. One text for SQLite and PostgreSQL; what only one of them has is in
-- 0001_begin.sqlite.sql and 0001_begin.postgresql.sql. schema.py repeats it for queries, and a
-- test holds the two together. Statements end with a semicolon at the end of a line.

-- The chain. One row an act: who did what, when and why. `content` is the hash over all rows
-- that came with it, `seal` the hash over this row and the seal before.
CREATE TABLE entries (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  act TEXT NOT NULL,
  why TEXT,
  about TEXT,
  program TEXT NOT NULL,
  content TEXT NOT NULL,
  previous TEXT NOT NULL,
  seal TEXT NOT NULL
);

-- Texts, exactly as read. A row of an imported file is a report of kind "row".
CREATE TABLE reports (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  hash_key TEXT NOT NULL,
  url TEXT,
  address TEXT,
  title TEXT,
  publisher TEXT,
  published TEXT,
  language TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  revises INTEGER,
  story INTEGER NOT NULL,
  versions TEXT NOT NULL,
  notes TEXT NOT NULL,
  crc BIGINT NOT NULL
);
CREATE UNIQUE INDEX reports_id ON reports (id);
CREATE INDEX reports_sha256 ON reports (sha256);
CREATE INDEX reports_address ON reports (address) WHERE address IS NOT NULL;
CREATE INDEX reports_revises ON reports (revises) WHERE revises IS NOT NULL;
CREATE INDEX reports_story ON reports (story);
CREATE INDEX reports_published ON reports (coalesce(published, ''), number);

-- Each name of a body, voice (a source that is not named), population or place, once.
CREATE TABLE terms (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  words TEXT NOT NULL,
  sort TEXT,
  crc BIGINT NOT NULL
);
CREATE UNIQUE INDEX terms_key ON terms (kind, key);

-- The sentences that claims stand in, each once.
CREATE TABLE passages (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries,
  report INTEGER NOT NULL REFERENCES reports,
  begins INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  words TEXT NOT NULL,
  crc BIGINT NOT NULL
);
CREATE INDEX passages_report ON passages (report);

-- Figures. A correction is a new row with the same id that `amends` the row before; the row that
-- none amends is the one that stands. `published` repeats the report's day, '' where it has none.
CREATE TABLE figures (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries,
  id TEXT NOT NULL,
  amends INTEGER,
  status TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES reports,
  published TEXT NOT NULL,
  position INTEGER NOT NULL,
  passage INTEGER NOT NULL REFERENCES passages,
  begins INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  words TEXT NOT NULL,
  low BIGINT,
  high BIGINT,
  comparator TEXT NOT NULL,
  measure TEXT NOT NULL,
  population INTEGER REFERENCES terms,
  population_begins INTEGER,
  population_ends INTEGER,
  population_words TEXT,
  source INTEGER REFERENCES terms,
  source_begins INTEGER,
  source_ends INTEGER,
  source_words TEXT,
  source_name TEXT,
  source_kind TEXT,
  period_kind TEXT,
  period_start TEXT,
  period_end TEXT,
  period_words TEXT,
  place INTEGER REFERENCES terms,
  place_begins INTEGER,
  place_ends INTEGER,
  place_words TEXT,
  modality TEXT NOT NULL,
  part_of TEXT,
  finder TEXT NOT NULL,
  rule TEXT NOT NULL,
  crc BIGINT NOT NULL
);
CREATE INDEX figures_id ON figures (id);
CREATE INDEX figures_amends ON figures (amends) WHERE amends IS NOT NULL;
CREATE INDEX figures_report ON figures (report, position);
CREATE INDEX figures_passage ON figures (passage);
CREATE INDEX figures_published ON figures (published);
CREATE INDEX figures_measure ON figures (measure, published);
-- By day within a name; the measure is there to be passed over without a look at the row.
CREATE INDEX figures_source ON figures (source, published, measure);
CREATE INDEX figures_place ON figures (place, published, measure);
CREATE INDEX figures_population ON figures (population, published, measure);

-- Statements. `content`, `via` and `figures` are JSON lists: spans, names, claim ids.
CREATE TABLE statements (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries,
  id TEXT NOT NULL,
  amends INTEGER,
  status TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES reports,
  published TEXT NOT NULL,
  position INTEGER NOT NULL,
  passage INTEGER NOT NULL REFERENCES passages,
  source INTEGER REFERENCES terms,
  source_begins INTEGER,
  source_ends INTEGER,
  source_words TEXT,
  source_name TEXT,
  source_kind TEXT,
  cue_begins INTEGER,
  cue_ends INTEGER,
  cue_words TEXT,
  content TEXT NOT NULL,
  content_words TEXT NOT NULL,
  form TEXT NOT NULL,
  stance TEXT NOT NULL,
  via TEXT NOT NULL,
  figures TEXT NOT NULL,
  finder TEXT NOT NULL,
  rule TEXT NOT NULL,
  crc BIGINT NOT NULL
);
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_amends ON statements (amends) WHERE amends IS NOT NULL;
CREATE INDEX statements_report ON statements (report, position);
CREATE INDEX statements_passage ON statements (passage);
CREATE INDEX statements_published ON statements (published);
CREATE INDEX statements_source ON statements (source, published);

-- Pictures, recordings, statements, reports and lists that somebody put out.
CREATE TABLE releases (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries,
  id TEXT NOT NULL,
  amends INTEGER,
  status TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES reports,
  published TEXT NOT NULL,
  position INTEGER NOT NULL,
  passage INTEGER NOT NULL REFERENCES passages,
  source INTEGER REFERENCES terms,
  source_begins INTEGER,
  source_ends INTEGER,
  source_words TEXT,
  source_name TEXT,
  source_kind TEXT,
  kind TEXT NOT NULL,
  date TEXT,
  channel_begins INTEGER,
  channel_ends INTEGER,
  channel_words TEXT,
  shows_begins INTEGER,
  shows_ends INTEGER,
  shows_words TEXT,
  caption_begins INTEGER,
  caption_ends INTEGER,
  figures TEXT NOT NULL,
  crc BIGINT NOT NULL
);
CREATE INDEX releases_id ON releases (id);
CREATE INDEX releases_amends ON releases (amends) WHERE amends IS NOT NULL;
CREATE INDEX releases_report ON releases (report, position);
CREATE INDEX releases_passage ON releases (passage);
CREATE INDEX releases_source ON releases (source, published);

-- Which report tells the story of an earlier one; `score` in percent.
CREATE TABLE copies (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries,
  report INTEGER NOT NULL REFERENCES reports,
  original INTEGER NOT NULL REFERENCES reports,
  score INTEGER NOT NULL,
  crc BIGINT NOT NULL
);
CREATE INDEX copies_report ON copies (report);
CREATE INDEX copies_original ON copies (original);

-- What people, and the program in proposals, hold of a claim, a name or a report. `value` and
-- `was` are JSON; `other` is the second of two names or reports; `undoes` an earlier entry.
CREATE TABLE judgements (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entries,
  act TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  other TEXT,
  field TEXT,
  value TEXT,
  was TEXT,
  score INTEGER,
  undoes INTEGER,
  crc BIGINT NOT NULL
);
CREATE INDEX judgements_entry ON judgements (entry);
CREATE INDEX judgements_subject ON judgements (kind, subject);
CREATE INDEX judgements_act ON judgements (act, kind);
CREATE INDEX judgements_undoes ON judgements (undoes) WHERE undoes IS NOT NULL;

-- Not sealed, since it can be made again from the texts: by which a near-duplicate is looked up.
CREATE TABLE bands (
  value BIGINT NOT NULL,
  report INTEGER NOT NULL REFERENCES reports,
  PRIMARY KEY (value, report)
);
