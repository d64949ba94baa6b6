"""Titles of annexes on lines of their own, also where no table follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors import grid
from extractors.grammar.text import fold, is_blank
from schemas.document import Cell, Document, Paragraph
from schemas.edition_2025 import CHAPTERS
from schemas.place import Where

LONGEST = 45
"""A longer text is no title."""
_TITLES = {
    "innovations": re.compile(r"(?:附[件表][\d一二三.-]*)?(?:技术)?创新成果(?:汇总|清单|一览)表?"),
    "projects": re.compile(
        r"(?:附[件表][\d一二三.-]*)?(?:零碳工厂)?(?:建设)?重点项目(?:汇总|清单|一览)表?"
    ),
    "existing_equipment": re.compile(
        r"(?:附[件表][\d一二三.-]*)?现有(?:主要|重点)?(?:用能)?设备(?:清单|汇总表|一览表)"
    ),
    "new_equipment": re.compile(
        r"(?:附[件表][\d一二三.-]*)?(?:拟)?(?:更新|新增)(?:主要)?设备(?:清单|汇总表|一览表)"
    ),
}
"""Titles that stand for an annex even where no table follows."""
_CHAPTER = re.compile(
    r"(?:第?[一二三四1-4]章?[、.]?)?(?:"
    + "|".join(title for key, title in CHAPTERS.items() if len(key) == 1)
    + ")"
)


def bare(document: Document) -> dict[str, Where]:
    """Titles of annexes on lines of their own, after the text: before it they are its contents."""
    found: dict[str, Where] = {}
    for line in _title_cells(document):
        key = fold(line.text)
        if _CHAPTER.fullmatch(key):
            found.clear()
        for name, title in _TITLES.items():
            if name not in found and title.fullmatch(key):
                found[name] = line.where
    return found


def _title_cells(document: Document) -> Iterator[Cell]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for text in block.text.split("\n"):
                if not is_blank(text) and len(text) <= LONGEST:
                    yield grid.of_line(block, text)
        elif not block.hidden:
            yield from (c for c in grid.cells(block) if _may_be_title(c))


def _may_be_title(cell: Cell) -> bool:
    return 0 < len(cell.text) <= LONGEST and (cell.column_span > 1 or cell.column == 0)
