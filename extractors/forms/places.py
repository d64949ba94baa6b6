"""Labels that nothing matches, taken for what the form has at their place (fields.md §3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming

from extractors import grid
from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.labels import Match
from extractors.grammar.text import fold, is_blank
from schemas.document import Table
from schemas.fields import Field

ALIKE = 40.0
"""An added row is not to be taken for a renamed one: so much the words must still share."""
_SURE = 0.8
_OTHER = re.compile(
    r"投资|资产|收入|营收|负债|成本|费用|出口|研发|社保|利息|补贴|信用|等级|增[速幅长]|率|强度|单位产|产能|产量"
    r"|电|用水|用气|天然气|节能量|减排|减碳|抵消|配额|碳汇|煤|化石|硫|氮|废水|废气|污染|voc|直接|间接|范围|可再生"
    r"|填报|编制|变更|上市|投产|开工|期限|邮箱|网址|开户|原料|工艺|技改|近3|年度|实收|蒸汽|辅料|包装|清洁|(?:重复|综合|回收|材料)利用|回用|抵消量"
)
"""Words of quantities that stand in plans too: a label with one is no entry without it."""
_WORDY = 4
"""A shorter label with one character mistyped is no longer known by the others."""


def by_position(
    table: Table,
    found: Sequence[Slot],
    fields: tuple[Field, ...],
    skip: frozenset[tuple[int, int]],
) -> Iterator[Slot]:
    """Labels that nothing matches, for the entry that the form has between their neighbours.

    Where it has several there, for the one whose name is a single mistyped character away.
    """
    order = {field.key: i for i, field in enumerate(fields)}
    taken = {(c.row, c.column) for slot in found for c in (slot.label, *slot.values)} | skip
    firsts = {slot.label.row: slot for slot in reversed(found)}
    for row in range(len(table.rows)):
        cell = next((c for c in grid.row_cells(table, row) if c.row == row), None)
        if cell is None or row in firsts or (row, cell.column) in taken or is_blank(cell.text):
            continue
        gap = _between(firsts, row, order)
        missing = _meant(cell.text, _missing(fields[gap[0] : gap[1]], found)) if gap else None
        beside = tuple(c for c in grid.right_of(table, cell) if c.row == row)
        if missing and beside:
            match = Match(missing, labels.label_of(cell.text), _SURE, ("by_position",))
            yield Slot(match, cell, beside, table)


def _between(firsts: dict[int, Slot], row: int, order: dict[str, int]) -> tuple[int, int] | None:
    """The stretch of the form's order between the nearest known rows above and below."""
    above = next((firsts[r] for r in range(row - 1, -1, -1) if r in firsts), None)
    last = max(firsts, default=0)
    below = next((firsts[r] for r in range(row + 1, last + 1) if r in firsts), None)
    if above is None or below is None:
        return None
    return order[above.key] + 1, order[below.key]


def _missing(gap: Sequence[Field], found: Sequence[Slot]) -> list[Field]:
    known = {slot.key for slot in found}
    return [field for field in gap if field.key not in known]


def _meant(text: str, missing: Sequence[Field]) -> Field | None:
    key = labels.label_of(text).bare
    missing = [field for field in missing if not _is_other(key, field)]
    if len(missing) > 1:
        missing = [field for field in missing if any(_one_off(key, word) for word in _words(field))]
    return missing[0] if len(missing) == 1 and _resembles(key, missing[0]) else None


def _is_other(key: str, field: Field) -> bool:
    """Whether the label's own words say that it means another quantity."""
    own = "".join(_words(field))
    foreign = any(word not in own for word in _OTHER.findall(key))
    return foreign or labels.rivals(key, fold(field.label))


def _one_off(key: str, word: str) -> bool:
    return len(key) == len(word) >= _WORDY and Hamming.distance(key, word) == 1


def _resembles(key: str, field: Field) -> bool:
    return max(fuzz.ratio(key, word) for word in _words(field)) >= ALIKE


def _words(field: Field) -> list[str]:
    return [fold(word) for word in (field.label, *field.synonyms)]
