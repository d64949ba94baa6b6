"""附件1 as a self-evaluation: the applicant's points beside the policy's rows, in any file.

Indicators are matched by name, columns by their heads: 分值 is what the policy gives, 自评得分 what the
applicant claims. Applicants add the claim columns themselves, so nothing about them is fixed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from extractors import grid
from extractors.forms import score_cards, score_lines, turned, typed_tables, values
from extractors.forms.points import at, claim_read, points_read, split, sum_read
from extractors.forms.score_heads import Found, Heads, claim_column, heads_above, items
from extractors.grammar import labels
from extractors.grammar.text import fold, is_blank, nfkc, tidy
from extractors.recall import recalled
from schemas.document import Cell, Document, Paragraph, Table
from schemas.place import Where
from schemas.policy import edition
from schemas.submission import Read, ScoreGroup, ScoreItem, SelfEvaluation, SelfItem, State

LEAST = 5
"""A table with fewer of annex 1's rows is no self-evaluation."""
_TOTAL = re.compile(
    r"(?:自评)?(?:合计|总分|总计|总得分|共计|合计得分|自评总分|总评分)(?:得分)?(?:[(].*[)])?(?::?([\d.]+)分?)?"
)
_BARE_ANSWER = 10
_LONGEST_TIME = 16
_TWO_TIMES = re.compile(
    r"(?:培育|方案|项目|改造|计划)?(?:建设|实施|改造)+[前后](?:指标|数值|值)?|(?:现状|目标|基准|基期)(?:指标|数)?值"
)
_SCORES = {"claimed", "points", "required"}
"""Heads that only a score sheet has: what follows a page break under them goes on below."""
_SUB = re.compile(r"小计|分项得分|本项得分")
_INLINE = re.compile(r"自评(?:得)?分\s*[:：]?\s*(\d{1,3}(?:\.\d{1,4})?)\s*分?")


@recalled
def read(document: Document) -> SelfEvaluation | None:
    """The self-evaluation in ``document``, or ``None``; pieces of a broken table go together."""
    pieces = _pieces(document)
    if sum(len(items(piece, 1)) for piece in pieces) < LEAST:
        return None
    sheets = [sheet for sheet in _evaluated(pieces) if sheet is not None]
    if not sheets:
        return None
    return _together(_title(document) or sheets[0].where, sheets)


def _pieces(document: Document) -> list[Table]:
    """The tables that hold rows of annex 1, also typed ones; in their lack the lines that do."""
    blocks = typed_tables.tabulated(document.blocks, lambda table: len(items(table)) >= LEAST)
    shown = [_upright(table) for table in grid.tables(blocks) if not _compares(table)]
    pieces = [table for table in shown if items(table) or (_is_headed(table) and items(table, 1))]
    if sum(len(items(piece, 1)) for piece in pieces) >= LEAST:
        return pieces
    typed = score_cards.tabulated(shown) or score_lines.tabulated(document.blocks)
    return [typed] if typed is not None else pieces


def _upright(table: Table) -> Table:
    """The table with a row an indicator: where they stand side by side in one row it is turned."""
    found = items(table, LEAST)
    lying = bool(found) and len({each.row for each in found}) == 1
    return turned.transposed(table) if lying else score_cards.unstacked(table) or table


def _compares(table: Table) -> bool:
    """Whether a table sets two times against each other and claims nothing: goals name annex 1's indicators too."""
    if _is_headed(table):
        return False
    cells = (cell.text for cell in grid.cells(table) if len(cell.text) <= _LONGEST_TIME)
    return any(_TWO_TIMES.fullmatch(fold(text)) for text in cells)


def _is_headed(table: Table) -> bool:
    """Whether a table of one indicator heads a column of claims."""
    found = items(table, 1)
    heads = heads_above(table, found[0].row) if found else None
    return heads is not None and "claimed" in heads.columns


def _title(document: Document) -> Where | None:
    """The sheet's title on a line of its own."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and len(block.text) <= 50:
            key = fold(block.text)
            if (
                re.search(r"自[我评](?:评价)?|评价要求", key)
                and "附件:" not in key
                and re.search(r"表|要求\Z|自评", key)
            ):
                return block.where
    return None


def _evaluated(pieces: Sequence[Table]) -> Iterator[SelfEvaluation | None]:
    carried: Heads | None = None
    for table in pieces:
        found = items(table, 1)
        heads = heads_above(table, found[0].row) or carried
        yield _piece(table, found, heads or Heads(0, {}))
        if heads is not None and _SCORES & heads.columns.keys():
            carried = heads


def _piece(table: Table, found: Sequence[Found], heads: Heads) -> SelfEvaluation | None:
    claimed = claim_column(table, found, heads)
    if claimed is None and not any(_inline_claim(table, f) for f in found):
        return None  # the policy's own annex 1, left in: nothing is claimed
    rows = {f.item.item: _item(table, f, heads, claimed) for f in found}
    subtotals = dict(_subtotals(table, found, heads, claimed))
    total = _total(table, claimed, {f.row for f in found})
    return SelfEvaluation(table.rows[0][0].where, rows, subtotals, total)


def _item(table: Table, found: Found, heads: Heads, claimed: Cell | None) -> SelfItem:
    sure = labels.EXACT if found.score >= 100 else labels.SPELT
    if claimed is None:
        return SelfItem(_inline(table, found), _evidence(table, found, heads, sure))
    whole = at(table, found.row, claimed)
    cell, more = split(whole)
    source = values.Origin(cell, tidy(found.cell.text), sure)
    explained = _evidence(table, found, heads, sure, apart_from=whole)
    if is_blank(more.text) and len(whole.text) > _BARE_ANSWER and not found.item.points:
        more = whole  # an admission row answered in a sentence
    if explained is None and not is_blank(more.text):
        explained = values.text_read(values.Origin(more, "自评说明", sure))
    return SelfItem(claim_read(source, found.item), explained)


def _inline(table: Table, found: Found) -> Read:
    """Points written into the row without a column of their own (``自评得分：4``)."""
    told = _inline_claim(table, found)
    if told is None:
        nowhere = values.Origin(structs.replace(found.cell, text=""))
        return values.made(nowhere, None, state=State.BLANK)
    cell, points = told
    source = values.Origin(cell, tidy(found.cell.text), labels.POSITION)
    return values.made(source, points, flags=("by_position",))


def _inline_claim(table: Table, found: Found) -> tuple[Cell, float] | None:
    for cell in grid.row_cells(table, found.row):
        inline = _INLINE.search(nfkc(cell.text))
        if inline:
            return cell, float(inline[1])
    return None


def _evidence(
    table: Table, found: Found, heads: Heads, sure: float, apart_from: Cell | None = None
) -> Read | None:
    """The applicant's own explanation, in its lack the proof that is named."""
    cells = [
        at(table, found.row, head)
        for key in ("evidence", "proof")
        for head in heads.columns.get(key, ())
    ]
    cells = [cell for cell in cells if apart_from is None or not grid.same(cell, apart_from)]
    told = next((cell for cell in cells if not is_blank(cell.text)), next(iter(cells), None))
    return values.text_read(values.Origin(told, "自评说明", sure)) if told else None


def _subtotals(
    table: Table, found: Sequence[Found], heads: Heads, claimed: Cell | None
) -> Iterator[tuple[ScoreGroup, Read]]:
    own = next(iter(heads.columns.get("subtotal", ())), None)
    if own is not None:
        yield from _subtotal_column(table, found, own)
        return
    group: ScoreGroup | None = None
    by_row = {f.row: f.item.group for f in found}
    for row in range(found[0].row, len(table.rows)):
        group = by_row.get(row) or group
        line = grid.row_cells(table, row)
        named = next(
            (c for c in line if c.row == row and _SUB.search(fold(c.text)) and len(c.text) <= 30),
            None,
        )
        if named is not None and group is not None:
            yield _group_of(named, group), sum_read(table, row, named, claimed)


def _subtotal_column(
    table: Table, found: Sequence[Found], head: Cell
) -> Iterator[tuple[ScoreGroup, Read]]:
    for f in reversed(found):
        if f.item.group is None:
            continue
        cell = at(table, f.row, head)
        if not is_blank(cell.text):
            yield f.item.group, points_read(values.Origin(cell, "小计"), 0.0)


def _group_of(named: Cell, group: ScoreGroup) -> ScoreGroup:
    """The group that a sub-total names, else the one whose rows stand above it."""
    key = fold(named.text)
    told = [g.group for g in edition().groups if g.label in key]
    return max(told, key=len) if told else group


def _total(table: Table, claimed: Cell | None, own: set[int]) -> Read | None:
    """The sheet's total; 合计 in an indicator's ``own`` row sums that indicator's parts."""
    for cell in grid.cells(table):
        if cell.row in own or cell.row == 0 or len(cell.text) > 30:
            continue
        if _TOTAL.fullmatch(fold(cell.text)):
            return sum_read(table, cell.row, cell, claimed)
    return None


def _together(where: Where, sheets: Iterable[SelfEvaluation]) -> SelfEvaluation:
    """The pieces of one sheet; of a row told twice the one that states something."""
    items: dict[ScoreItem, SelfItem] = {}
    subtotals: dict[ScoreGroup, Read] = {}
    total: Read | None = None
    for sheet in sheets:
        for key, item in sheet.items.items():
            known = items.get(key)
            if known is None or known.claimed.state is State.BLANK:
                items[key] = item
        subtotals = {**sheet.subtotals, **subtotals}
        total = total or sheet.total
    ordered = {row.item: items[row.item] for row in edition().items if row.item in items}
    return SelfEvaluation(where, ordered, subtotals, total)
