"""The row that is open: every place of its figure, who corrected it when, and the form to correct it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desk.submissions import ledger
from desk.submissions.ledger import Entry
from desk.submissions.opened import Shown
from desk.submissions.words import (
    cut,
    masked,
    masked_phone,
    printed_otherwise,
    read_words,
    spot,
    unit_words,
)
from schemas.fields import HONOURS, OWNERSHIP, Type
from schemas.place import Where
from schemas.submission import Read
from store.corrected_values import Target, target_of
from store.corrections_apply import read_at, stated
from store.corrections_kept import body, retyped
from store.models import Correction
from store.refusals import Refused

_LONGEST: Final = 120
REASONS: Final = ("识别错误", "单位换算错误", "取错行列", "企业已书面更正")
"""What a correction is mostly for, as choices beside the free text."""


class Past(Struct, frozen=True):
    """One correction that was made."""

    before: str
    after: str
    reason: str
    by: str
    at: object


class Editing(Struct, frozen=True):
    """Everything about one value; ``typed`` and ``reason`` are what was typed before a refusal."""

    key: str
    label: str
    now: str
    raw: str
    unit: str
    hint: str
    options: tuple[str, ...]
    where: Where | None
    spot: str
    entries: tuple[Entry, ...]
    past: tuple[Past, ...]
    seen: int
    phone: bool
    corrected: bool
    typed: str = ""
    reason: str = ""
    refusal: str = ""
    revealed: str = ""


def editing(
    shown: Shown,
    key: str,
    *,
    typed: str | None = None,
    reason: str = "",
    refusal: str = "",
    revealed: bool = False,
) -> Editing | None:
    """The open row; ``None`` for a key that no form has."""
    try:
        target = target_of(key)
    except Refused:
        return None
    read = read_at(shown.understood, key)
    phone = target.type is Type.PHONE
    rows = list(shown.version.corrections.filter(key=key).order_by("pk"))
    return Editing(
        key=key,
        label=target.label,
        now=_said(read, phone),
        raw=_raw(read, phone),
        unit=unit_words(target.unit or (read.unit if read else "")),
        hint=_HINTS.get(target.type, ""),
        options=_options(target),
        where=read.where if read else None,
        spot=spot(read.where) if read else "",
        entries=_entries(shown, key, read),
        past=tuple(_past(row, phone) for row in rows),
        seen=rows[-1].pk if rows else 0,
        phone=phone,
        corrected=stated(read),
        typed=typed if typed is not None else _prefilled(read, phone),
        reason=reason,
        refusal=refusal,
        revealed=read_words(read) if revealed and phone else "",
    )


_HINTS: Final = {
    Type.NUMBER: "只填数字；表上没有填的填“空”。",
    Type.MONEY: "换算成万元，只填数字；表上没有填的填“空”。",
    Type.PERCENT: "按百分数填，例如 14.5。",
    Type.COUNT: "填整数。",
    Type.DATE: "例如 2025-03-10，只有年月的填 2025-03。",
    Type.PERIOD: "例如 2025-03。",
    Type.CHOICES: f"多项用顿号隔开：{'、'.join(HONOURS[:3])}……",
    Type.PHONE: "手机号，或带区号的固定电话。",
    Type.INDUSTRY: "国民经济行业代码，例如 2822。",
}


def _options(target: Target) -> tuple[str, ...]:
    if target.type is Type.CHOICE:
        return tuple(OWNERSHIP)
    if target.type is Type.FLAG:
        admission = target.key.startswith("self_evaluation")
        return ("符合", "不符合") if admission else ("是", "否")
    return ()


def _said(read: Read | None, phone: bool) -> str:
    words = read_words(read)
    return masked_phone(words) if phone else masked(words)


def _raw(read: Read | None, phone: bool) -> str:
    """What is printed, where the value shown is not just that."""
    if read is None or phone or stated(read) or read.raw.strip() == read_words(read):
        return ""
    return masked(printed_otherwise(read) or cut(read.raw, _LONGEST))


def _prefilled(read: Read | None, phone: bool) -> str:
    if phone:
        return ""
    text = _plain_number(read) or retyped(read)
    return text if masked(text) == text else ""


def _plain_number(read: Read | None) -> str:
    """A figure to be typed over: without thousands, with its printed decimals."""
    if read is None or not isinstance(read.value, int | float) or isinstance(read.value, bool):
        return ""
    return read_words(read).replace(",", "")


def _entries(shown: Shown, key: str, read: Read | None) -> tuple[Entry, ...]:
    submission = shown.understood
    said = ledger.narrative(submission, key, read)
    return (*said, *ledger.annexes(submission, key, read))


def _past(row: Correction, phone: bool) -> Past:
    before, after = (_said(body(side), phone) for side in (row.before, row.after))
    return Past(before, after, row.reason, row.by, row.at)
