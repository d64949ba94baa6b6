"""One step for many submissions: the same reason, one line of the log each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from schemas.desk import Ruling
from store import audit, scopes
from store.models import Finding, Submission
from store.refusals import Refused
from store.scopes import Who

_AT_ONCE: Final = 500
MOST: Final = 20_000
"""Named one by one in a question to the database, which takes some thirty thousand."""


def chosen(who: Who, keys: Sequence[int]) -> QuerySet[Submission]:
    """Those of ``keys`` that ``who`` may see. Raises :class:`Refused` where that is none."""
    if not keys:
        raise Refused("nothing", "还没有选中企业。请先在表中勾选，或选中符合筛选的全部企业。")
    if len(keys) > MOST:
        raise Refused("too_many", f"一次最多处理 {MOST} 家，请先用筛选缩小范围。")
    found = scopes.submissions(who).filter(pk__in=keys)
    if not found.exists():
        raise Refused("nothing", "选中的企业不存在，或不在您的职责范围内。请刷新页面。")
    return found


def upheld(found: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those with a finding that has to be put right: the others need no notice."""
    mine = Finding.objects.filter(
        version=OuterRef("current"), live=True, ruling=Ruling.UPHELD.value
    )
    return found.filter(Exists(mine))


@transaction.atomic
def assign(who: Who, found: QuerySet[Submission], owner: str, reason: str) -> int:
    """Put ``owner`` in charge of each. Returns how many."""
    rows = [(pk, before) for pk, before in found.values_list("pk", "owner") if before != owner]
    for start in range(0, len(rows), _AT_ONCE):
        piece = [pk for pk, _ in rows[start : start + _AT_ONCE]]
        Submission.objects.filter(pk__in=piece).update(owner=owner)
    note(who, "owner", [(pk, {"before": before, "after": owner}) for pk, before in rows], reason)
    return len(rows)


def note(who: Who, action: str, told: Sequence[tuple[int, dict[str, str]]], reason: str) -> None:
    """One line of the log for each submission, in one transaction."""
    audit.record_all(
        who.name,
        [audit.Entry(action, f"submission:{pk}", {**said, "reason": reason}) for pk, said in told],
    )
