-- The periods beside the days, so that "what happened then" is answered from the index alone:
-- on the way to an old day a page passes over most of the ledger.
DROP INDEX figures_published;
CREATE INDEX figures_published ON figures (published, period_start, period_end, period_kind);
DROP INDEX figures_measure;
CREATE INDEX figures_measure ON figures
  (measure, published, period_start, period_end, period_kind);
