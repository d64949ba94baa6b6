"""Cells that fill two fields: a period (its start, its end), an industry (its code, its name)."""

from __future__ import annotations

from extractors.forms import values
from extractors.grammar.dates import read_period
from extractors.grammar.industry import read_industry
from extractors.grammar.text import fold, tidy
from schemas.submission import Read, State


def period(source: values.Origin) -> dict[str, Read]:
    """方案实施周期 as ``period_start`` and ``period_end``."""
    period = read_period(source.cell.text)
    empty = values.empty_read(source)
    if empty is not None:
        return {"period_start": empty, "period_end": empty}
    return {
        "period_start": _end_of_period(
            source, period.start, period.confidence, period.state, period.flags
        ),
        "period_end": _end_of_period(
            source, period.end, period.confidence, period.state, period.flags
        ),
    }


def _end_of_period(
    source: values.Origin, value: str | None, sure: float, state: State, flags: tuple[str, ...]
) -> Read:
    if value is None and state is State.STATED:
        return values.made(source, None, 0.8, state=State.UNREADABLE, flags=flags)
    return values.made(source, value, sure, state=state, flags=flags)


def industry(source: values.Origin) -> dict[str, Read]:
    """所属行业 as ``industry_code`` and ``industry_name``, whichever the label asks for."""
    empty = values.empty_read(source)
    parts = read_industry(source.cell.text)
    label = fold(source.label)
    only_code = "代码" in label and "名称" not in label
    only_name = ("名称" in label or "类别" in label) and "代码" not in label
    found: dict[str, Read] = {}
    if not only_name or parts.code:
        found["industry_code"] = empty or _part(source, parts.code, parts.confidence, parts.flags)
    if not only_code or parts.name:
        found["industry_name"] = empty or _part(source, parts.name, parts.confidence, parts.flags)
    return found


def _part(source: values.Origin, value: str | None, sure: float, flags: tuple[str, ...]) -> Read:
    if value is None:
        return values.made(source, None, 0.9, state=State.BLANK, flags=flags)
    return values.made(source, tidy(value), sure, flags=flags)
