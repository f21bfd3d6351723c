"""The ledger: keeps readings, and only grows (docs/ledger.md)."""
