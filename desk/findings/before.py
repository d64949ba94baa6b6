"""What was said earlier: in the submission's last hand-in, of this finding, by this person just now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from msgspec import Struct

from schemas.desk import REASON_WORDS, RULING_WORDS, DismissalReason, Ruling
from store.decisions import UNDO_WITHIN
from store.models import Countersign, Decision, Finding
from store.scopes import Who
from store.standing import standing

_PACE_OF = 12
_LONGEST_PAUSE = 300


class Said(Struct, frozen=True):
    """One decision in words, with the second person's where there is one."""

    pk: int
    ruling: str
    word: str
    reason: str
    remark: str
    by: str
    at: datetime
    second: str = ""
    agreed: bool | None = None
    second_remark: str = ""


class LastTime(Struct, frozen=True):
    """The same finding in the version before: what it stated, and what was ruled."""

    number: int
    actual: str
    same: bool
    said: Said | None


class Recent(Struct, frozen=True):
    """A decision of the last seconds that can still be taken back."""

    pk: int
    rule: str
    word: str
    seconds: int


def latest(decisions: Iterable[Decision]) -> Decision | None:
    """The last row of a finding's decisions, withdrawals included: what a save must have seen."""
    return max(decisions, key=lambda one: one.pk, default=None)


def decisions_on(finding: Finding) -> list[Decision]:
    """Everything said of the finding, the oldest first, with the second person's words."""
    rows = Decision.objects.filter(
        submission=finding.version.submission_id, fingerprint=finding.fingerprint
    )
    return list(rows.select_related("countersign").order_by("pk"))


def stands(decisions: Iterable[Decision]) -> Said | None:
    """The decision that stands, in words."""
    one = standing(decisions)
    return said(one) if one else None


def said(decision: Decision) -> Said:
    """A decision in words."""
    second: Countersign | None = getattr(decision, "countersign", None)
    reason = decision.reason
    return Said(
        decision.pk,
        decision.ruling,
        RULING_WORDS[Ruling(decision.ruling)],
        REASON_WORDS[DismissalReason(reason)] if reason in set(DismissalReason) else reason,
        decision.remark,
        decision.by,
        timezone.localtime(decision.at),
        second.by if second else "",
        second.agreed if second else None,
        second.remark if second else "",
    )


def last_time(finding: Finding) -> LastTime | None:
    """The finding of the same rule and subject in an earlier version of the submission."""
    earlier = _earlier(finding)
    fields = finding.body.get("fields")
    for row in earlier:
        if row.fingerprint == finding.fingerprint or row.body.get("fields") == fields:
            ruled = stands(decisions_on(row))
            same = row.body.get("actual") == finding.body.get("actual")
            return LastTime(row.version.number, str(row.body.get("actual", "")), same, ruled)
    return None


def _earlier(finding: Finding) -> QuerySet[Finding]:
    version = finding.version
    rows = Finding.objects.filter(
        version__submission=version.submission_id,
        version__number__lt=version.number,
        rule=finding.rule,
    )
    return (
        rows.select_related("version")
        .only(
            "rule",
            "fingerprint",
            "body",
            "version__number",
            "version__submission_id",
        )
        .order_by("-version__number", "pk")[:50]
    )


def recent(who: Who, now: datetime) -> Recent | None:
    """This person's last decision where it can still be undone."""
    rows = Decision.objects.filter(at__gt=now - UNDO_WITHIN, by=who.name).order_by("-pk")
    last = rows.first()
    if last is None or last.ruling == Ruling.WITHDRAWN:
        return None
    left = UNDO_WITHIN - (now - last.at)
    word = RULING_WORDS[Ruling(last.ruling)]
    return Recent(last.pk, last.rule, word, max(1, round(left.total_seconds())))


def pace(who: Who, now: datetime) -> float | None:
    """Seconds from one of this person's decisions to the next today; ``None`` before there are a few."""
    since = timezone.localtime(now).replace(hour=0, minute=0, second=0)
    rows = Decision.objects.filter(at__gte=since, by=who.name).order_by("-at")
    times = list(rows.values_list("at", flat=True)[:_PACE_OF])
    gaps = [(b - a).total_seconds() for a, b in zip(times[1:], times, strict=False)]
    worked = sorted(gap for gap in gaps if gap <= _LONGEST_PAUSE)
    return worked[len(worked) // 2] if len(worked) >= 4 else None
