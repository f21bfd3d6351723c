"""Whence: every figure in the news, and whence it came."""
