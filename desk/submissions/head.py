"""The top of the page: whose material it is, where it stands, when it is due."""

from __future__ import annotations

from typing import Final

from django.utils import timezone
from msgspec import Struct

from desk.submissions.opened import Shown
from schemas.desk import STAGE_WORDS
from store import workdays
from store.stages import NEXT
from validators.firms.credit_code import check_character, credit_code, well_formed

_ACTS: Final = {
    "checking": "退回核对",
    "correcting": "转补正",
    "reviewing": "转专家",
    "closing": "评审完成",
    "closed": "办结",
}


class Step(Struct, frozen=True):
    """One stage; ``state`` is ``done``, ``now`` or empty."""

    word: str
    state: str


class Act(Struct, frozen=True):
    """A stage that the submission may go to now."""

    stage: str
    word: str


class Code(Struct, frozen=True):
    """The credit code and whether its form and check character are right."""

    text: str
    sound: bool
    why: str


class Due(Struct, frozen=True):
    """The deadline in words and its weight (``err``, ``warn`` or empty)."""

    words: str
    level: str
    day: str = ""


class Head(Struct, frozen=True):
    """Everything that the top of the page says."""

    firm: str
    code: Code
    city: str
    trade: str
    number: int
    owner: str
    steps: tuple[Step, ...]
    due: Due
    acts: tuple[Act, ...]


def head(shown: Shown) -> Head:
    """The top of the page of what is shown."""
    version = shown.version
    return Head(
        firm=version.factory_name or shown.row.name,
        code=_code(shown),
        city=version.city or "地市不明",
        trade=_trade(shown),
        number=version.number,
        owner=shown.row.owner,
        steps=_steps(shown.row.stage),
        due=_due(shown),
        acts=tuple(Act(stage, _ACTS[stage]) for stage in NEXT[shown.row.stage])
        if shown.staff
        else (),
    )


def _code(shown: Shown) -> Code:
    text = credit_code(shown.understood)
    if not text:
        return Code("", False, "材料中没有读到统一社会信用代码")
    if not well_formed(text):
        return Code(text[:40], False, "长度或字符不合规则")
    right = check_character(text)
    sound = text[17] == right
    return Code(text, sound, "校验码正确" if sound else f"校验码应为{right}")


def _trade(shown: Shown) -> str:
    fields = shown.understood.fields
    names = [fields[key].value for key in ("industry_name", "industry_code") if key in fields]
    return " ".join(str(name) for name in names if name) or "行业不明"


def _steps(stage: str) -> tuple[Step, ...]:
    order = [name for name in STAGE_WORDS if name != "correcting" or stage == "correcting"]
    at = order.index(stage)
    return tuple(
        Step(STAGE_WORDS[name], "now" if i == at else "done" if i < at else "")
        for i, name in enumerate(order)
    )


def _due(shown: Shown) -> Due:
    day = shown.row.due_on
    if shown.closed:
        return Due("已办结", "")
    if shown.row.stage == "correcting":
        return Due("待企业补正", "")
    if day is None:
        return Due("未定期限", "")
    left = workdays.left(timezone.localdate(), day)
    if left < 0:
        return Due(f"已超期 {-left} 个工作日", "err", day.isoformat())
    if left == 0:
        return Due("今日到期", "err", day.isoformat())
    return Due(f"剩 {left} 个工作日", "warn" if left <= 2 else "", day.isoformat())
