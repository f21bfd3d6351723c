-- Full text, not sealed, since it can be made again from the texts.
CREATE VIRTUAL TABLE reports_found USING fts5 (
  title, text, content = 'reports', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE passages_found USING fts5 (
  words, content = 'passages', content_rowid = 'number',
  tokenize = 'unicode61 remove_diacritics 2'
);
