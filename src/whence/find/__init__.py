"""What is written: amounts, times, sources, measures, groups and places."""
