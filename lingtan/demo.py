"""The demonstration: the sample batch taken in, a report of today, and one user a role."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from typing import Final

from lingtan.cli import FOUND_ERRORS, OK, UNREADABLE, Unusable
from lingtan.settings import Settings
from schemas.desk import ROLE_WORDS, Role

_STAFF: Final = ("周予安", "陆知衡")
_BEFORE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Nobody in a demonstration has a first password to change."""


def prepare(settings: Settings) -> None:
    """Make the demonstration where it is not made yet; its users get a new password each time."""
    print("正在准备演示数据（首次约一分钟）…", flush=True)
    sample = files("fixtures") / "sample"
    with as_file(sample) as folder:
        _run(settings, "intake", str(folder), right=(OK, FOUND_ERRORS, UNREADABLE))
    if not (settings.reports / date.today().isoformat()).exists():
        _run(settings, "report", right=(OK,))
    _share_out()
    password = _people()
    print(f"密码都是  {password}  （只在本机演示，每次启动换新）\n", flush=True)


def _run(settings: Settings, command: str, *more: str, right: tuple[int, ...]) -> None:
    """One of our commands in a process of its own: Prefect and the web server do not share one."""
    words = (sys.executable, "-m", "lingtan", command, *more)
    done = subprocess.run(
        (*words, "--workspace", str(settings.workspace)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in right:
        raise Unusable(
            f"演示数据没有做成（{command}）：{(done.stderr or done.stdout).strip()[-300:]}"
        )


def _share_out() -> None:
    """A name for the batch; half of it to each member of the province's staff."""
    from store.models import Batch, Submission

    Batch.objects.filter(name="sample").update(name="样例批次")
    for place, row in enumerate(Submission.objects.filter(owner="").order_by("name")):
        row.owner = _STAFF[place % len(_STAFF)]
        row.save(update_fields=["owner"])


def _people() -> str:
    """One user a role, printed as a table. Returns their password."""
    from store import people
    from store.models import Person

    password = people.new_password()
    for username, name, role, city in _wanted():
        person = Person.objects.filter(username=username).first() or Person(username=username)
        person.name, person.role, person.city = name, role, city
        person.is_active, person.last_login = True, person.last_login or _BEFORE
        person.set_password(password)
        person.save()
        print(f"  {username:<10}{name}（{ROLE_WORDS[role]}{city}）")
    return password


def _wanted() -> Iterator[tuple[str, str, Role, str]]:
    for username, name in zip(("province", "second"), _STAFF, strict=True):
        yield username, name, Role.PROVINCE, ""
    yield "city", "沈若川", Role.CITY, "杭州市"
    for username, name in zip(("expert", "expert2"), _busiest(), strict=False):
        yield username, name, Role.EXPERT, ""
    yield "auditor", "秦慎之", Role.AUDITOR, ""
    yield "admin", "管维", Role.ADMIN, ""


def _busiest() -> list[str]:
    """The two experts on the most desks."""
    from django.db.models import Count

    from store.models import Assignment

    desks = Assignment.objects.exclude(expert="").values("expert").annotate(n=Count("pk"))
    return [row["expert"] for row in desks.order_by("-n", "expert")[:2]]
