"""From a source to a Report, its sentences and their grammar."""
