-- By which words a group is named in running totals, windows and states, from the index alone: each
-- of these series is read whole, and their figures are few among those of events.
CREATE INDEX figures_worded ON figures
  (source, measure, period_kind, population_words, population) WHERE period_kind != 'on';
