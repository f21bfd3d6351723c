-- How much each source gives of each measure, so that a list of sources need not count a million
-- figures. Not sealed, since it follows from what is: emptied, both tables are filled anew.
-- `measure` is '' for statements; `first` and `last` are days of reports.
CREATE TABLE tallies (
  source INTEGER NOT NULL,
  measure TEXT NOT NULL,
  many INTEGER NOT NULL,
  first TEXT,
  last TEXT,
  PRIMARY KEY (source, measure)
);
-- One row: up to which rows of each table they are counted.
CREATE TABLE tallied (
  number INTEGER PRIMARY KEY,
  figures INTEGER NOT NULL,
  statements INTEGER NOT NULL
);
-- Nothing asks for the passages of a report.
DROP INDEX passages_report;
