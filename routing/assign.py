"""Findings to readers: pure, the same answer for the same question, and always with reasons.

What keeps somebody from a desk is a table of checks; who is left is chosen by load, then by a
rotation that a hash of submission, speciality and round decides.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from routing.conflicts import conflict
from routing.desks import Desk, desks_of
from schemas.assignment import (
    Allocation,
    Assignment,
    Case,
    Duty,
    Exclusion,
    Expert,
    Reason,
    ReasonCode,
    Roster,
    Unassigned,
)
from schemas.finding import Speciality
from schemas.words import SPECIALITY_WORDS


@dataclass
class _State:
    """What the checks look at: the day, who is on the roster, how much each already has."""

    today: date
    roster: Roster
    load: Counter[str] = field(default_factory=Counter)


def assign(
    cases: Iterable[Case],
    roster: Roster,
    *,
    today: date,
    existing: Sequence[Assignment] = (),
    load: Mapping[str, int] | None = None,
    round_name: str = "",
) -> Allocation:
    """Every desk of ``cases``, given to somebody or listed with the reason why to nobody.

    ``load`` counts the desks that each expert has outside these cases. ``existing``
    assignments stay as long as nothing forbids them. ``round_name`` turns the rotation.
    """
    state = _State(today, roster, Counter(load or {}))
    desks = list(desks_of(cases))
    kept = _kept(desks, existing, state)
    waiting = [desk for desk in desks if desk.key not in kept]
    scarce_first = sorted(waiting, key=lambda desk: (len(_fit(desk, state)), desk.key))
    placed = kept | {desk.key: _place(desk, state, round_name) for desk in scarce_first}
    answers = [placed[desk.key] for desk in desks]
    return Allocation(
        tuple(answer for answer in answers if isinstance(answer, Assignment)),
        tuple(answer for answer in answers if isinstance(answer, Unassigned)),
    )


def _kept(
    desks: Sequence[Desk], existing: Sequence[Assignment], state: _State
) -> dict[tuple[str, Speciality], Assignment | Unassigned]:
    """The desks whose reader of before may go on."""
    before = {(old.submission, old.speciality): old.expert for old in existing}
    people = {expert.name: expert for expert in state.roster.experts}
    kept: dict[tuple[str, Speciality], Assignment | Unassigned] = {}
    for desk in desks:
        expert = people.get(before.get(desk.key, ""))
        if expert is None or _excluded(expert, desk, state):
            continue
        reasons = (_matches(desk), Reason(ReasonCode.KEPT, "沿用原有分派"))
        kept[desk.key] = _given(desk, expert, reasons, state)
    return kept


def _place(desk: Desk, state: _State, round_name: str) -> Assignment | Unassigned:
    fit = _fit(desk, state)
    if not fit:
        out = _exclusions(desk, state)
        return Unassigned(
            desk.firm.submission, desk.speciality, desk.rules, _nobody(desk, out), out
        )
    least = min(state.load[expert.name] for expert in fit)
    level = [expert for expert in fit if state.load[expert.name] == least]
    chosen = min(level, key=lambda expert: (_turn(desk, expert, round_name), expert.name))
    return _given(desk, chosen, _why(desk, chosen, fit, level, least), state)


def _why(
    desk: Desk, chosen: Expert, fit: Sequence[Expert], level: Sequence[Expert], least: int
) -> tuple[Reason, ...]:
    if len(fit) == 1:
        return _matches(desk), Reason(ReasonCode.ONLY_ONE, "唯一可分派人选")
    load = Reason(ReasonCode.LOAD, f"当前负荷最低（已有{least}份，上限{chosen.limit}份）")
    if len(level) == 1:
        return _matches(desk), load
    turn = Reason(ReasonCode.ROTATION, f"负荷相同的{len(level)}人中按轮换次序选定")
    return _matches(desk), load, turn


def _matches(desk: Desk) -> Reason:
    return Reason(ReasonCode.SPECIALITY, f"专业匹配：{SPECIALITY_WORDS[desk.speciality]}")


def _given(desk: Desk, expert: Expert, reasons: tuple[Reason, ...], state: _State) -> Assignment:
    out = _exclusions(desk, state)
    state.load[expert.name] += 1
    return Assignment(desk.firm.submission, desk.speciality, expert.name, desk.rules, reasons, out)


def _turn(desk: Desk, expert: Expert, round_name: str) -> bytes:
    text = "\x1f".join((round_name, *desk.key, expert.name))
    return hashlib.sha256(text.encode()).digest()


def _fit(desk: Desk, state: _State) -> list[Expert]:
    return [expert for expert in state.roster.experts if not _excluded(expert, desk, state)]


def _exclusions(desk: Desk, state: _State) -> tuple[Exclusion, ...]:
    reasons = ((expert.name, _excluded(expert, desk, state)) for expert in state.roster.experts)
    return tuple(Exclusion(name, reason) for name, reason in reasons if reason)


def _excluded(expert: Expert, desk: Desk, state: _State) -> Reason | None:
    """The first check that speaks against ``expert`` at ``desk``."""
    return next((reason for check in CHECKS if (reason := check(expert, desk, state))), None)


def _nobody(desk: Desk, out: Sequence[Exclusion]) -> str:
    """Why nobody may take the desk, counted by reason."""
    skilled = [one.reason.code for one in out if one.reason.code is not ReasonCode.WRONG_SPECIALITY]
    word = SPECIALITY_WORDS[desk.speciality]
    if not skilled:
        return f"名册中没有“{word}”专业的人选"
    counts = "、".join(f"{_COUNTED[code]}{n}人" for code, n in sorted(Counter(skilled).items()))
    return f"“{word}”专业的{len(skilled)}人均不可分派：{counts}"


_COUNTED: Final = {
    ReasonCode.WRONG_CITY: "不服务该地市",
    ReasonCode.ON_LEAVE: "在休假",
    ReasonCode.TIED: "须回避",
    ReasonCode.FULL: "负荷已满",
}


def _wrong_speciality(expert: Expert, desk: Desk, state: _State) -> Reason | None:
    staffed = any(
        one.duty is Duty.STAFF and Speciality.CLERICAL in one.specialities
        for one in state.roster.experts
    )
    if desk.speciality is Speciality.CLERICAL and staffed and expert.duty is not Duty.STAFF:
        return Reason(ReasonCode.WRONG_SPECIALITY, "专业不符：形式审查由经办人员负责")
    if desk.speciality in expert.specialities:
        return None
    return Reason(ReasonCode.WRONG_SPECIALITY, "专业不符")


def _wrong_city(expert: Expert, desk: Desk, _state: _State) -> Reason | None:
    city = desk.firm.city
    if not expert.cities or not city or any(own[:2] == city[:2] for own in expert.cities):
        return None
    return Reason(ReasonCode.WRONG_CITY, f"不服务{city}")


def _on_leave(expert: Expert, _desk: Desk, state: _State) -> Reason | None:
    if expert.on_leave:
        return Reason(ReasonCode.ON_LEAVE, "在休假")
    day = state.today.isoformat()
    for leave in expert.leave:
        if leave.start <= day <= leave.end:
            return Reason(ReasonCode.ON_LEAVE, f"在休假（至{leave.end}）")
    return None


def _tied(expert: Expert, desk: Desk, state: _State) -> Reason | None:
    tie = conflict(expert, desk.firm, state.today)
    return Reason(ReasonCode.TIED, tie) if tie else None


def _full(expert: Expert, _desk: Desk, state: _State) -> Reason | None:
    held = state.load[expert.name]
    if held < expert.limit:
        return None
    return Reason(ReasonCode.FULL, f"负荷已满（{held}份，上限{expert.limit}份）")


Check = Callable[[Expert, Desk, _State], Reason | None]
CHECKS: Final[tuple[Check, ...]] = (_wrong_speciality, _wrong_city, _on_leave, _tied, _full)
"""Everything that can speak against somebody, in the order in which it is told."""
