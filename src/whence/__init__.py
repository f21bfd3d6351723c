"""Whence: every figure in the news, and whence it came."""

__version__ = "0.1.0"
