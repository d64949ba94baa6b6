"""``python -m tests.desk.browser.people WORKSPACE``: one person a role, and every expert of the roster."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from lingtan.desk_commands import open_store
from lingtan.settings import Settings
from routing.roster import example
from schemas.assignment import Duty
from schemas.desk import Role

PASSWORD = "Lingtan-2026"
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
"""Nobody has a first password to change."""


def logins() -> list[tuple[str, str, Role, str]]:
    """Login name, name, role, city."""
    staff = [
        ("province", "周予安", Role.PROVINCE, ""),
        ("second", "陆知衡", Role.PROVINCE, ""),
        ("city", "沈若川", Role.CITY, "台州市"),
        ("auditor", "秦慎之", Role.AUDITOR, ""),
        ("admin", "管维", Role.ADMIN, ""),
    ]
    experts = [one.name for one in example().experts if one.duty is Duty.EXPERT]
    return staff + [(f"expert{n}", name, Role.EXPERT, "") for n, name in enumerate(experts)]


def make(workspace: Path) -> None:
    """Write them into the workspace's database."""
    open_store(Settings(workspace))
    from store.models import Person

    for username, name, role, city in logins():
        person = Person(username=username, name=name, role=role, city=city, last_login=BEFORE)
        person.set_password(PASSWORD)
        person.save()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
