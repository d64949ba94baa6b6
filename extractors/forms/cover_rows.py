"""The cover as rows at the head of the form's own table: a workbook that has one sheet for both."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from extractors.forms import cover
from extractors.forms.cover import Cover
from extractors.grammar import labels
from extractors.grammar.text import fold
from schemas.document import Block, Cell, Table
from schemas.fields import COMPARED, IDENTITY, PLAN, YEARLY
from schemas.submission import State

_FORM = tuple(f for f in (*IDENTITY, *YEARLY, *PLAN, *COMPARED) if f.key != "factory_name")
_TITLES = ("基本信息表", "建设单位概况", "工厂名称")
_MOST_ROWS = 16
"""A cover set in rows, with blank ones between them, ends before."""


def read(front: Cover, form: Block | None) -> Cover:
    """``front`` and, where it names no applicant, what the rows above the form's first say.

    Rows count only where they state the applicant or the city by its label: a sheet that merely
    repeats the form's title has no cover. ``front`` is returned as it is otherwise.
    """
    if "cover_applicant" in front.reads or not isinstance(form, Table):
        return front
    found = cover.read([_head(form)])
    labelled = [found.reads[key] for key in ("cover_applicant", "cover_city") if key in found.reads]
    if not any(read.label and read.state is State.STATED for read in labelled):
        return front
    return Cover(found.reads | front.reads, front.where or found.where)


def _head(form: Table) -> Table:
    rows = form.rows[:_MOST_ROWS]
    stop = next((i for i, row in enumerate(rows) if any(map(_is_forms, row))), 0)
    return structs.replace(form, rows=rows[:stop])


def _is_forms(cell: Cell) -> bool:
    """Whether a cell is the form's title or the label of an entry that no cover has."""
    key = fold(cell.text)
    if any(key.startswith(title) for title in _TITLES):
        return True
    match = labels.best(cell.text, _FORM)
    return match is not None and match.confidence >= labels.SPELT


def form_of(blocks: Sequence[Block], tables: Sequence[int]) -> Block | None:
    """The first of the form's tables, ``None`` where there is none."""
    return blocks[tables[0]] if tables else None
