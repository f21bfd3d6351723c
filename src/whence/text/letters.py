"""Capitals of every alphabet, for patterns: a name in any of them is a name."""

# Latin, Greek, Cyrillic and Armenian: the alphabets that have capitals stand below U+0590.
CAPITALS = "".join(letter for letter in map(chr, range(0x590)) if letter.isupper())
# From Hebrew to Hangul: letters that have no capitals, of which any may begin a name.
CASELESS = "\\u0590-\\u1CFF\\u2E80-\\uD7FF"
"""What a name can begin with where a pattern asks for a capital."""
NAME_START = CAPITALS + CASELESS
