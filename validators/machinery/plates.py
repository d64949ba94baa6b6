"""What a model tells for certain: the machine's rated power, a motor series' grade.

>>> rated("YE3-132S-4", "循环水泵电机"), rated("S22-M-1600/10", "油浸式变压器"), rated("GA75+", "空压机")
(Plate(power=5.5, unit='kW'), Plate(power=1600.0, unit='kVA'), Plate(power=75.0, unit='kW'))
>>> rated("TYC-200L-4", "永磁同步电动机") is None
True
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from msgspec import Struct, convert

from validators.machinery.machines import Kind, kind_of
from validators.machinery.models import as_read, models
from validators.registers import rows_of

_MOTOR: Final = re.compile(
    r"(?:Y|Y2|Y3|YE[2-5]|YX3|YVF2?|YB[23]?|YBX[345])-?(\d{2,3}[SML]?\d?)-(\d{1,2})(?!\d)"
)
_TRANSFORMER: Final = re.compile(
    r"(?:S|SZ|SC|SCB|SCZB|SG|SGB|SH|SBH|SCBH|SCRB|SGBH|D)\d{1,2}(?:-[A-Z][A-Z.]{0,5})?"
    r"-(\d{2,5})(?:/\d{1,3}(?:\.\d)?.*)?"
)
_ATLAS: Final = re.compile(r"GA-?(\d{1,3})(?:[A-Z+ ]{0,6})")
_KAIQUAN: Final = re.compile(r"KQ[LW]\d{2,3}/\d{2,3}(?:[A-Z]?)-(\d{1,3}(?:\.\d)?)/\d(?:\(.*\))?")


class Plate(Struct, frozen=True):
    """A rating that the model states: kW, or a transformer's kVA."""

    power: float
    unit: str = "kW"


class Graded(Struct, frozen=True):
    """A motor series and its grade under the standard in force."""

    series: str
    pattern: str
    grade: int


def rated(text: str, name: str) -> Plate | None:
    """The rating of the model cell ``text``; ``None`` unless it is certain and one model alone."""
    listed = models(text)
    if len(listed) != 1:
        return None
    model = as_read(listed[0])
    if found := _MOTOR.match(model):
        power = _frames().get((found[1], found[2]))
        return Plate(power) if power else None
    kind = kind_of(name)
    if kind is Kind.TRANSFORMER and (found := _TRANSFORMER.fullmatch(model)):
        return Plate(float(found[1]), "kVA")
    if kind is Kind.COMPRESSOR and (found := _ATLAS.fullmatch(model)):
        return Plate(float(found[1]))
    if kind is Kind.PUMP and (found := _KAIQUAN.fullmatch(model)):
        return Plate(float(found[1]))
    return None


def series_grade(text: str) -> Graded | None:
    """The motor series of a model that is of a known grade, the least of several."""
    found = [
        entry
        for model in models(text)
        for entry in _grades()
        if re.match(entry.pattern, as_read(model))
    ]
    return max(found, key=lambda entry: entry.grade, default=None)


@cache
def _frames() -> dict[tuple[str, str], float]:
    return {(row["frame"], row["poles"]): float(row["kw"]) for row in rows_of("motor_frames")}


@cache
def _grades() -> tuple[Graded, ...]:
    return tuple(convert(row, Graded, strict=False) for row in rows_of("motor_grades"))
