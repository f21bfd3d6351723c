"""The ledger: what reports claimed, linked into series and checked."""
