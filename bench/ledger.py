"""How the ledger bears size and violence: filing, pages, checks, verify; kills, many writers.

    python bench/ledger.py [--claims 1000000] [--kills 200] [--writers 8] [--folder FOLDER]
                           [--ledger FILE] [--csv FILE] [--plot FILE.svg]

Readings are invented and made before the clock starts; filing is one process on one core, one
transaction a report. Each size prints a line and is a row of the CSV; the plot is drawn of that,
here or later by `--claims 0`. The ledger that grows is kept where `--ledger` says so. Milliseconds
are of processor time, which other work on the machine lengthens less.
Processes that are killed and those that write at once are this script, run by itself.
"""

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

from whence.ledger import (
    By,
    Filter,
    Ledger,
    Page,
    correct,
    find_claims,
    find_findings,
    list_reports,
    list_series,
    list_sources,
    next_to_judge,
    progress,
    verify,
)
from whence.records import (
    Amount,
    Figure,
    MadeBy,
    Period,
    Phrase,
    Reading,
    Report,
    Source,
    Span,
    Statement,
)

MEASURES = ["killed"] * 5 + ["wounded"] * 4 + "displaced missing rescued captive freed".split()
SYLLABLES = "ar bel cor dun el fay gor hal is jun kel lor mar nim or pel rud sel tam ul".split()
WHERE = "Harbour River Hill Coast Valley Northern".split()
WHAT = "Board Guard Watch Mission Office Directorate Council".split()
BODIES = [f"the {where} {what}" for where in WHERE for what in WHAT]
GROUPS = "people children women seekers fishermen miners pupils pilgrims nurses medics".split()
START = date(2020, 1, 1)  # of all reports, fourteen a day: ten years for a million claims
MADE_BY = MadeBy("bench", "invented")
BATCH = 2000  # reports made before the clock starts on them
CHECKED = 10  # reports after each of which a check is timed
COLUMNS = [
    "claims",
    "filed a second",
    "filed a second of processor time",
    "filing a report, ms",
    "page, median ms",
    "page, slowest ms",
    "slowest page",
    "series page, median ms",
    "series page, slowest ms",
    "slowest series page",
    "sources, ms",
    "check of the new claims, claims a second",
    "check after one more report, ms",
    "whence check after one more report, ms",
    "findings",
    "MB",
]
LEGEND = {"orient": "top", "labelLimit": 400, "columns": 2}
# What is drawn, and what it is called.
DRAWN = {
    "filing a report, ms": "filing a report of 20 claims",
    "page, slowest ms": "the slowest of 16 pages of figures",
    "series page, slowest ms": "the slowest of 16 pages of series",
    "sources, ms": "all sources",
    "check after one more report, ms": "check after one more report",
    "whence check after one more report, ms": "the same as a command, its start included",
}


def make_reading(number: int, chance: random.Random, words: list[str]) -> Reading:
    """Return a report of some 400 words with 14 figures and 6 statements, unlike every other.

    Two of the figures are running totals and one is of a state, on which all bodies agree but
    for one in a thousand, the others are of events of the day.
    """
    parts: list[str] = []
    figures: list[Figure] = []
    statements: list[Statement] = []
    at = 0
    since_start = number // 14
    day = (START + timedelta(days=since_start)).isoformat()
    body, place = chance.choice(BODIES), chance.choice(words[:3000]).title()
    for sentence in range(20):
        filler = " ".join(chance.choices(words, k=14))
        count, group = str(chance.randrange(1, 900)), chance.choice(GROUPS)
        measure, period = chance.choice(MEASURES), Period("on", day, day, None)
        if sentence in {0, 1, 4}:
            due = 10_000 + since_start * (7 + len(group)) + MEASURES.index(measure) * 100
            count = str(due - (chance.random() < 0.001) * 90)
            total = Period("since", START.isoformat(), day, None)
            period = total if sentence else Period("state", day, day, None)
        if sentence % 3 == 2:
            text = f"{filler.capitalize()}, {body} said. "
            source = at + text.index(body)
            statements.append(
                Statement(
                    Source(source, source + len(body), body, body, "government"),
                    None,
                    (Span(at, at + len(filler)),),
                    "indirect",
                    "asserts",
                    (),
                    (),
                    MADE_BY,
                )
            )
        else:
            text = f"{count} {group} were {measure} in {place}, {body} said of {filler}. "
            source, where = at + text.index(body), at + text.index(place)
            figures.append(
                Figure(
                    Amount(at, at + len(count), count, int(count), int(count), "exact"),
                    measure,
                    Phrase(at + len(count) + 1, at + len(count) + 1 + len(group), group),
                    Source(source, source + len(body), body, body, "government"),
                    period,
                    Phrase(where, where + len(place), place),
                    "asserted",
                    None,
                    Phrase(at, at + len(text) - 1, text[:-1]),
                    MADE_BY,
                )
            )
        parts.append(text)
        at += len(text)
    url = f"https://{chance.choice(words)}.example/{number}"
    report = Report(f"r{number}", "".join(parts), url, f"Report {number}", "Bench", day)
    return Reading(report, tuple(figures), tuple(statements), versions={"bench": "1"})


def readings(first: int, count: int) -> Iterator[Reading]:
    chance = random.Random(first)
    words = ["".join(three) for three in product(SYLLABLES, repeat=3)]
    for number in range(first, first + count):
        yield make_reading(number, chance, words)


def claims_of(reading: Reading) -> int:
    return len(reading.figures) + len(reading.statements)


def grow(ledger: Ledger, first: int, count: int) -> tuple[int, float, float]:
    """File `count` reports; return their claims, the seconds it took and those of the processor."""
    claims, seconds, busy = 0, 0.0, 0.0
    for begin in range(first, first + count, BATCH):
        made = list(readings(begin, min(BATCH, first + count - begin)))
        started, began = time.perf_counter(), time.process_time()
        for reading in made:
            ledger.file(reading, by="bench")
        seconds += time.perf_counter() - started
        busy += time.process_time() - began
        claims += sum(map(claims_of, made))
    return claims, seconds, busy


PAGE = Page(limit=50, newest=True)
PAGES = {
    "newest": Filter(),
    "source": Filter(source="=Harbour Board"),
    "source, measure": Filter(source="=Harbour Board", measure="killed"),
    "part of a source's name": Filter(source="harbour"),
    "measure": Filter(measure="freed"),
    "population": Filter(population="nurses"),
    "place": Filter(place="=Belcordun"),
    "part of a place's name": Filter(place="belcor"),
    "month": Filter(date="2024-03"),
    "measure, population, month": Filter(measure="killed", population="miners", date="2024-03"),
    "period": Filter(measure="rescued", period="2020-03-05"),
    "common words": Filter(text="people killed"),
    "rare words": Filter(text="belcordun"),
    "words, source, measure": Filter(text="miners", source="=Hill Watch", measure="missing"),
    "no hit": Filter(source="=Hill Watch", measure="evacuated"),
    "report": Filter(report="r77"),
}


def timed(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the milliseconds of the quickest of some runs: the machine's other work only adds."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    return min(taken)


def ask(ledger: Ledger, wanted: Filter) -> int:
    with ledger.reading() as connection:
        return len(list(find_claims(connection, "figure", wanted, PAGE)))


def ask_series(ledger: Ledger, wanted: Filter) -> int:
    with ledger.reading() as connection:
        return len(list_series(connection, wanted, PAGE.limit))


def ask_sources(ledger: Ledger) -> int:
    with ledger.reading() as connection:
        return len(list_sources(connection))


def slowest(pages: dict[str, float]) -> str:
    return max(pages, key=lambda name: pages[name])


def bench_size(path: Path, target: int, table: Path) -> None:
    """Grow a ledger and time it at each size."""
    sizes = [size for size in (10_000, 30_000, 100_000, 300_000, 1_000_000) if size < target]
    with table.open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, COLUMNS)
        rows.writeheader()
        with Ledger(str(path), create=True) as ledger:
            claims = reports = 0
            for size in [*sizes, target]:
                count = max(1, (size - claims) // 20)
                brought, seconds, busy = grow(ledger, reports, count)
                claims, reports = claims + brought, reports + count
                pages = {name: timed(partial(ask, ledger, PAGES[name])) for name in PAGES}
                series = {name: timed(partial(ask_series, ledger, PAGES[name])) for name in PAGES}
                first = timed(partial(find_findings, ledger), 1)
                once_more, command, found = bench_check(ledger, reports)
                reports += CHECKED
                row = {
                    "claims": claims,
                    "filed a second": round(brought / seconds),
                    "filed a second of processor time": round(brought / busy),
                    "filing a report, ms": round(busy / count * 1000, 1),
                    "page, median ms": round(median(pages.values()), 1),
                    "page, slowest ms": round(max(pages.values()), 1),
                    "slowest page": slowest(pages),
                    "series page, median ms": round(median(series.values()), 1),
                    "series page, slowest ms": round(max(series.values()), 1),
                    "slowest series page": slowest(series),
                    "sources, ms": round(timed(partial(ask_sources, ledger)), 1),
                    "check of the new claims, claims a second": round(brought / first * 1000),
                    "check after one more report, ms": round(once_more),
                    "whence check after one more report, ms": round(command),
                    "findings": found,
                    "MB": round(path.stat().st_size / 1e6),
                }
                rows.writerow(row)
                file.flush()
                print("; ".join(f"{name}: {value}" for name, value in row.items()), flush=True)
            for name, wanted in PAGES.items():
                print(
                    f"  page {pages[name]:>6.1f} ms  {ask(ledger, wanted):>2} hits, "
                    f"{series[name]:>6.1f} ms  {ask_series(ledger, wanted):>2} series  {name}"
                )
            bench_others(ledger)


def bench_check(ledger: Ledger, first: int) -> tuple[float, float, int]:
    """Return the milliseconds of a check after one more report, in this process and in a new one.

    They are of processor time, user and system, which other work on the machine changes less.
    Each is the median of some, since it hangs on what the report is about; and how much is found.
    """
    inside, command = [], []
    for number, reading in enumerate(readings(first, CHECKED)):
        ledger.file(reading, by="bench")
        began = busy()
        if number % 2:
            find_findings(ledger)
            inside.append((busy() - began) * 1000)
        else:
            whence = "from whence.cli import app; app()"
            asked = [sys.executable, "-c", whence, "check", "--json", "--ledger", ledger.address]
            subprocess.run(asked, stdout=subprocess.DEVNULL, check=False)  # 1: it found something
            command.append((busy() - began) * 1000)
    return median(inside), median(command), len(find_findings(ledger))


def busy() -> float:
    """Return the seconds of processor time of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def plot(table: Path, image: Path) -> None:
    """Draw time against size from the rows of `table`."""
    import vl_convert

    with table.open(encoding="utf-8") as file:
        points = [
            {"claims": int(row["claims"]), "ms": float(row[name]), "what": what}
            for row in csv.DictReader(file)
            for name, what in DRAWN.items()
        ]
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": points},
        "width": 520,
        "height": 280,
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {
                "field": "claims",
                "type": "quantitative",
                "scale": {"type": "log"},
                "title": "claims in the ledger",
            },
            "y": {"field": "ms", "type": "quantitative", "title": "milliseconds"},
            "color": {"field": "what", "type": "nominal", "title": None, "legend": LEGEND},
        },
    }
    image.write_text(vl_convert.vegalite_to_svg(chart), encoding="utf-8")


def bench_others(ledger: Ledger) -> None:
    """Time what else people wait for, on the ledger at its largest."""
    with ledger.reading() as connection:
        claim = next(find_claims(connection, "figure", Filter(report="r7")))
        found = timed(lambda: list(list_reports(connection, words="belcordun", page=PAGE)))
        print(f"  page {found:>6.1f} ms  reports that hold a rare word")
        wanted = Filter(period="2020-03-05")
        print(f"  list {timed(lambda: progress(connection, wanted)):>6.1f} ms  left to judge")
        print(f"  next {timed(lambda: next_to_judge(connection, wanted)):>6.1f} ms  to judge")
    taken = timed(lambda: correct(ledger, claim.id, {"low": "1"}, By("bench", "bench")), 3)
    print(f"  act  {taken:>6.1f} ms  a correction")
    started = time.perf_counter()
    held = verify(ledger)
    seconds = time.perf_counter() - started
    print(f"  verify {seconds:.1f} s for {held.rows:,} rows: {held.broken or 'holds'}", flush=True)


def work(path: str, first: int, count: int) -> None:
    """File reports and name each as it is filed; what a child process does."""
    with Ledger(path, create=True) as ledger:
        for reading in readings(first, count):
            ledger.file(reading, by=f"writer {first}")
            print(reading.report.id, flush=True)


def start(path: Path, first: int, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, __file__, "--work", str(path), str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def bench_kills(folder: Path, kills: int) -> None:
    """Kill a writer at random points; what it said was filed is there, and whole."""
    path = folder / "kills.db"
    chance = random.Random(7)
    said: set[str] = set()
    for kill in range(kills):
        with start(path, kill * 100, 100) as child:
            assert child.stdout
            for _ in range(chance.randrange(4)):
                said.add(child.stdout.readline().strip())
            # A number of turns and no sleep: the kill meets the child anywhere in its work.
            for _ in range(chance.randrange(200_000)):
                pass
            os.kill(child.pid, signal.SIGKILL)
            said |= {line.strip() for line in child.stdout if line.endswith("\n")}
    lost, halved, reports, broken = check(path, said)
    print(
        f"kills   {kills}: {reports} reports kept, {lost} lost, {halved} halved, "
        f"verify: {broken or 'holds'}"
    )


def bench_writers(folder: Path, writers: int) -> None:
    """Let many processes write at once; nothing of any of them is lost."""
    path = folder / "writers.db"
    started = time.perf_counter()
    children = [start(path, writer * 1000, 100) for writer in range(writers)]
    said = {line.strip() for child in children for line in child.stdout or ()}
    failed = sum(child.wait() != 0 for child in children)
    seconds = time.perf_counter() - started
    lost, halved, reports, broken = check(path, said)
    print(
        f"writers {writers} at once: {reports} reports in {seconds:.1f} s, {failed} failed, "
        f"{lost} lost, {halved} halved, verify: {broken or 'holds'}"
    )


def check(path: Path, said: set[str]) -> tuple[int, int, int, str | None]:
    """Return how many of the reports that were said are lost, how many halved, and the rest."""
    with Ledger(str(path)) as ledger:
        broken = verify(ledger).broken
        with ledger.reading() as connection:
            kept = {line.id for line in list_reports(connection, every=True)}
            figures: dict[str, int] = dict.fromkeys(kept, 0)
            for claim in find_claims(connection, "figure", Filter(every=True)):
                figures[claim.report_id] += 1
    halved = sum(count != 14 for count in figures.values())  # as `make_reading` makes them
    return len(said - kept - {""}), halved, len(kept), broken


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--csv", type=Path, default=Path("bench-ledger.csv"))
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        path, first, count = asked.work
        work(path, int(first), int(count))
        return 0
    with tempfile.TemporaryDirectory(prefix="whence-bench-", dir=asked.folder) as folder:
        if asked.kills:
            bench_kills(Path(folder), asked.kills)
        if asked.writers:
            bench_writers(Path(folder), asked.writers)
        if asked.claims:
            bench_size(asked.ledger or Path(folder) / "size.db", asked.claims, asked.csv)
    if asked.plot:
        plot(asked.csv, asked.plot)
    return 0


if __name__ == "__main__":
    sys.exit(main())
