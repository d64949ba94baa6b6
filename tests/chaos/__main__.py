"""``make chaos``: a batch of 200 submissions killed at 100 random moments and after every commit, on each database.

Every run is ``lingtan intake`` in a process group of its own, ended by SIGKILL to the whole group; the next one takes
the batch up again. After each kill all that is stored must be whole, once, and as in an undisturbed run; at the end of
each sweep the digest over all rows and originals must be the same, on both databases.

Arguments: ``--submissions 200``, ``--random 100`` kills at random moments, ``--per-sweep 34`` of them in one sweep,
``--shell 4`` of them on runs started from the shell with a Prefect server of their own, ``--commits 0`` for no sweep
over commits, ``--databases sqlite,postgresql``, ``--seed 1``, ``--minutes 60`` after which nothing is killed any more, ``--keep`` to put the table into ``docs/chaos.md``.
PostgreSQL is ``DATABASE_URL`` or postgresql://lt:lt@localhost/lt; databases of our own are made beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from random import Random

from flows import server
from flows.planner import planner
from tests.chaos import databases, material, runs, sweeps, tables
from tests.chaos.rows import Place
from tests.chaos.runs import Warm
from tests.chaos.sweeps import Reference, Setting, Told


class Bench:
    """The folder, the batch, the warm process and the numbers of one ``make chaos``."""

    def __init__(self, given: argparse.Namespace, root: Path, warm: Warm) -> None:
        self.given = given
        self.root = root
        self.warm = warm
        self.path = material.batch(root / "batch", given.submissions)
        self.until = time.monotonic() + 60 * given.minutes
        self._made = 0

    @contextmanager
    def place(self, database: str) -> Iterator[Place]:
        """A new workspace on a new database, and its temporary folder; gone at the end."""
        self._made += 1
        home = self.root / f"{self._made}"
        (home / "t").mkdir(parents=True)
        with databases.made(database, f"lt_chaos_{os.getpid()}_{self._made}") as url:
            yield Place(home / "w", url)
        shutil.rmtree(home)

    def setting(self, place: Place, reference: Reference) -> Setting:
        """Warm runs on a place."""

        def start(kill_after: int) -> runs.Run:
            return self.warm.start(place, self.path, kill_after)

        return Setting(place, self.path, reference, start, self.until)


def main() -> int:
    """Run all sweeps; exit status 1 where something was lost, doubled or different."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="lc-") as folder:
        root = Path(folder)
        server.prepare(root / "prefect")
        with planner(root / "prefect") as address, runs.warm(address, root) as warm:
            lines = _all(Bench(given, root, warm))
    shown = tables.table(lines)
    print(shown)
    if given.keep:
        tables.keep(shown, given)
    return int(any(line.told.faults for line in lines))


def _all(bench: Bench) -> list[tables.Line]:
    lines: list[tables.Line] = []
    digests: dict[str, str] = {}
    for database in bench.given.databases.split(","):
        missing = databases.unreachable(database)
        if missing:
            print(f"{database}: {missing}", flush=True)
            continue
        reference = _reference(bench, database)
        digests[database] = reference.digest
        lines += _swept(bench, database, reference)
    if len(set(digests.values())) > 1:
        lines[-1].told.faults.append("the databases do not hold the same")
    return lines


def _reference(bench: Bench, database: str) -> Reference:
    with bench.place(database) as place:
        found = sweeps.undisturbed(bench.warm, place, bench.path, bench.given.submissions)
    print(
        f"{database}: undisturbed {found.start:.1f} + {found.work:.1f} + {found.end:.1f} s,"
        f" {found.commits} commits, digest {found.digest[:16]}",
        flush=True,
    )
    return found


def _swept(bench: Bench, database: str, reference: Reference) -> Iterator[tables.Line]:
    given = bench.given
    if given.shell:
        yield _line(database, "random moments, from the shell", _shell(bench, database, reference))
    if given.random:
        yield _line(database, "random moments", _random(bench, database, reference))
    if given.commits:
        yield _line(
            database, "after every 10th commit, tables too", _tables(bench, database, reference)
        )
        yield _line(database, "after every commit", _commits(bench, database, reference))


def _line(database: str, kind: str, told: Told) -> tables.Line:
    line = tables.Line(database, kind, told)
    print(tables.row(line), *told.faults[:10], sep="\n  ", flush=True)
    return line


def _timed(work: Callable[[Told], None]) -> Told:
    told, begun = Told(), time.monotonic()
    work(told)
    told.seconds = time.monotonic() - begun
    return told


def _random(bench: Bench, database: str, reference: Reference) -> Told:
    chance, given = Random(bench.given.seed), bench.given

    def work(told: Told) -> None:
        while told.total < given.random and time.monotonic() < bench.until:
            with bench.place(database) as place:
                kills = min(given.per_sweep, given.random - told.total)
                sweeps.at_random(bench.setting(place, reference), told, kills, chance)

    return _timed(work)


def _shell(bench: Bench, database: str, reference: Reference) -> Told:
    """The same with nothing warm: each run starts Python, its workers and a Prefect server of its own."""
    chance = Random(bench.given.seed + 1)

    def work(told: Told) -> None:
        with bench.place(database) as place:

            def start(_: int) -> runs.Run:
                return runs.Shell(place, bench.path, bench.root / "log")

            setting = Setting(place, bench.path, reference, start, bench.until)
            sweeps.at_random(setting, told, bench.given.shell, chance)

    return _timed(work)


def _tables(bench: Bench, database: str, reference: Reference) -> Told:
    """On an empty database the first commits are those of the tables."""

    def work(told: Told) -> None:
        with bench.place(database) as place:
            sweeps.after_commits(bench.setting(place, reference), told, stride=10)

    return _timed(work)


def _commits(bench: Bench, database: str, reference: Reference) -> Told:
    def work(told: Told) -> None:
        with bench.place(database) as place:
            runs.make_tables(place)
            sweeps.after_commits(bench.setting(place, reference), told)

    return _timed(work)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name, default in (("submissions", 200), ("random", 100), ("per-sweep", 34)):
        parser.add_argument(f"--{name}", type=int, default=default)
    for name, default in (("shell", 4), ("commits", 1), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--minutes", type=float, default=inf)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
