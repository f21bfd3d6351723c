-- Full text, made by the server from the texts. "simple": words as they are, in any language. A
-- tsvector holds a megabyte: what is beyond so many characters is kept and not searched.
CREATE INDEX reports_found ON reports
  USING gin (to_tsvector('simple', left(coalesce(title, '') || ' ' || text, 200000)));
CREATE INDEX passages_found ON passages USING gin (to_tsvector('simple', left(words, 200000)));
