"""Where a submission stands (核对 → 补正 → 评审 → 办结), whose it is, and by when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from schemas.desk import STAGE_WORDS, Role, Ruling
from schemas.finding import Severity
from store import audit, scopes, workdays
from store.models import Finding, Person, Submission
from store.refusals import Refused
from store.scopes import Who
from store.standing import OPEN, WAITING

NEXT: Final = {
    "checking": ("correcting", "reviewing"),
    "correcting": ("checking", "reviewing"),
    "reviewing": ("correcting", "closing"),
    "closing": ("reviewing", "closed"),
    "closed": (),
}
"""Stage → where staff may put it from there. A new hand-in puts a correction back to checking by
itself (board.py)."""
_STAFF: Final = (Role.PROVINCE, Role.CITY)
_UNDECIDED: Final = (OPEN, WAITING, Ruling.LATER, Ruling.PASSED_ON)


@transaction.atomic
def move(
    who: Who, submission_pk: int, stage: str, *, remark: str = "", at: datetime | None = None
) -> Submission:
    """Put a submission on to ``stage`` with its deadline; whoever moves it owns it where nobody did.

    Raises :class:`Refused`: ``absent``, ``not_from_here``, ``nothing_upheld``, ``undecided``.
    """
    row = _locked(who, submission_pk)
    if stage not in NEXT[row.stage]:
        raise Refused(
            "not_from_here",
            f"这份材料现在是“{STAGE_WORDS[row.stage]}”，不能转为"
            f"“{STAGE_WORDS.get(stage, '未知环节')}”；可能已有人处理，请刷新后再看。",
        )
    _ready(row, stage)
    before, row.stage = row.stage, stage
    row.due_on = deadline(stage, timezone.localtime(at or timezone.now()).date())
    row.owner = row.owner or who.name
    row.save(update_fields=["stage", "due_on", "owner"])
    detail = {"before": before, "after": stage, "due_on": row.due_on, "remark": remark.strip()}
    audit.record(who.name, "stage", f"submission:{row.pk}", **detail)
    return row


def deadline(stage: str, today: date) -> date | None:
    """By when a stage that begins today is to be done; ``None`` where the office sets no days."""
    days = {"checking": workdays.CHECKING_DAYS, "correcting": workdays.CORRECTION_DAYS}
    return workdays.after(today, days[stage]) if stage in days else None


def _ready(row: Submission, stage: str) -> None:
    live = Finding.objects.filter(live=True, version=row.current_id)
    if stage == "correcting" and not live.filter(ruling=Ruling.UPHELD).exists():
        raise Refused(
            "nothing_upheld", "还没有认定为“属实·须补正”的问题，没有可补正的内容；请先核对问题。"
        )
    left = live.filter(severity=Severity.ERROR, ruling__in=_UNDECIDED).count()
    if stage in ("closing", "closed") and left:
        raise Refused("undecided", f"还有{left}条错误没有最终认定，请先逐条认定或复核。")


@transaction.atomic
def give(who: Who, submission_pk: int, owner: str) -> Submission:
    """Put ``owner``, a member of staff by name, in charge; empty: nobody.

    Raises :class:`Refused`: ``absent``, ``no_owner``.
    """
    row = _locked(who, submission_pk)
    if owner and owner not in staff(who):
        raise Refused("no_owner", "这位负责人不存在、已停用或不在您的范围内，请重新选择。")
    before, row.owner = row.owner, owner
    row.save(update_fields=["owner"])
    audit.record(who.name, "owner", f"submission:{row.pk}", before=before, after=owner)
    return row


def staff(who: Who) -> list[str]:
    """Whom ``who`` may put in charge, by name: province staff anybody, city staff their own city's."""
    people = Person.objects.filter(is_active=True, role__in=_STAFF)
    if who.role is Role.CITY:
        people = people.filter(role=Role.CITY, city=who.city)
    return list(people.order_by("name").values_list("name", flat=True))


def _locked(who: Who, submission_pk: int) -> Submission:
    """The submission, where ``who`` is staff and may see it, locked until the transaction ends."""
    mine = scopes.submissions(who) if who.role in _STAFF else Submission.objects.none()
    row = mine.select_for_update(of=("self",)).filter(pk=submission_pk).first()
    if row is None:
        raise Refused("absent", "没有这份材料，或者它不在您的办理范围内；请回到列表刷新后再看。")
    return row
