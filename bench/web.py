"""How quick the web desk is: each page alone, then many readers at once; on this machine only.

    python bench/web.py [--claims 1000000] [--ledger PATH] [--workers 2] [--rate 100] [--seconds 30]

The ledger is invented by bench/ledger.py, unless `--ledger` names one. The desk is served as people
serve it, by `whence serve`, in a process of its own. A page's time is that of its whole answer
over a connection that is open already, made anew each time, and beside it what the server's
process worked for it, which other work on the machine hardly lengthens. Then `--rate` requests a
second for pages of all these kinds, each of many reports, begin at their set times, whether the
others are answered or not, for `--seconds`: first each page is made anew, then as readers ask.
"""

import argparse
import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote_plus

import httpx

from whence.ledger import (
    Filter,
    Ledger,
    Page,
    find_claims,
    find_findings,
    list_reports,
    list_series,
    report_line,
)

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script, Python sees only bench/

from bench.ledger import grow

ROUNDS = 15
START_SECONDS = 30
CLAIMS_EACH = 20  # of a report of bench/ledger.py
MANY = 20  # reports, with all that belongs to them, whose pages are asked for under load
ANEW = {"Cache-Control": "no-cache"}
PAGES = {
    "today": "/",
    "read": "/read",
    "report": "/reports/{report}",
    "what changed": "/reports/{report}/changes",
    "figure": "/figures/{claim}",
    "search, a rare word": "/search?text={place}",
    "search, common words": "/search?text=people+{measure}",
    "search, source": "/search?source=harbour",
    "search, measure and month": "/search?measure={measure}&date={month}",
    "search, period": "/search?measure={measure}&period={day}",
    "series": "/series",
    "series, a measure": "/series?measure={measure}",
    "a series": "/series/{series}",
    "findings": "/findings",
    "sources": "/sources",
    "a source": "/sources/{source}",
    "feed": "/feed/reports.atom",
    "api: reports": "/api/v1/reports",
    "api: report": "/api/v1/reports/{report}",
    "api: figures": "/api/v1/figures?newest=true",
    "api: figures, a filter": "/api/v1/figures?source={name}&measure={measure}",
    "api: statements": "/api/v1/statements?text={place}",
    "api: statements, common words": "/api/v1/statements?text=board",
    "api: claim": "/api/v1/claims/{claim}",
    "api: sources": "/api/v1/sources",
    "api: judgements": "/api/v1/judgements",
}
DOWNLOADS = {"csv: 10,000 figures": "/search.csv?measure=killed", "csv: sources": "/sources.csv"}


@dataclass
class Load:
    """What became of many requests: their milliseconds, and what was no good answer."""

    taken: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@contextmanager
def serving(ledger: str, workers: int = 1) -> Iterator[tuple[str, int]]:
    """Give the address of a desk in a process of its own, and the number of that."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "whence", "serve", "--ledger", ledger, "--port", f"{port}"]
    command += ["--no-browser", "--workers", f"{workers}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as desk:
        address = f"http://127.0.0.1:{port}"
        try:
            end = time.monotonic() + START_SECONDS
            while not _answers(address):
                if desk.poll() is not None or time.monotonic() > end:
                    raise SystemExit("the desk did not start")
            yield address, desk.pid
        finally:
            desk.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/static/icon.svg").is_success
    except httpx.TransportError:
        time.sleep(0.05)
        return False


def named(ledger: str, many: int) -> list[dict[str, str]]:
    """Return what pages are named by: of `many` reports a figure, its series and the like.

    They are drawn among those that have a figure with a place, a source and a series.
    """
    chance, found = random.Random(7), []
    with Ledger(ledger) as book, book.reading() as connection:
        last = next(list_reports(connection, page=Page(limit=1, newest=True))).number
        numbers = chance.sample(range(1, last + 1), last)
        for number in numbers:
            of_report = Filter(report=report_line(connection, number).id)
            claims = list(find_claims(connection, "figure", of_report))
            placed = [one for one in claims if one.figure.place and one.source and one.published]
            lines = list_series(connection, of_report)
            if not placed or not lines:
                continue
            claim, line = chance.choice(placed), chance.choice(lines)
            assert claim.figure.place
            assert claim.published
            found.append(
                {
                    "report": f"{number}",
                    "claim": claim.id,
                    "place": quote_plus(claim.figure.place.words),
                    "measure": claim.figure.measure,
                    "month": claim.published[:7],
                    "day": claim.published,
                    "series": line.id,
                    "source": f"{claim.source}",
                    "name": quote_plus(f"={claim.source_name}"),
                }
            )
            if len(found) == many:
                break
    if not found:
        raise SystemExit(f"{ledger} has no report with a figure that is in a series")
    return found


def worked(process: int) -> float:
    """Return the milliseconds that a process has worked."""
    ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") * 1000


def time_page(
    client: httpx.Client,
    process: int,
    name: str,
    path: str,
    *,
    rounds: int = ROUNDS,
    tag: str = "",
    anew: bool = True,
) -> None:
    headers = {"If-None-Match": tag} if tag else ANEW if anew else {}
    client.get(path)
    taken = []
    before = worked(process)
    for _ in range(rounds):
        started = time.perf_counter()
        answer = client.get(path, headers=headers)
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == (304 if tag else 200), answer.text
    busy = (worked(process) - before) / rounds
    print(
        f"  {median(taken):>7.1f} ms, slowest {max(taken):>7.1f}, worked {busy:>7.1f}  "
        f"{len(answer.content) / 1000:>6,.0f} kB  {name}",
        flush=True,
    )


async def press(
    address: str, paths: list[str], rate: int, seconds: int, headers: dict[str, str]
) -> Load:
    """Begin `rate` requests a second, whatever becomes of those before."""
    load = Load()
    chance = random.Random(7)
    # Idle connections are let go before the server closes them, which would be met as an error.
    limits = httpx.Limits(max_connections=200, keepalive_expiry=2)
    async with httpx.AsyncClient(
        base_url=address, timeout=30, limits=limits, headers=headers
    ) as client:
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number in range(rate * seconds):
                await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
                group.create_task(_ask(client, chance.choice(paths), load))
        taken = time.perf_counter() - begun
    cuts = quantiles(load.taken, n=100)
    how = "each page made anew" if headers else "as readers ask"
    print(
        f"load    {rate * seconds:,} requests in {taken:.1f} s ({rate * seconds / taken:.0f}/s), "
        f"{how}: {len(load.failed)} failed, median {cuts[49]:.0f} ms, "
        f"of 100 the slowest {cuts[98]:.0f} ms",
        flush=True,
    )
    return load


async def _ask(client: httpx.AsyncClient, path: str, load: Load) -> None:
    started = time.perf_counter()
    try:
        answer = await client.get(path)
        if not answer.is_success:
            load.failed.append(f"{answer.status_code} {path}")
    except httpx.HTTPError as error:
        load.failed.append(f"{type(error).__name__} {path}")
    load.taken.append((time.perf_counter() - started) * 1000)


def bench(ledger: str, workers: int, rate: int, seconds: int) -> int:
    names = named(ledger, MANY)
    pages = {name: path.format(**names[0]) for name, path in PAGES.items()}
    with (
        serving(ledger) as (address, process),
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        for name, path in pages.items():
            time_page(client, process, name, path)
        held = pages["search, common words"]
        time_page(client, process, "made already", held, anew=False)
        tag = client.get(held).headers["ETag"]
        time_page(client, process, "held already (304)", held, tag=tag)
        for name, path in DOWNLOADS.items():
            time_page(client, process, name, path, rounds=3)
    # Each kind of page is asked for as often as any other, though some have but one address.
    paths = [path.format(**one) for path in PAGES.values() for one in names]
    print(f"load    of {len(set(paths))} pages, by {workers} processes that hold none yet")
    failed = []
    for headers in (ANEW, {}):
        with serving(ledger, workers) as (address, _):  # which holds no page yet
            failed += asyncio.run(press(address, paths, rate, seconds, headers)).failed
    for failure in sorted(set(failed))[:10]:
        print(f"        {failed.count(failure)} times {failure}")
    return bool(failed)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--ledger")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=30)
    asked = parser.parse_args()
    if asked.ledger:
        return bench(asked.ledger, asked.workers, asked.rate, asked.seconds)
    with tempfile.TemporaryDirectory(prefix="whence-bench-") as folder:
        path = str(Path(folder) / "web.db")
        with Ledger(path, create=True) as ledger:
            claims, seconds, _ = grow(ledger, 0, max(100, asked.claims // CLAIMS_EACH))
            find_findings(ledger)  # else the desk checks beside the pages that are timed
        print(f"{claims:,} claims filed in {seconds:.0f} s", flush=True)
        return bench(path, asked.workers, asked.rate, asked.seconds)


if __name__ == "__main__":
    sys.exit(main())
