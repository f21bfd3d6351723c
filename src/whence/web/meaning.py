"""What each kind of finding means, in words for its page; docs/findings.md has more of each."""

from dataclasses import dataclass

from whence.ledger.findings import Kind, Severity


@dataclass(frozen=True, slots=True)
class Meaning:
    """A kind of finding in words: what is seen, what it means and does not, what to do."""

    title: str
    seen: str
    means: str
    not_meant: str
    to_do: str


SEVERITY_WORDS: dict[Severity, str] = {"high": "grave", "medium": "middling", "low": "slight"}

MEANINGS: dict[Kind, Meaning] = {
    "fall": Meaning(
        "A total that falls",
        "A running total of one source is lower than it was.",
        "One of the two numbers is off, the source took something back, or it counts differently "
        "now.",
        "That fewer people were harmed.",
        "Read both reports, then the next total, which tells which of the two the source stands "
        "by.",
    ),
    "step": Meaning(
        "A step that does not come out",
        "Two totals of one source are further apart, or less far, than what it counted over just "
        "the days between.",
        "A number is off, or something was added or taken out without a word.",
        "That deaths were invented: late entries are common.",
        "See whether a later report tells of an addition, and whether the other totals of the day "
        "agree.",
    ),
    "subtotal": Meaning(
        "A part larger than its whole",
        "A report gives a part that is larger than what it is a part of.",
        "One of the two is wrong, or the part is of a longer time.",
        "That the whole is the one that is wrong.",
        "See by which of the two the running totals rise.",
    ),
    "disagreement": Meaning(
        "Sources that disagree",
        "Two bodies count the same thing, and no number fits both.",
        "What it says.",
        "That one of them errs or lies: they may count by other rules, or one may be behind.",
        "Report both, each with its source.",
    ),
    "reconciliation": Meaning(
        "A source that came round",
        "A source has come round to another’s count of an event.",
        "The two agree now.",
        "That the first number was a mistake.",
        "Use the new number, and say since when both have it.",
    ),
    "revision": Meaning(
        "An article that was changed",
        "An article was changed after it was published, in its figures. Those of the old text "
        "stay in the ledger and out of all other checks.",
        "A correction, open or quiet; the text tells which.",
        "That the first text was wrong.",
        "Where you used the old figure, correct it.",
    ),
    "duplicate": Meaning(
        "A story told again",
        "A report is another’s story under another address: a wire story in a second outlet, "
        "often cut.",
        "The two are one witness.",
        "That it was copied without leave.",
        "Do not count the two as two sources. If they are two stories after all, "
        "`whence judge apart ID ID --kind report` says so.",
    ),
    "misattribution": Meaning(
        "A number credited to another",
        "A number of one source’s series is credited to another source, which has no such series.",
        "Somebody who passed the number on mixed up whose it is.",
        "That the number is wrong.",
        "Credit the source whose series it is.",
    ),
    "balance": Meaning(
        "A balance of people held",
        "Those held are set against those freed or given back dead, and those left.",
        "A count is off, or somebody left of whom no report tells; where it comes out, nothing.",
        "That anybody died.",
        "Look for a release or a return between the two days.",
    ),
    "plan": Meaning(
        "A plan that came otherwise",
        "What was announced for a day came otherwise, or is told not to have come.",
        "Only that.",
        "Who or what was in the way.",
        "Say what was announced and what came.",
    ),
    "retroactive": Meaning(
        "Harm of earlier months, entered now",
        "A report tells of harm that was added from before, or taken off, and it makes up just "
        "what the days’ own counts leave over.",
        "The step is explained.",
        "That so many were harmed in a day.",
        "Leave what was added out of a chart of daily steps.",
    ),
    "gap": Meaning(
        "Days without a total",
        "Days without a total are bridged by a longer window, or by windows of each day.",
        "The step is explained.",
        "That nothing happened on those days.",
        "In a chart, draw no daily step.",
    ),
    "update": Meaning(
        "A count brought up to date",
        "A source raised its own count of an event as bodies were found, or lowered that of the "
        "missing as people were.",
        "The newest count is the one it stands by.",
        "That it contradicts itself.",
        "Use the newest.",
    ),
    "contradiction": Meaning(
        "One report, two numbers",
        "One report gives one source two numbers for the same total or state, or denies a number "
        "that it gives elsewhere.",
        "A slip of the writer, an old paragraph left standing, or two things that were not told "
        "apart.",
        "That the source contradicts itself.",
        "Read the report.",
    ),
}
