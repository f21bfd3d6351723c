-- A series is found by whose it is, of what, in what way and since when.
CREATE INDEX figures_series ON figures (source, measure, period_kind, period_start);
