"""``make night-bench``: the report over 100,000 stored submissions with 2.5 million findings.

Rows are made straight in the database (``DATABASE_URL``, else an SQLite file in a temporary
folder that is removed afterwards); making them is not counted. Each submission has figures, a
name and a credit code of its own, handed in over the year up to the report's day; a tenth have
rulings. Arguments: another number of submissions, ``--profile``. A PostgreSQL database must be
an empty one of its own: its tables are emptied.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import structs

from fixtures.places import credit_code
from fixtures.submissions import right
from lingtan.django_settings import start
from lingtan.settings import Settings
from schemas.facts import Facts
from schemas.policy import edition
from validators.catalogue import cards, judge

SIZE: Final = 100_000
FINDINGS: Final = 25
"""Findings a submission."""
DAY: Final = date(2025, 12, 20)
_AT_ONCE: Final = 2_000
_CITIES: Final = ("杭州市", "宁波市", "温州市", "嘉兴市", "湖州市", "绍兴市", "金华市", "台州市")
_TRADES: Final = ("2822", "1713", "2641", "3120", "3311", "3670", "3825", "3012")
_SPECIALITIES: Final = ("energy", "carbon", "finance")
_LEVELS: Final = ("error", "warning", "warning", "info", "info")
_OFFICE: Final = ZoneInfo("Asia/Shanghai")


def main(arguments: list[str]) -> None:
    """Make the store in one process, report from it in another."""
    size = next((int(word) for word in arguments if word.isdigit()), SIZE)
    with tempfile.TemporaryDirectory(prefix="lingtan-bench-") as folder:
        command = [sys.executable, "-m", "tests.bench.night"]
        subprocess.run([*command, "make", folder, f"{size}"], check=True)
        profiled = ["--profile"] if "--profile" in arguments else []
        subprocess.run([*command, "report", folder, *profiled], check=True)
        _started(Path(folder))
        _empty()


def report(folder: Path, *, profile: bool) -> None:
    """What ``lingtan report`` does, timed."""
    began = time.perf_counter()
    _started(folder)
    from reports import archive
    from reports.quality import report_of

    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    made = report_of(DAY)
    counted = time.perf_counter()
    archive.write(made, folder / "reports")
    wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(made.quality.headline)
    print(
        f"report {wall:.1f} s ({wall - (time.perf_counter() - counted):.1f} s counting), "
        f"processor {used.ru_utime + used.ru_stime:.1f} s, peak {used.ru_maxrss / 1024:.0f} MiB"
    )
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


def make(folder: Path, size: int) -> None:
    """Fill the store."""
    _started(folder)
    _empty()
    from store import models

    began = time.perf_counter()
    batch = models.Batch.objects.create(origin="/bench", name="bench")
    base = _base()
    models.Version._meta.get_field("created_at").auto_now_add = False  # the days are ours
    numbers = iter(range(1, size + 1))
    while part := list(islice(numbers, _AT_ONCE)):
        _insert(part, batch.pk, base)
    _fill()
    _refresh()
    print(
        f"{size} submissions, {size * FINDINGS} findings made in {time.perf_counter() - began:.0f} s"
    )


def _started(folder: Path) -> None:
    start(Settings(folder, database_url=os.environ.get("DATABASE_URL", "")))


def _empty() -> None:
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)


def _refresh() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _base() -> Facts:
    from store.facts import facts_of

    submission = right()
    return facts_of(submission, judge(submission, edition()))


def _insert(numbers: list[int], batch: int, base: Facts) -> None:
    from django.db import transaction

    from store import models

    made = [_version(number, base) for number in numbers]
    with transaction.atomic():
        models.Submission.objects.bulk_create(
            models.Submission(pk=n, batch_id=batch, name=f"{n:06d}-某某化纤") for n in numbers
        )
        models.Version.objects.bulk_create(made)
        models.Decision.objects.bulk_create(_decisions(numbers), 2_000)


def _fill() -> None:
    """Findings and assignments by the database itself: rows as objects would take half an hour."""
    from django.db import connection, transaction

    codes = ",".join(f"({n},'{card.code}')" for n, card in enumerate(cards()))
    levels = ",".join(f"({n},'{_LEVELS[n % 5]}','{_SPECIALITIES[n % 3]}')" for n in range(FINDINGS))
    desks = ",".join(f"({n},'{word}')" for n, word in enumerate(_SPECIALITIES))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE store_submission SET current_id = id")
        cursor.execute(
            f"WITH c(n, code) AS (VALUES {codes}), f(nth, level, desk) AS (VALUES {levels}) "
            "INSERT INTO store_finding"
            "(version_id, rule, severity, speciality, message, fingerprint, across, body) "
            "SELECT v.id, c.code, f.level, f.desk, '附表与正文不一致，请核对后补正', "
            'v.digest || f.nth, false, \'{"expected": "1", "actual": "2"}\' '
            f"FROM store_version v, f, c WHERE c.n = (v.id * 7 + f.nth * 11) %% {len(cards())}",
            [],
        )
        cursor.execute(
            f"WITH d(n, desk) AS (VALUES {desks}) "
            "INSERT INTO store_assignment(version_id, speciality, expert, live, body) "
            "SELECT v.id, d.desk, '专家' || ((v.id + d.n) %% 40), TRUE, '{}' FROM store_version v, d",
            [],
        )


def _when(number: int) -> datetime:
    day = DAY - timedelta(days=number % 395)
    return datetime(day.year, day.month, day.day, 9 + number % 8, number % 60, tzinfo=_OFFICE)


def _version(number: int, base: Facts) -> object:
    from store import models
    from store.bodies import pack

    drawn = Random(number)
    code = credit_code("330109", drawn)
    changed = {
        key: round(value * (0.5 + drawn.random()), 2) if isinstance(value, float) else value
        for key, value in base.values.items()
    }
    facts = structs.replace(base, values=changed | {"uscc": code}, kind=("docx", "pdf")[number % 2])
    return models.Version(
        pk=number,
        submission_id=number,
        number=1,
        digest=f"{number:062d}",
        engine="bench",
        status="processed",
        factory_name=f"浙江某某{number}化纤有限公司",
        uscc=code,
        city=_CITIES[number % 8],
        trade=_TRADES[number // 8 % 8],
        body=b"",
        verdicts=b"",
        facts=pack(facts),
        errors=0 if number % 3 else 5,
        warnings=10 if number % 5 else 0,
        infos=10,
        created_at=_when(number),
    )


def _decisions(numbers: Iterable[int]) -> Iterator[object]:
    from store import models

    codes = [card.code for card in cards()]
    for number in numbers:
        for nth in range(5 if number % 10 == 0 else 0):
            yield models.Decision(
                submission_id=number,
                fingerprint=f"{number:062d}{nth}",
                rule=codes[(number * 7 + nth * 11) % len(codes)],
                ruling="dismissed" if (number + nth) % 6 == 0 else "upheld",
                by=f"专家{(number + nth) % 40}",
                at=_when(number) + timedelta(hours=20),
            )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder, size]:
            make(Path(folder), int(size))
        case ["report", folder, *rest]:
            report(Path(folder), profile=bool(rest))
        case arguments:
            main(arguments)
