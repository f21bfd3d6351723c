"""How quick the web desk is: each page alone, then many readers at once; on this machine only.

    python bench/web.py [--claims 1000000] [--ledger PATH] [--rate 100] [--seconds 30]

The ledger is invented by bench/ledger.py, unless `--ledger` names one. The desk is served as people
serve it, by `whence serve`, in a process of its own. A page's time is that of its whole answer
over a connection that is open already, and beside it what the server's process worked for it,
which other work on the machine hardly lengthens. Then `--rate` requests a second begin at their
set times, whether the others are answered or not, for `--seconds`.
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

import httpx

from whence.ledger import Filter, Ledger, Page, find_claims, find_findings, list_series

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a script, Python sees only bench/

from bench.ledger import grow

ROUNDS = 15
START_SECONDS = 30
CLAIMS_EACH = 20  # of a report of bench/ledger.py
PAGES = {
    "today": "/",
    "read": "/read",
    "report": "/reports/77",
    "what changed": "/reports/77/changes",
    "figure": "/figures/{claim}",
    "search, a rare word": "/search?text=belcordun",
    "search, common words": "/search?text=people+killed",
    "search, source": "/search?source=harbour",
    "search, measure and month": "/search?measure=killed&date=2024-03",
    "search, period": "/search?measure=killed&period=2024-03-05",
    "series": "/series",
    "series, a measure": "/series?measure=killed",
    "a series": "/series/{series}",
    "findings": "/findings",
    "sources": "/sources",
    "a source": "/sources/{source}",
    "feed": "/feed/reports.atom",
    "api: reports": "/api/v1/reports",
    "api: report": "/api/v1/reports/77",
    "api: figures": "/api/v1/figures?newest=true",
    "api: figures, a filter": "/api/v1/figures?source=%3DHarbour+Board&measure=killed",
    "api: statements": "/api/v1/statements?text=belcordun",
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
def serving(ledger: str) -> Iterator[tuple[str, int]]:
    """Give the address of a desk in a process of its own, and the number of that."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "whence", "serve", "--ledger", ledger, "--port", f"{port}"]
    with subprocess.Popen([*command, "--no-browser"], stderr=subprocess.DEVNULL) as desk:
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


def filled(paths: dict[str, str], ledger: str) -> dict[str, str]:
    """Return the pages with the ids of a claim, its source and a series in them."""
    with Ledger(ledger) as book, book.reading() as connection:
        claim = next(find_claims(connection, "figure", page=Page(limit=1)))
        named = Filter(source=f"={claim.source_name}")
        (line,) = list_series(connection, named, 1)
    ids = {"claim": claim.id, "source": claim.source, "series": line.id}
    return {name: path.format(**ids) for name, path in paths.items()}


def worked(process: int) -> float:
    """Return the milliseconds that a process has worked."""
    ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") * 1000


def time_page(
    client: httpx.Client, process: int, name: str, path: str, *, rounds: int = ROUNDS, tag: str = ""
) -> None:
    client.get(path)
    taken = []
    before = worked(process)
    for _ in range(rounds):
        started = time.perf_counter()
        answer = client.get(path, headers={"If-None-Match": tag} if tag else {})
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == (304 if tag else 200), answer.text
    busy = (worked(process) - before) / rounds
    print(
        f"  {median(taken):>7.1f} ms, slowest {max(taken):>7.1f}, worked {busy:>7.1f}  "
        f"{len(answer.content) / 1000:>6,.0f} kB  {name}",
        flush=True,
    )


async def press(address: str, paths: list[str], rate: int, seconds: int) -> Load:
    """Begin `rate` requests a second, whatever becomes of those before."""
    load = Load()
    chance = random.Random(7)
    # Idle connections are let go before the server closes them, which would be met as an error.
    limits = httpx.Limits(max_connections=200, keepalive_expiry=2)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits) as client:
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number in range(rate * seconds):
                await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
                group.create_task(_ask(client, chance.choice(paths), load))
        taken = time.perf_counter() - begun
    cuts = quantiles(load.taken, n=100)
    print(
        f"load    {rate * seconds:,} requests in {taken:.1f} s ({rate * seconds / taken:.0f}/s): "
        f"{len(load.failed)} failed, median {cuts[49]:.0f} ms, of 100 the slowest {cuts[98]:.0f} ms"
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


def bench(ledger: str, rate: int, seconds: int) -> int:
    pages = filled(PAGES, ledger)
    with serving(ledger) as (address, process):
        with httpx.Client(base_url=address, timeout=60) as client:
            for name, path in pages.items():
                time_page(client, process, name, path)
            held = "/search?text=people+killed"
            tag = client.get(held).headers["ETag"]
            time_page(client, process, "held already (304)", held, tag=tag)
            for name, path in DOWNLOADS.items():
                time_page(client, process, name, path, rounds=3)
        load = asyncio.run(press(address, list(pages.values()), rate, seconds))
    for failure in sorted(set(load.failed))[:10]:
        print(f"        {load.failed.count(failure)} times {failure}")
    return bool(load.failed)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--ledger")
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=30)
    asked = parser.parse_args()
    if asked.ledger:
        return bench(asked.ledger, asked.rate, asked.seconds)
    with tempfile.TemporaryDirectory(prefix="whence-bench-") as folder:
        path = str(Path(folder) / "web.db")
        with Ledger(path, create=True) as ledger:
            claims, seconds, _ = grow(ledger, 0, max(100, asked.claims // CLAIMS_EACH))
            find_findings(ledger)  # else the desk checks beside the pages that are timed
        print(f"{claims:,} claims filed in {seconds:.0f} s", flush=True)
        return bench(path, asked.rate, asked.seconds)


if __name__ == "__main__":
    sys.exit(main())
