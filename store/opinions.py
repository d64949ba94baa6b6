"""An expert's opinion on a plan (专家评审意见): drafts as often as one likes, submitted once a version."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone
from msgspec import Struct

from schemas.desk import CONCLUSION_WORDS
from store import audit, scopes
from store.models import Opinion, Submission
from store.papers import current
from store.refusals import Refused
from store.scopes import Who

LONGEST: Final = 4000
"""Characters of one text."""
PARTS: Final = {"goal": "目标合理性", "technology": "技术领先性", "feasibility": "方案可行性"}
"""The policy's three (二（二））."""


class Said(Struct, frozen=True):
    """What stands in the form."""

    goal: str = ""
    technology: str = ""
    feasibility: str = ""
    conclusion: str = ""
    remark: str = ""


def last(who: Who, submission: Submission) -> Opinion | None:
    """The expert's latest opinion on the version that stands."""
    mine = Opinion.objects.filter(person_id=who.id, version=submission.current_id)
    return mine.order_by("-pk").first()


@transaction.atomic
def save(who: Who, submission_pk: int, said: Said, *, seen: int, submit: bool) -> Opinion:
    """Keep the form: a draft, or with ``submit`` the word that stands. ``seen`` is the opinion's id
    that the form was opened with, 0 for none.

    Raises :class:`Refused`: ``absent``, ``submitted``, ``stale``, ``long``, ``conclusion``, ``parts``.
    """
    mine = scopes.opened(who).filter(pk=submission_pk)
    submission = Submission.objects.select_for_update().filter(pk__in=mine.values("pk")).first()
    if submission is None:
        raise Refused("absent", "没有这家企业的评审任务，或者尚未作出回避声明；请回到列表刷新。")
    _unchanged(last(who, submission), seen)
    _complete(said, submit=submit)
    opinion = Opinion.objects.create(
        submission=submission,
        version=current(submission),
        person_id=who.id,
        goal=said.goal.strip(),
        technology=said.technology.strip(),
        feasibility=said.feasibility.strip(),
        conclusion=said.conclusion,
        remark=said.remark.strip(),
        submitted=submit,
        at=timezone.now(),
    )
    step = "submit" if submit else "draft"
    audit.record(who.name, "opinion", f"submission:{submission_pk}", opinion=opinion.pk, step=step)
    return opinion


def _unchanged(before: Opinion | None, seen: int) -> None:
    if before and before.submitted:
        raise Refused("submitted", "评审意见已经提交，提交后不能再改；企业重新提交后可以再评。")
    if seen != (before.pk if before else 0):
        raise Refused(
            "stale", "这份意见在别的页面里保存过了。您填写的内容还在下面，请核对后再保存。"
        )


def _complete(said: Said, *, submit: bool) -> None:
    texts = {words: getattr(said, key) for key, words in PARTS.items()} | {"其他意见": said.remark}
    long = [words for words, text in texts.items() if len(text) > LONGEST]
    if long:
        raise Refused("long", f"“{long[0]}”超过{LONGEST}字，请精简后再保存。")
    if said.conclusion not in ("", *CONCLUSION_WORDS):
        raise Refused("conclusion", "评审结论请选择通过、修改后通过或不通过。")
    if not submit:
        return
    empty = [words for key, words in PARTS.items() if not getattr(said, key).strip()]
    if empty:
        raise Refused("parts", f"提交前请填写{'、'.join(f'“{words}”' for words in empty)}。")
    if not said.conclusion:
        raise Refused("conclusion", "提交前请选择评审结论：通过、修改后通过或不通过。")
