"""A line a year: ``2022年：工业总产值98266万元，工业增加值24881万元，利润总额3958万元``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.text import nfkc
from schemas.document import Cell
from schemas.fields import YEARLY, Field

_YEAR = re.compile(r"\A\W{0,4}(20[0-4]\d)\s?年度?(?:[:,;]|\s|(?=[\u3400-\u9fff]))")
_BETWEEN = re.compile(r"[;。、\n]|,(?!\d{3}(?!\d))")
_TOLD = re.compile(
    r"\s*(?:其中|实现|完成|为|达)?\s*([^\d:]{2,20}?)\s*[:为约达到]{0,2}\s*(-?\d[\d,.]{0,20}.{0,12})\Z"
)
_RESPECTIVE = re.compile(
    r"\A\W{0,4}(?:近[三3]年\(?)?(?P<years>20[0-4]\d年?度?(?:[、,和及]\s?20[0-4]\d年?度?){1,4})\)?(?:企业|公司)?(?:的|,)?"
    r"(?P<name>[^\d:]{2,20}?)(?:依次|分别)(?:约?为|是|达到?|完成|实现)?:?(?P<told>[^。]{3,160})。?\s*\Z"
)
_UNIT = re.compile(r"(?<=\d)\D{1,12}\Z")
_FIGURE = re.compile(r"-?\d[\d,.]*")
_LONGEST = 400
_LEAST = 2
"""A line with fewer figures is a sentence about something else."""


def find(lines: Iterable[Cell], fields: tuple[Field, ...]) -> tuple[Slot, ...]:
    """The yearly entries among ``fields`` that lines state year by year."""
    wanted = {field.key for field in fields}
    return tuple(slot for line in lines for slot in _of_line(line) if slot.key in wanted)


def _of_line(line: Cell) -> tuple[Slot, ...]:
    text = nfkc(line.text)
    respective = _RESPECTIVE.search(text) if len(text) <= _LONGEST else None
    if respective is not None:
        return tuple(_each(line, respective))
    year = _YEAR.match(text) if len(text) <= _LONGEST else None
    if year is None:
        return ()
    found = tuple(_told(line, text[year.end() :], int(year[1])))
    return found if len(found) >= _LEAST else ()


def _each(line: Cell, found: re.Match[str]) -> Iterator[Slot]:
    """``2022年、2023年、2024年利润总额分别为310万元、320万元、330万元``: one slot a year."""
    match = labels.best(found["name"], YEARLY)
    years = [int(year) for year in re.findall(r"20[0-4]\d", found["years"])]
    parts = [part.strip() for part in _BETWEEN.split(found["told"]) if part.strip()]
    if match is None or match.confidence < labels.SYNONYM or len(parts) != len(years):
        return
    unit = _UNIT.search(parts[-1])
    for year, part in zip(years, parts, strict=True):
        bare = unit is not None and _FIGURE.fullmatch(part)
        dated = structs.replace(match, label=structs.replace(match.label, year=year))
        text = f"{part}{unit[0]}" if unit and bare else part
        yield Slot(dated, line, (structs.replace(line, text=text),))


def _told(line: Cell, text: str, year: int) -> Iterator[Slot]:
    for part in _BETWEEN.split(text):
        pair = _TOLD.match(part)
        match = labels.best(pair[1], YEARLY) if pair else None
        if pair is None or match is None or match.confidence < labels.SYNONYM:
            continue
        dated = structs.replace(match, label=structs.replace(match.label, year=year))
        yield Slot(dated, line, (structs.replace(line, text=pair[2].strip()),))
