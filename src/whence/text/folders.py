"""Walks a folder for the files to read, in the order of their paths."""

import os
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

# The kinds of skipped files that `skipped_words` names, the most frequent first.
KINDS_NAMED = 5


def walk_folder(
    folder: Path, endings: Collection[str], skipped: Counter[str]
) -> Iterator[Path | tuple[Path, OSError]]:
    """Yield the files below `folder` that have one of `endings`; count the others in `skipped`.

    Hidden files and linked folders are passed over, so that no loop of links can hold it.
    A folder that cannot be opened comes out with its error.
    """
    # A list of what is still to visit and not recursion: folders may be nested deeper than
    # Python's stack.
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path.is_dir():
            try:
                waiting += reversed(_children(path, endings, skipped))
            except OSError as error:
                yield path, error
        else:
            yield path


def _children(folder: Path, endings: Collection[str], skipped: Counter[str]) -> list[Path]:
    """Return the folders and readable files of one folder, in the order of their paths."""
    kept: list[tuple[str, Path]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                kept.append((entry.name + "/", path))
            elif entry.is_symlink() and path.is_dir():
                skipped["linked folder"] += 1
            elif path.suffix.lower() not in endings:
                skipped[path.suffix.lower() or "without ending"] += 1
            elif path.exists() and not path.is_file():
                skipped["no plain file"] += 1  # a pipe or a device would hang
            else:
                kept.append((entry.name, path))
    return [path for _, path in sorted(kept)]


def skipped_words(skipped: Counter[str], *, hint: str = "") -> str:
    """Return what was passed over, counted; `hint` says what to do about it."""
    kinds = [f"{count} {kind}" for kind, count in skipped.most_common(KINDS_NAMED)]
    if len(skipped) > KINDS_NAMED:
        kinds.append("others")
    total = sum(skipped.values())
    files = "file of another kind" if total == 1 else "files of other kinds"
    return f"skipped {total:,} {files} ({', '.join(kinds)}){hint}"
