"""Conflicts of interest: why a reader must not see a firm's material (回避)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from routing.names import plain, same_person, tied_firms
from schemas.assignment import Expert, Firm, Tie, TieKind

ADVISER_YEARS: Final = 3
_WORDS: Final = {
    TieKind.EMPLOYER: "任职单位",
    TieKind.ADVISER: f"{ADVISER_YEARS}年内曾任顾问",
    TieKind.KIN: "亲属关系",
    TieKind.DECLARED: "本人声明回避",
}


def conflict(expert: Expert, firm: Firm, today: date) -> str:
    """Why ``expert`` is tied to ``firm`` in Chinese, ``""`` where no tie is known.

    A firm whose name could not be read is compared by its submission's name.
    """
    return next(_ties(expert, firm, today), "")


def _ties(expert: Expert, firm: Firm, today: date) -> Iterator[str]:
    if any(tied_firms(expert.employer, name) for name in _names(firm)):
        yield f"与企业存在关联：{_WORDS[TieKind.EMPLOYER]}为{expert.employer}"
    if same_person(expert.legal_representative, firm.legal_representative):
        yield f"与企业存在关联：任职单位与企业法定代表人同为{firm.legal_representative}"
    if same_person(expert.name, firm.legal_representative):
        yield "与企业存在关联：本人为企业法定代表人"
    for tie in expert.ties:
        if _holds(tie, today) and _meets(tie, firm):
            yield f"与企业存在关联：{_WORDS[tie.kind]}"


def _names(firm: Firm) -> tuple[str, ...]:
    return (firm.factory_name, firm.submission)


def _meets(tie: Tie, firm: Firm) -> bool:
    if tie.uscc and plain(tie.uscc) == plain(firm.uscc):
        return True
    return any(tied_firms(tie.firm, name) for name in _names(firm))


def _holds(tie: Tie, today: date) -> bool:
    """An adviser's tie ends three years after the work; every other tie stays."""
    if tie.kind is not TieKind.ADVISER or not tie.until:
        return True
    return today <= _years_later(date.fromisoformat(tie.until), ADVISER_YEARS)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
