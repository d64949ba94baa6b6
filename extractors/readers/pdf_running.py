"""Running headers, footers and page numbers: what repeats at the same place is no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_lines import Line

_DEPTH: Final = 3
"""How many lines from the top or bottom of a page may be running ones."""
_MARGIN = 0.13  # they stand in this share of the page's height from its edge,
_BAND = 80.0  # or, on low pages, in so many points
_STEP = 4.0  # points by which their distance from the edge may differ
_PAGE_NUMBER = re.compile(
    r"[-—–－~·\s]*(第\s*)?(\d{1,3}|[ivxIVX]{1,6})(\s*页)?"
    r"(\s*[/／,，]?\s*(共|of)?\s*\d{1,3}\s*页?)?[-—–－~·\s]*"
)
_TITLE = re.compile(r"附件|附表|.*(清单|汇总表|一览表|信息表|评价表|自评表)")


class Sheet(Struct, frozen=True):
    """The loose lines of one page, from top to bottom, and the page's size in points."""

    width: float
    height: float
    lines: tuple[Line, ...]


class _Spot(Struct, frozen=True):
    text: str
    from_top: bool
    step: int


def without_running(sheets: Sequence[Sheet]) -> list[tuple[Line, ...]]:
    """Each sheet's lines without headers, footers and page numbers.

    A line is running when it stands at the same distance from the edge on a quarter of
    the pages, at least three or all of two; a page number needs no repetition. A title
    that Excel prints on every page of a table is kept where it stands first.
    """
    seen = Counter(spot for sheet in sheets for spot in set(_spots(sheet)))
    needed = min(max(3, len(sheets) // 4), max(len(sheets), 2))
    running = {spot for spot, count in seen.items() if count >= needed}
    titles: set[str] = set()
    return [tuple(_kept(sheet, running, titles)) for sheet in sheets]


def _kept(sheet: Sheet, running: set[_Spot], titles: set[str]) -> Iterator[Line]:
    edge = _edge_lines(sheet)
    for line in sheet.lines:
        if id(line) not in edge or not _drops(line, sheet, running):
            yield line
        elif _TITLE.match(line.text) and line.text not in titles:
            titles.add(line.text)
            yield line


def _drops(line: Line, sheet: Sheet, running: set[_Spot]) -> bool:
    return _is_page_number(line) or _near(line, sheet, running)


def _near(line: Line, sheet: Sheet, running: set[_Spot]) -> bool:
    spot = _spot(line, sheet)
    return any(_Spot(spot.text, spot.from_top, spot.step + k) in running for k in (-1, 0, 1))


def _spots(sheet: Sheet) -> list[_Spot]:
    edge = _edge_lines(sheet)
    return [_spot(line, sheet) for line in sheet.lines if id(line) in edge]


def _edge_lines(sheet: Sheet) -> set[int]:
    ends = (*sheet.lines[:_DEPTH], *sheet.lines[-_DEPTH:])
    return {id(line) for line in ends if _is_near_edge(line, sheet)}


def _is_near_edge(line: Line, sheet: Sheet) -> bool:
    return _distance(line, sheet) < max(_MARGIN * sheet.height, _BAND)


def _distance(line: Line, sheet: Sheet) -> float:
    return min(line.box[3], sheet.height - line.box[1])


def _spot(line: Line, sheet: Sheet) -> _Spot:
    from_top = line.box[3] < sheet.height / 2
    return _Spot(line.text, from_top, round(_distance(line, sheet) / _STEP))


def _is_page_number(line: Line) -> bool:
    """A lone number at the edge; ``2025`` or a figure with decimals is none."""
    return _PAGE_NUMBER.fullmatch(line.text) is not None
