"""A small store to report on: submissions of several days, cities and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from fixtures.places import credit_code
from fixtures.submissions import Change, right
from schemas.policy import edition
from schemas.submission import Submission
from validators.catalogue import judge

DAY = date(2026, 3, 20)
OFFICE = ZoneInfo("Asia/Shanghai")


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), OFFICE)


def submission(number: int, changes: Mapping[str, Change] | None = None) -> Submission:
    """A right submission of a firm of its own."""
    code = credit_code("330109", Random(number))
    return right({"uscc": code, **(changes or {})}, name=f"{number:03d}-某某化纤")


def save(found: Submission, *, days_ago: int = 0, digest: str = "a", batch: str = "市") -> int:
    """Store it as handed in ``days_ago`` before :data:`DAY`. Returns its version."""
    from store import models, services

    verdicts = judge(found, edition())
    saved = services.save_processed(
        services.open_batch(f"/{batch}", batch), found, verdicts, (), digest=digest, engine="1"
    )
    when = at(DAY - timedelta(days=days_ago))
    models.Version.objects.filter(pk=saved.version).update(created_at=when)
    return saved.version
