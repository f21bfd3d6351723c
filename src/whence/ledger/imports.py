"""Figures that people have in a table, as claims with row and column as evidence.

Each row becomes a report of its own, whose text is the row: one line a column. So a figure of a
table stands on exact offsets like any other, the same file again adds nothing, and a row that
was changed is a revision.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from whence.ledger.book import Ledger
from whence.ledger.errors import LedgerError
from whence.ledger.filing import Filed
from whence.ledger.maps import ColumnMap, ImportMap
from whence.ledger.tables import TableFile, TableRow
from whence.records import Amount, Figure, MadeBy, Period, Phrase, Reading, Report, Source

DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Whole numbers, with blanks or commas between thousands, or written as a fraction of nothing.
NUMBER = re.compile(r"(\d+|\d{1,3}(?:[, \u00a0\u202f]\d{3})+)(?:\.0+)?")
FINDER = "import"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: rows by what became of them, and the figures filed."""

    rows: int
    new: int
    revised: int
    figures: int
    filed: tuple[Filed, ...]


def import_table(
    ledger: Ledger, table: TableFile, columns: ImportMap, *, by: str | None = None
) -> Imported:
    """File the figures of `table`, all of them or, where any cell is amiss, none.

    Raises LedgerError with the row and column of what is amiss.
    """
    readings = list(read_table(table, columns))
    about = f"{table.name} by the map {columns.name}, sha256 {table.sha256}"
    filed = ledger.file_all(readings, act="import", by=by, about=about, kind="row")
    new = [one for one in filed if one.entry is not None]
    revised = sum(one.revises is not None for one in new)
    figures = sum(one.claims for one in new)
    return Imported(len(filed), len(new) - revised, revised, figures, tuple(filed))


def read_table(table: TableFile, columns: ImportMap) -> Iterator[Reading]:
    """Yield a reading for each row of `table`."""
    missing = [
        name for name in _needed(columns) if not any(name in row.columns for row in table.rows)
    ]
    if missing:
        raise LedgerError(f"{table.name}: no row has the column {missing[0]!r} of the map")
    seen: Counter[str] = Counter()
    for row in table.rows:
        reading = _RowReader(table, columns, row).read()
        seen[reading.report.id] += 1
        if seen[reading.report.id] > 1:
            raise LedgerError(
                f"{table.name}, row {row.number}: another row has the key "
                f"{reading.report.id!r} too; give the map a key that tells them apart"
            )
        yield reading


def _needed(columns: ImportMap) -> list[str]:
    rows, source = columns.rows, columns.source
    named = (rows.date, *rows.key, rows.hours, rows.place_column, source.column)
    return [name for name in named if name]


class _RowReader:
    """Reads one row of a table."""

    def __init__(self, table: TableFile, columns: ImportMap, row: TableRow) -> None:
        self._table = table
        self._where = f"{table.name}, row {row.number}"
        self._map = columns
        self._row = row
        self._at: dict[str, int] = {}
        self._text = self._write()
        self._day = self._read_day()

    def read(self) -> Reading:
        """Return the row as a report with its figures."""
        named = self._map.rows.key or (self._map.rows.date,)
        key = "/".join(self._cell(name) for name in named)
        report = Report(
            id=f"{self._map.name}:{key}",
            text=self._text,
            url=f"import:{self._map.name}/{key}",
            title=f"{self._map.about} {key}",
            publisher=self._map.publisher,
            published=self._day,
            language=self._map.language,
        )
        there = [entry for entry in self._map.figure if self._has(entry.column)]
        at = {entry.column: index for index, entry in enumerate(there)}
        figures = tuple(self._figure(entry, at) for entry in there)
        # Where the row stood in the file is told, and is no part of what is the same: rows move.
        place = {"map": self._map.name, "file": self._table.name, "row": f"{self._row.number}"}
        return Reading(report, figures, versions=place)

    def _write(self) -> str:
        """Return the row's text, and remember where each cell's words begin."""
        text = ""
        for name, words in self._row.columns.items():
            if not self._map.ignores(name):
                self._at[name] = len(text) + len(name) + 2
                text += f"{name}: {words}\n"
        return text

    def _has(self, column: str) -> bool:
        return column in self._at and self._cell(column).lower() not in self._map.empty

    def _cell(self, column: str) -> str:
        return self._row.columns.get(column, "").strip()

    def _read_day(self) -> str:
        words = self._cell(self._map.rows.date)
        try:
            if DAY.fullmatch(words):
                return date.fromisoformat(words).isoformat()
        except ValueError:  # 2031-02-30
            pass
        raise self._wrong(self._map.rows.date, "is no day; write it as 2031-03-04")

    def _figure(self, entry: ColumnMap, at: dict[str, int]) -> Figure:
        population = self._named(entry.population, entry.population_column)
        rule = "retroactive" if entry.retroactive else entry.column
        return Figure(
            amount=self._amount(entry),
            measure=entry.measure,
            population=population,
            source=self._source(),
            period=self._period(entry),
            place=self._named(self._map.rows.place, self._map.rows.place_column),
            modality="asserted",
            part_of=at.get(entry.part_of) if entry.part_of else None,
            quote=self._line(entry.column),
            made_by=MadeBy(FINDER, rule),
        )

    def _amount(self, entry: ColumnMap) -> Amount:
        low = self._number(entry.column)
        high = self._number(entry.high) if entry.high and self._has(entry.high) else low
        place = self._phrase(entry.column)
        comparator = "between" if high != low else entry.comparator
        bounds = {
            "at_least": (low, None),
            "more_than": (low, None),
            "vague": (low, None),
            "at_most": (None, low),
            "fewer_than": (None, low),
        }.get(comparator, (low, high))
        return Amount(place.start, place.end, place.words, *bounds, comparator)

    def _number(self, column: str) -> int:
        match = NUMBER.fullmatch(self._cell(column))
        if match is None:
            raise self._wrong(column, "is no whole number")
        return int(re.sub(r"\D", "", match[1]))

    def _period(self, entry: ColumnMap) -> Period:
        if entry.retroactive:  # of harm at any time before: the end is all that is known
            return Period("window", None, self._day, None)
        if entry.period == "since":
            return Period("since", entry.start, None, None)
        if entry.period == "total":
            return Period("total", None, None, None)
        if entry.period != "window" or not self._map.rows.hours:
            return Period(entry.period, self._day, self._day, None)
        hours = self._number(self._map.rows.hours)
        # As with "the past 48 hours" in a report: it begins two days before the day.
        start = date.fromisoformat(self._day) - timedelta(days=hours // 24)
        return Period("window", start.isoformat(), self._day, None)

    def _source(self) -> Source:
        words = self._named(self._map.source.name, self._map.source.column)
        if words is None:
            raise self._wrong(self._map.source.column or "source", "names no source")
        return Source(words.start, words.end, words.words, words.words, self._map.source.kind)

    def _named(self, words: str | None, column: str | None) -> Phrase | None:
        """Return what the map says, which stands nowhere in the row, or what a column says."""
        if column is not None:
            return self._phrase(column) if self._has(column) else None
        return Phrase(0, 0, words) if words else None

    def _phrase(self, column: str) -> Phrase:
        words = self._cell(column)
        start = self._text.index(words, self._at[column])
        return Phrase(start, start + len(words), words)

    def _line(self, column: str) -> Phrase:
        """Return the line of the row's text that holds a column: the figure's quote."""
        start = self._at[column] - len(column) - 2
        end = self._at[column] + len(self._row.columns[column])
        return Phrase(start, end, self._text[start:end])

    def _wrong(self, column: str, what: str) -> LedgerError:
        words = self._cell(column)[:60]
        return LedgerError(f"{self._where}, column {column}: {words!r} {what}; nothing was filed")
