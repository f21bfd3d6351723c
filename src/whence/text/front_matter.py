"""Parts a Markdown file's front matter from its text."""

import re

_MARK = re.compile(r"---[ \t]*\r?\n")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_LINE = re.compile(r"([A-Za-z_][\w -]*?)[ \t]*:(?:[ \t]+(.*))?$")
# Front matter longer than this many lines is taken for text between two rules.
MOST_LINES = 200


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""Return the keys and values of a text's front matter, and the text after it.

    Front matter is a block of `key: value` lines between two lines of `---` at the very
    start. Where any other line stands in it, the block is text, and kept.

    >>> split_front_matter("---\ntitle: Flood\n---\nNine people died.")
    ({'title': 'Flood'}, 'Nine people died.')
    """
    start = _MARK.match(text)
    if start is None:
        return {}, text
    found: dict[str, str] = {}
    at = start.end()
    for _ in range(MOST_LINES):
        end = _END.match(text, at)
        if end:
            return found, text[end.end() :]
        line_end = text.find("\n", at)
        if line_end < 0 or not _take(text[at:line_end].rstrip("\r"), found):
            break
        at = line_end + 1
    return {}, text


def _take(line: str, found: dict[str, str]) -> bool:
    """Put a line's key and value into `found`; False where it is no line of front matter."""
    if not line.strip() or line.startswith((" ", "\t", "#", "- ")):
        return True  # blank, a remark, or the inside of a list: nothing that is looked for
    pair = _LINE.match(line)
    if pair is None:
        return False
    value = (pair[2] or "").strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1]
    if value not in {"", "null", "~"}:
        found.setdefault(pair[1].lower(), value)
    return True
