"""The web desk: the ledger in a browser, for people who will never type a command."""
