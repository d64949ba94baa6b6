"""Annex items typed as labelled text (``1. 项目名称：…；总投资：…``) instead of a table's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors import grid
from extractors.forms.cards import heads_of, is_item, line_of
from extractors.forms.columns import KINDS, Column, Columns
from extractors.forms.models import Line
from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.text import fold, is_blank
from schemas.document import Block, Cell, Paragraph
from schemas.fields import Field

_SPLIT = re.compile(r"[;；\n]|[。，,](?=[^;；。，,:：]{2,24}[:：])")
_PAIR = re.compile(
    r"\A\s*(?:[(（]?\d{1,2}[)）.、．]\s*)?([^:：]{2,24}?)\s*[:：]\s*(.+)\Z", re.DOTALL
)
_NUMBER = re.compile(r"\A\s*[(（]?(\d{1,2})[)）.、．]")
_DIVIDER = re.compile(
    r"(?:第?[一二三四五六七八九十\d]{1,3}[、.])?(?:成果|项目|设备|创新成果|重点项目)(?:第?[一二三四五六七八九十\d]{1,3})[、.)]?"
)
_SHORT = 12
_LONGEST = 1500

Typed = tuple[Columns, list[Line], list[Paragraph]]
"""A run of items: the labels of the first, the items, and the lines that they stand in."""


def runs(blocks: Sequence[Block]) -> Iterator[tuple[int, Typed]]:
    """Each run of typed items with the position of the block that it begins at."""
    i = 0
    while i < len(blocks):
        kinds = KINDS if _is_labelled(blocks[i]) else {}
        offers = [_run(blocks, i, kind, fields) for kind, fields in kinds.items()]
        best = max(offers, key=lambda offer: len(offer[2]) if offer else 0, default=None)
        if best is None:
            i += 1
            continue
        yield i, best
        i += len(best[2])


def _run(blocks: Sequence[Block], start: int, kind: str, fields: tuple[Field, ...]) -> Typed | None:
    """The items from ``start`` on, one a paragraph; ``None`` where none begins there."""
    items: list[dict[str, Slot]] = []
    taken: list[Paragraph] = []
    lines: list[Line] = []
    for block in blocks[start:]:
        if isinstance(block, Paragraph) and _is_divider(block.text):
            taken.append(block)
            continue
        item = _item(block, fields) if isinstance(block, Paragraph) else {}
        if not isinstance(block, Paragraph) or not item:
            break
        if is_item(item) or (_is_named(item) and (not items or is_item(items[-1]))):
            items.append(item)
            lines.append(_numbered(item, block))
        elif items and not item.keys() & items[-1].keys():
            items[-1] |= item  # the item goes on in a line of its own
            lines[-1] = Line({**lines[-1].cells, **line_of(item).cells}, lines[-1].row)
        else:
            break
        taken.append(block)
    if items and not is_item(items[-1]):
        items, lines = items[:-1], lines[:-1]
    if not items:
        return None
    return _heads(kind, items[0], lines), lines, taken


def _is_divider(text: str) -> bool:
    """A line that only counts the items (``项目1``, ``成果二：``), or nothing at all."""
    return is_blank(text) or (len(text) <= _SHORT and bool(_DIVIDER.fullmatch(fold(text))))


def _is_named(item: dict[str, Slot]) -> bool:
    """Whether a line begins an item whose other labels follow in lines of their own."""
    return "name" in item and "名称" in item["name"].match.label.bare


def _heads(kind: str, item: dict[str, Slot], lines: Sequence[Line]) -> Columns:
    heads = heads_of(kind, item)
    first = lines[0].cells.get("seq")
    match = labels.best("序号", KINDS[kind])
    if first is None or match is None or "seq" in item:
        return heads
    return Columns(kind, 0, 0, (Column(match.field, first, match), *heads.columns))


def _is_labelled(block: Block) -> bool:
    """Whether it is a paragraph that may hold labels at all."""
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST:
        return False
    return ":" in block.text or "：" in block.text


def _item(line: Paragraph, fields: tuple[Field, ...]) -> dict[str, Slot]:
    """The labelled stretches of a paragraph; a stretch without a label goes on with the one before."""
    if not _is_labelled(line):
        return {}
    found: dict[str, Slot] = {}
    last = ""
    for part, sign in _parts(line.text):
        pair = _PAIR.match(part)
        match = labels.best(pair[1], fields) if pair else None
        if pair and match and match.confidence >= labels.SYNONYM and match.field.key not in found:
            last = match.field.key
            found[last] = Slot(match, _cell(line, pair[1]), (_cell(line, pair[2].strip()),))
        elif last:
            slot = found[last]
            whole = f"{slot.values[0].text}{sign}{part}"
            found[last] = Slot(slot.match, slot.label, (_cell(line, whole.strip(" 。;；")),))
    return found


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The stretches of a line, each with the sign before it."""
    at, sign = 0, ""
    for mark in _SPLIT.finditer(text):
        yield text[at : mark.start()], sign
        at, sign = mark.end(), mark[0]
    yield text[at:].rstrip(" 。;；"), sign


def _numbered(item: dict[str, Slot], line: Paragraph) -> Line:
    row = line_of(item)
    number = _NUMBER.match(line.text) or _NUMBER.match(fold(line.numbering))
    if "seq" in row.cells or number is None:
        return row
    return Line({"seq": _cell(line, number[1]), **row.cells}, row.row)


def _cell(line: Paragraph, text: str) -> Cell:
    return grid.of_line(line, text)
