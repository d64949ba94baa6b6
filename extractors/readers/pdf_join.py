"""Pages put together: tables and paragraphs that a page break cut become one again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import structs

from extractors.readers.pdf_flow import DraftBlock, DraftParagraph, flows, same_look
from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_stitch import stitched
from extractors.readers.pdf_tables import DraftTable
from extractors.readers.pdf_text import cell_text
from schemas.document import Notice
from schemas.place import PageBox

_ENDS: Final = set("。！？；;!?")
_CONTINUED: Final = re.compile(
    r"\s*(续表|接上表|接上页).{0,24}|.{0,24}[（(](续|续表|接上页)[)）]\s*"
)


def joined(pages: Sequence[list[DraftBlock]], name: str) -> tuple[list[DraftBlock], list[Notice]]:
    """All blocks in reading order, with a ``table_joined`` notice for each seam closed."""
    blocks: list[DraftBlock] = []
    notices: list[Notice] = []
    for page in pages:
        rest = list(page)
        whole = _over_the_break(blocks[-1], rest) if blocks and rest else None
        if whole is not None:
            blocks[-1] = whole
            seam = rest.pop(0)
            if isinstance(seam, DraftTable):
                notices.append(Notice("table_joined", PageBox(name, seam.pages[0], seam.shown)))
        blocks.extend(rest)
    return blocks, notices


def _over_the_break(above: DraftBlock, rest: list[DraftBlock]) -> DraftBlock | None:
    """``above`` with the first of ``rest`` joined on, or ``None`` where they are two things.

    A line that only says 续表 is taken off ``rest`` with the table that it announces.
    """
    below = rest[0]
    if isinstance(above, DraftParagraph):
        return _prose(above, below) if isinstance(below, DraftParagraph) else None
    if isinstance(below, DraftTable):
        return _table(above, below)
    after = rest[1] if len(rest) > 1 else None
    if not isinstance(after, DraftTable) or not _CONTINUED.fullmatch(below.written.text):
        return None
    whole = _table(above, after)
    if whole is not None:
        del rest[0]
    return whole


def _table(above: DraftTable, below: DraftTable) -> DraftTable | None:
    return stitched(above, below) if below.pages[0] == above.pages[-1] + 1 else None


def _prose(above: DraftParagraph, below: DraftParagraph) -> DraftParagraph | None:
    if below.pages[0] != above.pages[-1] + 1 or below.indented:
        return None
    if not above.lines or not below.lines:
        return None
    last, first = above.lines[-1], _shifted(below.lines[0], above.measure.left - below.measure.left)
    if not same_look(last, first) or not flows(last, first, above.measure):
        return None
    # A full line that ends a sentence: only set-in paragraphs show that this is no new one.
    if last.text[-1:] in _ENDS and not above.indented:
        return None
    lines = (*above.lines, *below.lines)
    return structs.replace(
        above,
        written=cell_text(lines, above.measure, " "),
        lines=lines,
        pages=(*above.pages, *below.pages),
    )


def _shifted(line: Line, by: float) -> Line:
    x0, top, x1, bottom = line.box
    return structs.replace(line, box=(x0 + by, top, x1 + by, bottom))
