"""What is and is not comparable in a series, in words for whoever reads its page."""

from collections.abc import Iterator, Sequence

from whence.exports.series import ShownSeries, kind_words, who_words
from whence.exports.wording import counted, day_words, tidy
from whence.ledger import SeriesLine
from whence.ledger.series import SeriesKey
from whence.ledger.steps import Role, Step

# What is said of counts that take no part in steps: of one, and of several.
LEFT_OUT: dict[Role, tuple[str, str]] = {
    "agrees": ("agrees with another of its day", "agree with another of their day"),
    "differs": (
        "differs from another of its day, of which the last told is taken",
        "differ from another of their day, of which the last told is taken",
    ),
    "recalls": ("tells an earlier number again", "tell an earlier number again"),
    "part": (
        "is a part of another count of the same days",
        "are parts of other counts of the same days",
    ),
    "aside": (
        "is far out of line with its neighbours, and more often misread than meant",
        "are far out of line with their neighbours, and more often misread than meant",
    ),
    "superseded": (
        "stands in an older revision of an article that was changed since",
        "stand in older revisions of articles that were changed since",
    ),
    "copy": (
        "stands in a copy of the story, which is no second witness",
        "stand in copies of a story, which are no second witness",
    ),
    "undated": ("has no day", "have no day"),
}


def way_words(key: SeriesKey) -> str:
    """Return in what way a series counts, for whoever never read the manual."""
    plain = {"window": "stretches of time", "state": "how many there are"}
    if key.kind == "running" and not key.start:
        return "total so far"
    return plain.get(key.kind) or kind_words(key)


def signed(change: str) -> str:
    """Return a step with a minus that is as wide as a plus."""
    return change.replace("-", "−")


def compared_words(shown: ShownSeries) -> Iterator[str]:
    """Yield sentences on what the counts of a series share, and which are left out of steps."""
    line = shown.line
    yield _shared(line.key)
    if not line.named:
        yield (
            f"{who_words(line)} is no name. The same words in two reports may mean two sources, "
            "so the line may be of several."
        )
    if line.place:
        yield (
            f"This source counts by place: this is its count for {tidy(line.place)}, and others "
            "are series of their own."
        )
    yield from _left_out(shown.steps)
    loose = sum(step.role == "new" and not step.count.is_exact for step in shown.steps)
    if loose:
        number = "One of the numbers is" if loose == 1 else f"{loose:,} of the numbers are"
        yield f"{number} not exact: a band shows what the words allow, and steps from it are about."


def others_words(others: Sequence[SeriesLine]) -> str:
    """Return what is to be said of the series of other sources beside one."""
    if not others:
        return ""
    return (
        f"{counted(len(others), 'other source').capitalize()} counted the same: the same measure, "
        "of the same people, in the same way. Each has its own rules and its own days, so two "
        "lines may differ without either being wrong. No count of one is ever put into another."
    )


def _shared(key: SeriesKey) -> str:
    match key.kind:
        case "running" if key.start:
            return (
                f"Every count is a total since {day_words(key.start)}. The step from one to the "
                "next is what came between; totals are never added up."
            )
        case "running":
            return (
                "Every count is a total so far, and no report says since when. So it goes with no "
                "total that has a start, and totals are never added up."
            )
        case "window":
            return (
                "Every count is of its own stretch of time and is itself the step. It says nothing "
                "of the total, and stretches that overlap cannot be added up."
            )
        case "event":
            day = f" of {day_words(key.start)}" if key.start else ""
            return (
                f"Every count is of the event{day}, told again as more was known. The newest "
                "takes the place of those before; they are never added up."
            )
        case "state":
            return (
                "Every count says how many there were on its day. A step is a change from one day "
                "to the other, whoever came or went; they are never added up."
            )


def _left_out(steps: Sequence[Step]) -> Iterator[str]:
    """Yield which counts take no part in steps, and why."""
    for role, (one, several) in LEFT_OUT.items():
        many = sum(step.role == role for step in steps)
        if many:
            words = f"One count {one}" if many == 1 else f"{many:,} counts {several}"
            yield (
                f"{words}. It takes no part in the steps."
                if many == 1
                else (f"{words}. They take no part in the steps.")
            )
