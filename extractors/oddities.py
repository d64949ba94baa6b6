"""What a file shows besides its values: whose properties it bears, tables put in as pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.grammar.text import fold
from schemas.document import Block, Document, Notice, Paragraph
from schemas.place import WholeFile
from schemas.policy import edition
from schemas.submission import Part

_TITLES: Final = (
    (Part.ANNEX_2_1, re.compile(r"附件2-1|创新成果汇总表")),
    (Part.ANNEX_2_2, re.compile(r"附件2-2|重点项目汇总表")),
    (Part.ANNEX_2_3_EXISTING, re.compile(r"现有主要设备清单")),
    (Part.ANNEX_2_3_NEW, re.compile(r"更新设备清单")),
    (Part.BASIC_TABLE, re.compile(r"建设方案基本信息表|基本信息表")),
    (Part.SELF_EVALUATION, re.compile(r"自我?评价?表|附件1")),
)
_SHEET: Final = re.compile(r"自我?评价?表$")
_BRACKETS: Final = re.compile(r"[（(][^（()）]*[)）]?|[*＊]")
_MARKED: Final = re.compile(r"[（(*＊]")
_ITEMS: Final = frozenset(_BRACKETS.sub("", entry.label) for entry in edition().items)
_SIX: Final = 6
"""So many names of annex 1, each a word of its own, are the sheet and no prose."""
_FIRM: Final = re.compile(r".{2,}(?:公司|集团|厂)$")
_LONGEST_TITLE: Final = 40
_BELOW: Final = 3
"""Blocks below a title in which its picture would stand."""
_WIDTH, _HEIGHT = 200.0, 80.0
"""Points: less is a stamp or an icon, no table."""


def notices(document: Document) -> Iterator[Notice]:
    """``file_company``, ``pictured_part`` and ``sheet_words`` notices of one document.

    ``sheet_words``: annex 1 stands there by its title or names, whether or not it was understood.
    """
    # Names of people are nobody's business here: only what looks like a firm is passed on.
    given = dict.fromkeys(name.strip() for name in (document.company, document.author))
    for name in filter(_FIRM.match, given):
        yield Notice("file_company", WholeFile(document.file), text=name)
    if _shows_sheet(document.blocks):
        yield Notice("sheet_words", WholeFile(document.file), text=str(Part.SELF_EVALUATION))
    for at, block in enumerate(document.blocks):
        part = _part_titled(block)
        if part is not None and (shown := _picture(document.blocks[at : at + 1 + _BELOW])):
            yield Notice("pictured_part", shown.where, text=str(part))


def _shows_sheet(blocks: Sequence[Block]) -> bool:
    names: set[str] = set()
    for text in _texts(blocks):
        if len(text) <= _LONGEST_TITLE and _SHEET.search(fold(text)):
            return True
        words = text.split()
        names.update(_ITEMS.intersection(words))
        names.update(_ITEMS.intersection(_BRACKETS.sub("", w) for w in words if _MARKED.search(w)))
    return len(names) >= _SIX


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)


def _part_titled(block: Block) -> Part | None:
    if not isinstance(block, Paragraph) or not 0 < len(block.text) <= _LONGEST_TITLE:
        return None
    text = fold(block.text)
    return next((part for part, title in _TITLES if title.search(text)), None)


def _picture(blocks: Sequence[Block]) -> Paragraph | None:
    """The paragraph with the picture, where no table and no further title comes before it."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or (at and _part_titled(block)):
            return None
        if any(p.width >= _WIDTH and p.height >= _HEIGHT for p in block.pictures):
            return block
    return None
