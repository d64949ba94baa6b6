"""One cell under a known label → :class:`Read`: the grammar for the field's type, its place, how sure.

The template's own hints left in a cell (``降低  %``, ``（4位数代码及名称）``) leave it blank, with flag
``placeholder`` and the hint in ``raw``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from extractors.forms import asked
from extractors.forms.run_together import CUT, lacks_box, may_be_cut
from extractors.grammar.dates import read_date
from extractors.grammar.labels import Match
from extractors.grammar.numbers import (
    Number,
    read_count,
    read_free_number,
    read_number,
    read_percent,
)
from extractors.grammar.numbers_yuan import in_wan
from extractors.grammar.phones import read_phone
from extractors.grammar.text import is_blank, nfkc, tidy
from extractors.grammar.ticks import read_ticks
from schemas.document import Cell
from schemas.fields import HONOURS, OWNERSHIP, Field, Type
from schemas.place import PageBox, Where
from schemas.submission import Read, State, Value

SURE = 0.99
"""Confidence of clean text under a clean label."""
ALIGNED = 0.94
"""Confidence of clean text whose cell no lines bound (flag ``aligned``)."""
CAPITAL = "registered_capital"
"""The one sum whose label prints no unit: 元 and 万元 are told apart by what the cell prints."""
NEGATIVE_BRACKETS = frozenset({"profit", "tax"})
"""Rows in which bookkeepers print a loss in brackets (fields.md §4.1, 13)."""

_BEHIND = re.compile(r"(?:万元|亿元|元|吨标准煤|tce|吨|kW)?(?:\([^()\d]{1,12}\))?\Z")
_DECIMALS_BROKEN = re.compile(r"\d{1,6}\.\d{1,6}\s*\n\s*\d(?:\([^()\d]{1,12}\))?\Z")
_SPACED_BROKEN = re.compile(r"\d{1,3}\s*\n\s*\d{3}(?: \d{3})*\.\d{1,6}(?:\([^()\d]{1,12}\))?\Z")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?")
_UNTOLD_FLAGS = frozenset({"date_cell", "percent_cell"})


class Origin(Struct, frozen=True):
    """Where a value came from: its cell and how its label was found."""

    cell: Cell
    label: str = ""
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    unit: str = ""
    """The unit that the label, the head of the column or a note printed."""


def origin(cell: Cell, match: Match, unit: str = "") -> Origin:
    """The origin of a value that stands beside the label ``match``."""
    return Origin(cell, match.label.text, match.confidence, match.flags, match.label.unit or unit)


def made(
    source: Origin,
    value: Value,
    confidence: float = SURE,
    *,
    state: State = State.STATED,
    flags: Sequence[str] = (),
    unit: str = "",
) -> Read:
    """A read of ``value`` at the origin's place; confidences of label and grammar combined."""
    if "aligned" in source.cell.flags:
        confidence = min(confidence, ALIGNED)
    marks = (*flags, *source.flags, *(f for f in source.cell.flags if f not in _UNTOLD_FLAGS))
    return Read(
        value=value,
        raw=source.cell.text,
        where=source.cell.where,
        confidence=round(min(confidence, SURE, source.cell.certainty) * source.confidence, 4),
        unit=unit,
        state=state,
        flags=tuple(dict.fromkeys(marks)),
        label=source.label,
        printed_unit=source.unit,
    )


def blank(where: Where, label: str = "", raw: str = "", flags: tuple[str, ...] = ()) -> Read:
    """A field that the form shows and the applicant left empty."""
    return Read(None, raw, where, SURE, state=State.BLANK, flags=flags, label=label)


def empty_read(source: Origin) -> Read | None:
    """The blank read of a cell that states nothing, ``None`` where it states something."""
    cell = source.cell
    if is_blank(cell.text) and cell.number is None:
        return _unfilled(source)
    if asked.is_hint(cell.text):
        return made(source, None, state=State.BLANK, flags=("placeholder",))
    return None


def _unfilled(source: Origin) -> Read:
    if {"formula_without_value", "formula_error"} & set(source.cell.flags):
        return made(source, None, 0.5, state=State.UNREADABLE)
    return made(source, None, state=State.BLANK)


def read_value(field: Field, source: Origin) -> Read:
    """The read of a field that is one value (periods and industries are two: see their rooms)."""
    nothing = empty_read(source)
    if nothing is not None:
        return nothing
    match field.type:
        case Type.MONEY if field.key == CAPITAL:
            return _capital(field, source)
        case Type.MONEY | Type.NUMBER:
            return number_read(source, field.unit, field.key in NEGATIVE_BRACKETS)
        case Type.PERCENT:
            return percent_read(source)
        case Type.COUNT:
            return count_read(source)
        case Type.DATE:
            return date_read(source)
        case _:
            return _worded(field, source)


def _worded(field: Field, source: Origin) -> Read:
    match field.type:
        case Type.PHONE:
            return _phone(source)
        case Type.USCC:
            return _code(source)
        case Type.CHOICE:
            return ownership_read(source)
        case Type.CHOICES:
            return honours_read(source)
        case _ if field.key == "measures":
            return _told(source)
        case _:
            return text_read(source)


def _told(source: Origin) -> Read:
    read = text_read(source)
    value = asked.answered(read.value) if isinstance(read.value, str) else read.value
    return structs.replace(read, value=value)


def text_read(source: Origin) -> Read:
    """Text, tidied."""
    value = tidy(source.cell.text)
    return made(source, value) if value else made(source, None, state=State.BLANK)


def number_read(source: Origin, unit: str, brackets_negative: bool = False) -> Read:
    """A figure in ``unit``; ``"free"`` keeps the printed unit."""
    text = _figures(source.cell)
    if unit == "free":
        return _from_number(source, read_free_number(text), "")
    number = read_number(text, unit, printed_unit=source.unit, brackets_negative=brackets_negative)
    if "several" in number.flags and isinstance(source.cell.where, PageBox):
        return _line_broken(source, unit) or _from_number(source, number, unit)
    return _unrounded(source, _from_number(source, number, unit))


def _capital(field: Field, source: Origin) -> Read:
    number = read_number(_figures(source.cell), field.unit, printed_unit=source.unit)
    told = in_wan(source.cell.text, number)
    if told is number:
        return number_read(source, field.unit)
    return _from_number(source, told, field.unit)


def _line_broken(source: Origin, unit: str) -> Read | None:
    """A figure that a narrow cell of a page broke in two (``1`` / ``8,015.2``).

    Taken only where its thousands or decimals show that the halves belong together.
    """
    printed = nfkc(source.cell.text).strip()
    whole = re.sub(r"\s*\n\s*", "", printed)
    spaced = bool(_SPACED_BROKEN.match(printed))
    plain = _GROUPED.fullmatch(_BEHIND.sub("", whole)) or _DECIMALS_BROKEN.match(printed)
    if not (plain or spaced):
        return None
    number = read_number(whole, unit, printed_unit=source.unit)
    if number.value is None:
        return None
    read = _from_number(source, number, unit)
    sure = 0.75 if spaced else 0.85
    sure = min(sure, source.cell.certainty)
    return structs.replace(read, confidence=sure, flags=(*read.flags, "line_broken"))


def _unrounded(source: Origin, read: Read) -> Read:
    """The figure that a workbook stores where its cell shows it rounded."""
    stored = source.cell.number
    shown = read_number(source.cell.text).value if stored is not None else None
    if stored is None or not shown or not isinstance(read.value, float):
        return read
    if shown == stored or abs(shown - stored) > 0.500001 * 10 ** -_decimals(shown):
        return read
    return structs.replace(
        read,
        value=round(read.value / shown * stored, 9),
        decimals=None,
        flags=(*read.flags, "display_rounded"),
    )


def _decimals(figure: float) -> int:
    return len(repr(figure).partition(".")[2].rstrip("0"))


def percent_read(source: Origin) -> Read:
    """A share in percent; a workbook's percent cell holds a hundredth of it."""
    cell = source.cell
    if cell.number is not None and "percent_cell" in cell.flags:
        share = round(cell.number * 100, 10)
        return made(source, share, unit="%")
    return _from_number(source, read_percent(_figures(cell)), "%")


def _figures(cell: Cell) -> str:
    """The cell's text; for ``####`` and empty displays the number that the file stores."""
    if cell.number is None or not ("overflow" in cell.flags or is_blank(cell.text)):
        return cell.text
    return repr(cell.number)


def _from_number(source: Origin, number: Number, unit: str) -> Read:
    read = made(source, number.value, number.confidence, state=number.state, flags=number.flags)
    return structs.replace(
        read,
        unit=(unit or number.unit) if number.state is State.STATED else "",
        decimals=number.decimals,
        printed_unit=number.printed_unit or source.unit,
        low=number.low,
        high=number.high,
    )


def count_read(source: Origin) -> Read:
    """A whole number of machines."""
    read = _from_number(source, read_count(_figures(source.cell)), "台")
    if isinstance(read.value, float) and read.value.is_integer():
        return structs.replace(read, value=int(read.value))
    return read


def date_read(source: Origin) -> Read:
    """A date as ISO text; a workbook's number may be the serial of a day."""
    date = read_date(source.cell.text, serial=source.cell.number is not None)
    return made(source, date.value, date.confidence, state=date.state, flags=date.flags)


def _phone(source: Origin) -> Read:
    cell = source.cell
    stored = cell.number is not None and cell.number >= 1e6 and cell.number.is_integer()
    phone = read_phone(str(int(cell.number)) if stored and cell.number else cell.text)
    return made(source, phone.value, phone.confidence, state=phone.state, flags=phone.flags)


def _code(source: Origin) -> Read:
    value = re.sub(r"[\s\-_.,;。、]+", "", asked.code(nfkc(source.cell.text))).upper()
    odd = not re.fullmatch(r"[0-9A-Z]{18}", value)
    return made(source, value, 0.9 if odd else SURE, flags=("odd_length",) if odd else ())


def ownership_read(source: Origin) -> Read:
    """单位性质: one contract value, or a list where several are ticked."""
    cell = asked.options(source.cell)
    ticks = read_ticks(cell.text, tuple(OWNERSHIP), cell.spans, cell.withdrawn)
    values = [OWNERSHIP[label] for label in ticks.ticked]
    value: Value = values[0] if len(values) == 1 else values or None
    return made(source, value, ticks.confidence, state=ticks.state, flags=ticks.flags)


def honours_read(source: Origin) -> Read:
    """主要荣誉: the ticked labels as the form prints them.

    An applicant who keeps only some of the labels and no box at all has listed what applies.
    """
    cell = asked.options(source.cell)
    ticks = read_ticks(cell.text, HONOURS, cell.spans, cell.withdrawn)
    if "no_marks" in ticks.flags and 0 < len(ticks.offered) < len(HONOURS):
        return made(source, list(ticks.offered), 0.85, flags=("typed",))
    value = list(ticks.ticked) or None
    if may_be_cut(ticks.offered) or lacks_box(ticks, cell.text):
        sure, flags = min(ticks.confidence, CUT), (*ticks.flags, "some_missing")
        return made(source, value, sure, state=ticks.state, flags=flags)
    return made(source, value, ticks.confidence, state=ticks.state, flags=ticks.flags)
