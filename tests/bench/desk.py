"""``make desk-bench``: every list and page of the desk over 20,000 submissions with 500,000 findings.

The rows stand in an SQLite file of a temporary folder; making them is not counted. Each page is asked
for by Django's own test client, warm, with other rows each time: processor time of the whole request
(middleware, queries, template; SQLite runs in the process) and wall time, at p50 and p95, and how many
queries it took with few rows and with a full page. The aims are for p95. ``--keep`` writes the table into
docs/performance.md; a number is another number of submissions; ``in=FOLDER`` keeps the rows there and
takes those that stand there already; ``only=文书`` asks for the lines with this word in their names.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from lingtan.django_settings import start
from lingtan.settings import Settings
from schemas.desk import Role
from tests.bench import desk_rows

if TYPE_CHECKING:
    from django.test import Client

SIZE: Final = 20_000
TIMES: Final = 30
AIM, AIM_NEXT = 200, 150
_ROOT: Final = Path(__file__).parents[2]
_PAGE: Final = _ROOT / "docs" / "performance.md"
_MARKS: Final = "<!-- desk-bench -->", "<!-- /desk-bench -->"
_SAMPLE: Final = _ROOT / "fixtures" / "sample" / "杭州市" / "001-杭州岑禾化纤股份有限公司"

_ENTER: Final = "认定并打开下一条（两个请求）"
_SEATS: Final = (97, 98, 99, 100)
"""Submissions of 专家100's that they declared about."""


class Asked(Struct, frozen=True):
    """One kind of page: who asks, the addresses in turn, an address of the same page with few rows."""

    name: str
    role: str
    addresses: tuple[str, ...]
    few: str = ""
    aim: int = AIM


class Timed(Struct, frozen=True):
    """What it took: milliseconds at p50 and p95, queries with a full page and with few rows."""

    asked: Asked
    cpu: tuple[float, float]
    wall: tuple[float, float]
    queries: int
    few: int | None


def main(arguments: list[str]) -> None:
    """Fill, ask, print."""
    size = next((int(word) for word in arguments if word.isdigit()), SIZE)
    with tempfile.TemporaryDirectory(prefix="lingtan-desk-bench-") as folder:
        _fill(Path(_word(arguments, "in=") or folder), size)
        table = "\n".join(_table(size, _measured(size, _word(arguments, "only="))))
    print(table)
    if "--keep" in arguments:
        _keep(table)


def _word(arguments: list[str], name: str) -> str:
    return next((one.removeprefix(name) for one in arguments if one.startswith(name)), "")


def _fill(workspace: Path, size: int) -> None:
    """Start Django on the workspace; make the rows where there are none yet."""
    settings = Settings(workspace, hosts=("testserver",))
    start(settings)
    from store.models import Submission

    if Submission.objects.exists():
        return
    began = time.perf_counter()
    desk_rows.fill(_SAMPLE, settings.originals, size)
    print(
        f"{size} submissions, {size * desk_rows.FINDINGS} findings made in {time.perf_counter() - began:.0f} s",
        flush=True,
    )


def _measured(size: int, only: str) -> list[Timed]:
    """Every line of the table, or those with ``only`` in their names."""
    people = _people()
    lines = [_timed(people, asked) for asked in _asked(size) if only in asked.name]
    return lines + (_decided(people) if only in _ENTER else [])


def _asked(size: int) -> Iterator[Asked]:
    opened = range(2, desk_rows.WHOLE, 11)
    pages = (1, 2, 3, size // 100, size // 50)
    few = "/batches/?q=某某777化纤"
    board = tuple(f"/batches/?page={page}" for page in pages)
    yield Asked("批次看板", "province", board, few)
    sorts = tuple(f"/batches/?sort={sort}" for sort in ("errors", "unsure", "new", "firm"))
    yield Asked("批次看板，各种排序", "province", sorts, few)
    words = ("city=杭州", "level=error", "rule=G13", "owner=周予安", "trade=28", "view=mine")
    yield Asked("批次看板，筛选", "province", tuple(f"/batches/?{w}" for w in words), few)
    yield Asked("批次看板", "city", board[:3], few)
    yield Asked("批次进度", "province", ("/batches/progress/",))
    for tab in ("", "findings/", "score/", "changes/", "text/", "papers/", "log/"):
        yield Asked(f"企业材料 {tab}", "province", tuple(f"/submissions/{n}/{tab}" for n in opened))
    yield Asked("问题核对，列表", "province", _lists(), "/findings/?submission=777")
    yield Asked("问题核对，列表", "city", _lists(), "/findings/?submission=776")
    yield Asked("问题核对，列表", "expert", ("/findings/",), "/findings/?rule=ZZZ")
    first = _first_findings()
    yield Asked("问题核对，打开一条", "province", first, aim=AIM_NEXT)
    yield Asked("同因预览", "province", tuple(f"{one}same/" for one in first[:10]))
    yield Asked("文书", "province", ("/papers/", "/papers/?page=2"), "/papers/?kind=opinion")
    yield Asked("文书", "city", ("/papers/", "/papers/?page=2"))
    yield Asked("通知书预览", "province", tuple(f"/papers/notice/{n}/" for n in opened))
    yield Asked(
        "专家分派",
        "province",
        ("/expert/assignments/", "/expert/assignments/?page=9"),
        "/expert/assignments/?expert=无",
    )
    yield Asked(
        "搜索",
        "province",
        tuple(f"/search/?q={w}" for w in ("化纤", "某某12", "913300000000")),
        "/search/?q=某某777化",
    )
    yield Asked("质量日报", "province", ("/reports/",))
    yield Asked("专家工作台", "expert", tuple(f"/expert/{n}/" for n in _SEATS))
    yield Asked("盲审", "expert", ("/expert/blind/",))
    yield Asked(
        "操作日志",
        "auditor",
        ("/log/", "/log/?before=50000", "/log/?actor=周予安"),
        "/log/?action=reveal",
    )
    yield Asked("人员", "admin", ("/people/",))


def _lists() -> tuple[str, ...]:
    words = (
        "",
        "severity=error",
        "state=dismissed",
        "rule=A01",
        "after=1000",
        "speciality=energy",
        "mine=1",
    )
    return tuple(f"/findings/?{word}" for word in words)


def _first_findings() -> tuple[str, ...]:
    from store.models import Finding

    rows = Finding.objects.filter(version__lt=desk_rows.WHOLE, version__gt=1, ruling="")
    return tuple(
        f"/findings/{pk}/" for pk in rows.order_by("pk").values_list("pk", flat=True)[:400:13]
    )


def _people() -> dict[str, Client]:
    from django.test import Client
    from django.utils import timezone

    from store.models import Person, Statement

    wanted = (("province", "周予安", ""), ("city", "沈若川", "杭州市"), ("expert", "专家100", ""))
    clients = {}
    for role, name, city in (*wanted, ("auditor", "秦慎之", ""), ("admin", "管维", "")):
        person, new = Person.objects.get_or_create(
            username=role,
            defaults={"name": name, "role": Role(role), "city": city, "last_login": timezone.now()},
        )
        clients[role] = Client()
        clients[role].force_login(person, "django.contrib.auth.backends.ModelBackend")
        if role == "expert" and new:
            Statement.objects.bulk_create(
                Statement(person=person, submission_id=n, tied=False, at=timezone.now())
                for n in _SEATS
            )
    return clients


def _timed(people: dict[str, Client], asked: Asked) -> Timed:
    client, turn = people[asked.role], cycle(asked.addresses)
    queries = max(_queries(client, address) for address in asked.addresses[:6])
    few = _queries(client, asked.few) if asked.few else None
    taken = [_took(lambda: _good(client.get(next(turn)))) for _ in range(TIMES)]
    return Timed(
        asked,
        _spread([cpu for cpu, _ in taken]),
        _spread([wall for _, wall in taken]),
        queries,
        few,
    )


def _decided(people: dict[str, Client]) -> list[Timed]:
    """A ruling and the next item on the screen: what Enter costs."""
    client, taken = people["province"], []
    for address in _first_findings()[:TIMES]:
        form = {"ruling": "upheld", "seen": ""}

        def enter(address: str = address, form: dict[str, str] = form) -> None:
            answer = _good(client.post(f"{address}decide/?submission={_owner(address)}", form))
            _good(client.get(answer.headers["Location"]))

        taken.append(_took(enter))
    asked = Asked(_ENTER, "province", (), aim=AIM_NEXT)
    return [
        Timed(
            asked, _spread([cpu for cpu, _ in taken]), _spread([wall for _, wall in taken]), 0, None
        )
    ]


def _owner(address: str) -> int:
    from store.models import Finding

    return Finding.objects.get(pk=int(address.split("/")[2])).version_id


def _took(call: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    call()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def _queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        _good(client.get(address))
    return len(captured)


def _good(answer: Any) -> Any:
    if answer.status_code not in (200, 302):
        raise SystemExit(f"{answer.request['PATH_INFO']}: {answer.status_code}")
    return answer


def _spread(taken: list[float]) -> tuple[float, float]:
    cuts = quantiles(taken, n=20, method="inclusive")
    return cuts[9], cuts[18]


def _table(size: int, rows: list[Timed]) -> Iterator[str]:
    yield f"{size:,} submissions, {size * desk_rows.FINDINGS:,} findings, SQLite; {TIMES} requests of each, warm, milliseconds."
    yield ""
    yield "| page | role | processor p50 | p95 | wall p50 | p95 | queries | with few rows | aim | |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for row in rows:
        met = "met" if row.cpu[1] <= row.asked.aim else "**missed**"
        numbers = " | ".join(f"{n:.0f}" for n in (*row.cpu, *row.wall))
        few = "" if row.few is None else f"{row.few}"
        yield f"| {row.asked.name} | {row.asked.role} | {numbers} | {row.queries or ''} | {few} | {row.asked.aim} | {met} |"


def _keep(table: str) -> None:
    text = _PAGE.read_text(encoding="utf-8")
    before, rest = text.split(_MARKS[0], 1)
    _PAGE.write_text(
        f"{before}{_MARKS[0]}\n{table}\n{_MARKS[1]}{rest.split(_MARKS[1], 1)[1]}", encoding="utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
