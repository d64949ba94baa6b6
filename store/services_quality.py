"""What people rule and how nights go: the writes behind the quality report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from store import upkeep
from store.models import Decision, Night, SecondReading

RULINGS = ("upheld", "harmless", "dismissed", "passed_on", "later")
"""属实·须补正, 属实·不影响, 误报, 转专家, 稍后."""
RUNNING, DONE, FAILED = "running", "done", "failed"
"""What a night can be."""


@transaction.atomic
def decide(
    submission: int,
    fingerprint: str,
    rule: str,
    ruling: str,
    *,
    by: str,
    at: datetime,
    reason: str = "",
    remark: str = "",
) -> None:
    """Add a person's ruling on a finding; earlier ones stay. Raises ``ValueError`` for an unknown ruling."""
    if ruling not in RULINGS:
        raise ValueError(f"no such ruling: {ruling}")
    Decision.objects.create(
        submission_id=submission,
        fingerprint=fingerprint,
        rule=rule,
        ruling=ruling,
        reason=reason,
        remark=remark,
        by=by,
        at=at,
    )
    upkeep.refresh_rulings([(submission, fingerprint)])


def read_again(version: int, values: int, wrong: int, *, by: str, at: datetime) -> None:
    """Keep a second reader's count for a version; the same reader may correct it."""
    SecondReading.objects.update_or_create(
        version_id=version, defaults={"values": values, "wrong": wrong, "by": by, "at": at}
    )


@transaction.atomic
def begin_night(day: date, now: datetime, *, dead_after: float) -> int | None:
    """Take the night of ``day``: a new one, a failed one, or one whose runner has not beaten for
    ``dead_after`` seconds. Returns its id, ``None`` where it is done or another runner lives."""
    night, new = Night.objects.select_for_update().get_or_create(
        day=day, defaults={"state": RUNNING, "started_at": now, "beat_at": now, "attempts": 1}
    )
    if new:
        return night.pk
    alive = night.state == RUNNING and (now - night.beat_at).total_seconds() < dead_after
    if night.state == DONE or alive:
        return None
    night.state, night.problem, night.beat_at = RUNNING, "", now
    night.attempts += 1
    night.save()
    return night.pk


def beat(night: int, step: str, now: datetime) -> None:
    """Say that the night is alive, and at which step."""
    Night.objects.filter(pk=night).update(step=step, beat_at=now)


def sign_of_life(night: int, now: datetime) -> None:
    """Say from a thread of its own that the night is alive; its connection does not stay open."""
    try:
        Night.objects.filter(pk=night).update(beat_at=now)
    finally:
        connection.close()


def end_night(night: int, now: datetime, *, problem: str = "") -> None:
    """The night is over: done, or failed with the reason in words."""
    state = FAILED if problem else DONE
    Night.objects.filter(pk=night).update(
        state=state, problem=problem, finished_at=now, beat_at=now
    )


def forget_nights(days: Iterable[date]) -> None:
    """Let these nights be run again."""
    Night.objects.filter(day__in=list(days)).delete()
