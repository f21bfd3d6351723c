-- Full text, made by the server from the texts. "simple": words as they are, in any language.
CREATE INDEX reports_found ON reports
  USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || text));
CREATE INDEX passages_found ON passages USING gin (to_tsvector('simple', words));
