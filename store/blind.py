"""What blind second readers say (盲审), and how often they agree with what stands.

Who reads what is found in blind_readers.py. A reading without a fingerprint is of a whole plan that
passed by itself: ``upheld`` where nothing in it was wrong, ``dismissed`` where something was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import OuterRef
from django.utils import timezone
from msgspec import Struct

from schemas.desk import Ruling
from store import audit, scopes, services_quality
from store.blind_readers import WHOLE
from store.models import BlindReading, Finding
from store.refusals import Refused
from store.scopes import Who
from store.standing import WAITING

_ANSWERS: Final = (Ruling.UPHELD, Ruling.HARMLESS, Ruling.DISMISSED)


class Agreement(Struct, frozen=True):
    """Findings read blind, and on how many the second reader said what stands."""

    read: int
    agreed: int


def finding_of(reading: BlindReading) -> Finding | None:
    """The live finding that a reading is about; ``None``: the whole plan, or it is gone."""
    found = Finding.objects.filter(
        live=True, version__submission=reading.submission_id, fingerprint=reading.fingerprint
    )
    return found.order_by("pk").first() if reading.fingerprint else None


@transaction.atomic
def read(
    who: Who, reading_pk: int, ruling: str, remark: str = "", *, at: datetime | None = None
) -> BlindReading:
    """The second reader's word on a finding: upheld, harmless or dismissed; said once.

    Raises :class:`Refused`: ``absent``, ``ruling``, ``read``.
    """
    reading = _mine(who, reading_pk)
    if ruling not in _ANSWERS or not reading.fingerprint:
        raise Refused("ruling", "请选择一种认定：属实·须补正、属实·不影响或误报。")
    return _answer(who, reading, ruling, remark, at)


@transaction.atomic
def read_whole(
    who: Who,
    reading_pk: int,
    values: int,
    wrong: int,
    remark: str = "",
    *,
    at: datetime | None = None,
) -> BlindReading:
    """How many values of a plan that passed by itself were looked at, and how many were wrong.

    Raises :class:`Refused`: ``absent``, ``figures``, ``read``.
    """
    reading = _mine(who, reading_pk)
    if reading.fingerprint or not 0 <= wrong <= values or not values:
        raise Refused("figures", "核对数须大于0，有误数不能超过核对数。")
    version = reading.submission.current_id
    if version is None:
        raise Refused("absent", "这份材料已不在库中，请回到列表刷新。")
    now = at or timezone.now()
    answered = _answer(who, reading, Ruling.DISMISSED if wrong else Ruling.UPHELD, remark, now)
    services_quality.read_again(version, values, wrong, by=who.name, at=now)
    return answered


def _mine(who: Who, reading_pk: int) -> BlindReading:
    mine = scopes.blind(who).select_for_update(of=("self",))
    reading = mine.filter(pk=reading_pk).select_related("submission").first()
    if reading is None:
        raise Refused("absent", "没有这项盲审，或者您尚未作出回避声明；请回到列表刷新后再看。")
    if reading.ruling:
        raise Refused("read", "这项盲审您已提交过，提交后不能更改。")
    return reading


def _answer(
    who: Who, reading: BlindReading, ruling: str, remark: str, at: datetime | None
) -> BlindReading:
    reading.ruling, reading.remark, reading.at = ruling, remark.strip(), at or timezone.now()
    reading.save(update_fields=["ruling", "remark", "at"])
    audit.record(who.name, "blind", f"blind:{reading.pk}", ruling=ruling)
    return reading


def agreement(submissions: Iterable[int] | None = None) -> Agreement:
    """How often blind readers agree with what stands on whether a finding is a false alarm."""
    rows = BlindReading.objects.exclude(fingerprint=WHOLE).exclude(ruling="")
    if submissions is not None:
        rows = rows.filter(submission__in=list(submissions))
    stands = Finding.objects.filter(
        version__submission=OuterRef("submission"), fingerprint=OuterRef("fingerprint")
    )
    latest = stands.order_by("-version", "-pk").values("ruling")[:1]
    pairs = [
        (mine == Ruling.DISMISSED, ruling in (Ruling.DISMISSED, WAITING))
        for mine, ruling in rows.annotate(stands=latest).values_list("ruling", "stands")
        if ruling
    ]
    return Agreement(len(pairs), sum(mine == theirs for mine, theirs in pairs))
