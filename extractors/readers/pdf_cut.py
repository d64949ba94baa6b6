"""Whether a page break went through a table's row, or between two rows.

Two rows taken for one would put two figures into one cell without a word; a doubt
therefore leaves them two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from extractors.readers.pdf_flow import is_heading
from extractors.readers.pdf_tables import DraftCell
from extractors.readers.pdf_text import fills
from schemas.fields import ALL_FIELDS

_ASIDE: Final = re.compile(r"\s|[（(].*?[)）]|[:：]")
_LABELS: Final = frozenset(
    _ASIDE.sub("", label) for entry in ALL_FIELDS for label in (entry.label, *entry.synonyms)
)
_WHOLE: Final = re.compile(r"-?[\d,，]{1,15}")
_DECIMALS: Final = re.compile(r"\.\d{1,4}(?!\d)")
_FIGURE = 16  # characters that a figure with its unit has at most
_ROOM = 1.9  # a cell with more free lines than this at its foot was hardly cut

Key = tuple[int, int]
"""A cell's first column and how many it spans."""
_Pair = tuple[DraftCell, DraftCell]
"""The cell that ends above the page break and the one that begins below it."""


def is_cut(
    ends: Mapping[Key, DraftCell],
    starts: Mapping[Key, DraftCell],
    line: float,
    before: str = "",
) -> bool:
    """Whether the last cells above and the first below are one row.

    ``line`` is the height of a usual line in points; ``before`` is the running number of the
    row over the last one, if it has any. A blank first row below is the cut row's empty end
    (or a blank row, which nobody misses).
    """
    if not starts or set(ends) != set(starts):
        return False
    pairs = [(ends[key], starts[key]) for key in sorted(ends)]
    if len(pairs) == 1:
        return _goes_on(*pairs[0])
    going = [pair for pair in pairs if pair[1].text]
    if _number_is_cut(*pairs[0], before) or any(_decimals_are_cut(*pair) for pair in going):
        return True
    if not going or not any(end.text for end, _ in pairs):
        return not going or _is_sliver([end for end, _ in pairs], line)
    return all(end.text for end, _ in going) and _is_one_row(pairs, _ROOM * line)


def _number_is_cut(end: DraftCell, start: DraftCell, before: str) -> bool:
    """Whether a running number broke in its narrow cell: ``9`` in the row over ``1`` and ``0``."""
    parts = (before, end.text, start.text)
    if not all(part.isascii() and part.isdigit() for part in parts):
        return False
    due = int(before) + 1
    return int(end.text) != due != int(start.text) and int(end.text + start.text) == due


def _decimals_are_cut(end: DraftCell, start: DraftCell) -> bool:
    """Whether a figure broke before its point: ``2,220`` over ``.20``."""
    return bool(_WHOLE.fullmatch(end.text) and _DECIMALS.match(start.text))


def _goes_on(end: DraftCell, start: DraftCell) -> bool:
    """A cell as wide as the table: it goes on unless one of the two is a heading."""
    if not end.text or not start.text:
        return True
    return not is_heading(end.text) and not is_heading(start.text)


def _is_sliver(row: Sequence[DraftCell], line: float) -> bool:
    """Whether a blank row is too low for a line: its text moved to the next page."""
    lowest = min(row, key=lambda cell: cell.row_span)
    return lowest.box[3] - lowest.box[1] < 0.8 * line


def _is_one_row(pairs: Sequence[_Pair], room: float) -> bool:
    """Whether the first cell that belongs to this row alone was cut, or had ended above.

    A label that spans several rows says nothing of where one of them ends. A cell with
    more than ``room`` left under its text, or that holds a figure, went on only if its
    last line was full and other cells had ended.
    """
    own = [pair for pair in pairs if pair[0].row_span == pair[1].row_span == 1]
    going = [pair for pair in own if pair[1].text]
    full = [pair for pair in going if pair[0].room <= room]
    plain = [pair for pair in full if not any(_is_figure(cell.text) for cell in pair)]
    if not going:
        return False
    done = sum(bool(end.text and not start.text) for end, start in own)
    if own[0][1].text:
        sure = plain == going or (done > 0 and all(map(_runs_on, going)))
        return sure and _label_goes_on(going)
    if done > 1:
        return all(pair in plain or _runs_on(pair) for pair in going)
    alone = len(going) == len(plain) == 1
    return done == 1 and full == going and (alone or all(map(_runs_on, going)))


def _is_figure(text: str) -> bool:
    return len(text) <= _FIGURE and text.lstrip("-−+约≥≤<> ")[:1].isdigit()


def _label_goes_on(going: Sequence[_Pair]) -> bool:
    """Whether the first cell's text was cut too.

    Sure where the form's label shows it (``主要荣`` / ``誉``) or a bracket (``碳排放总量`` /
    ``（吨CO2）``); else every cell that goes on must have filled its last line.
    """
    end, start = going[0]
    if _is_label(end.text + start.text) and not _is_label(end.text):
        return True
    if start.text[0].isdigit() or _is_label(start.text) or is_heading(start.text):
        return False
    if start.text[0] in "（(":
        return not end.text.endswith(("）", ")"))
    return _is_open(end.text) or all(map(_runs_on, going))


def _is_open(text: str) -> bool:
    return sum(map(text.count, "（(")) > sum(map(text.count, "）)"))


def _is_label(text: str) -> bool:
    return _ASIDE.sub("", text) in _LABELS


def _runs_on(pair: _Pair) -> bool:
    """Whether the last line of one cell was full when the page ended."""
    end, start = pair
    return bool(end.lines and start.lines) and fills(end.lines[-1], start.lines[0], end.measure)
