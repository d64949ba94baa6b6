"""Figures in running text of recognised pages: no surer than the paragraph or cell they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from extractors import grid
from schemas.document import Document, Paragraph
from schemas.submission import Mention

_UNPLACED = 0.8
"""How surely a figure of a recognised file is read whose paragraph cannot be told."""
_Text = tuple[str, float]


def bounded(mentions: Iterable[Mention], documents: Sequence[Document]) -> tuple[Mention, ...]:
    """``mentions`` with their reads bounded by what was recognised, flag ``ocr``.

    A file that holds its text itself changes nothing.
    """
    doubtful = {
        document.file: [(_packed(text), certainty) for text, certainty in _texts(document)]
        for document in documents
        if any(certainty < 1 for _, certainty in _texts(document))
    }
    if not doubtful:
        return tuple(mentions)
    return tuple(
        _bounded(mention, doubtful.get(mention.read.where.file, ())) for mention in mentions
    )


def _texts(document: Document) -> Iterator[_Text]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.certainty
        else:
            yield from ((cell.text, cell.certainty) for cell in grid.cells(block))


def _packed(text: str) -> str:
    return "".join(text.split())


def _bounded(mention: Mention, texts: Sequence[_Text]) -> Mention:
    if not texts:
        return mention
    raw = _packed(mention.read.raw)
    sure = min((certainty for text, certainty in texts if raw in text), default=_UNPLACED)
    if sure >= 1:
        return mention
    read = structs.replace(
        mention.read,
        confidence=min(mention.read.confidence, sure),
        flags=tuple(dict.fromkeys((*mention.read.flags, "ocr"))),
    )
    return structs.replace(mention, read=read)
