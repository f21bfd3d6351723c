"""The commands of `whence`, and what they share."""
