"""Ink: what a paragraph's runs write, and what of it a reader of the accepted text sees."""

from __future__ import annotations

import re
from enum import Enum

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from extractors.readers.office_symbols import name_private
from extractors.readers.word_styles import Look
from schemas.document import TICKED, Picture, Span

_BOXES = frozenset("□☐○口")
_POWER = re.compile(r"[-−–+]?\d+")


class Fate(Enum):
    """What becomes of a stretch of text when all changes are accepted."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    STRUCK = "struck"
    HIDDEN = "hidden"


SEEN = (Fate.KEPT, Fate.INSERTED)
"""What a reader of the accepted document sees."""

Piece = tuple[str, Look, Fate]


class Written(Struct, frozen=True):
    """A finished stretch of text."""

    text: str = ""
    withdrawn: str = ""
    spans: tuple[Span, ...] = ()
    pictures: tuple[Picture, ...] = ()
    bold: bool = False
    size: float | None = None
    tracked: bool = False

    def prefixed(self, prefix: str) -> Written:
        """The same behind ``prefix``."""
        if not prefix:
            return self
        return replace(self, text=prefix + self.text, spans=shifted(self.spans, len(prefix)))


class Ink(Struct):
    """Text as it is written, run by run; ``boxes`` are text boxes anchored in it."""

    pieces: list[Piece] = []
    pictures: list[Picture] = []
    boxes: list[etree._Element] = []
    tracked: bool = False
    withdrawn: bool = False
    """Whether any of the pieces is not seen."""

    def write(self, text: str, look: Look, fate: Fate) -> None:
        """Append ``text``; a raised number after a digit is a power: ``10^4``."""
        if look.raised and _POWER.fullmatch(text) and self._after_digit():
            text = f"^{text}"
        if fate is not Fate.KEPT:
            self.tracked = self.tracked or fate in (Fate.INSERTED, Fate.DELETED)
            self.withdrawn = self.withdrawn or fate not in SEEN
        self.pieces.append((text, look, fate))

    def _after_digit(self) -> bool:
        last = next((text for text, _, fate in reversed(self.pieces) if fate in SEEN and text), "")
        return last[-1:].isdigit()

    def finish(self) -> Written:
        """The text as read, with what was withdrawn kept apart."""
        pieces = _crossed_boxes(self.pieces) if self.withdrawn else self.pieces
        seen = [p for p in pieces if p[2] in SEEN] if self.withdrawn else pieces
        text = name_private("".join([p[0] for p in seen]))
        inked = [p[1] for p in seen if not p[0].isspace()]
        return Written(
            text=text,
            withdrawn="".join([p[0] for p in pieces if p[2] not in SEEN]) if self.withdrawn else "",
            spans=_spans(seen),
            pictures=tuple(self.pictures),
            bold=bool(inked) and all(look.bold for look in inked),
            size=inked[0].size if inked else None,
            tracked=self.tracked,
        )


def join(parts: list[Written]) -> Written:
    """Paragraphs of one cell, joined by line breaks; blank ones at either end fall away."""
    if len(parts) == 1:
        return parts[0]
    first = next((i for i, p in enumerate(parts) if p.text.strip()), len(parts))
    last = next((i for i in range(len(parts), first, -1) if parts[i - 1].text.strip()), first)
    spans: list[Span] = []
    offset = 0
    for part in parts[first:last]:
        spans.extend(shifted(part.spans, offset))
        offset += len(part.text) + 1
    return Written(
        text="\n".join(p.text for p in parts[first:last]),
        withdrawn="\n".join(p.withdrawn for p in parts if p.withdrawn),
        spans=tuple(spans),
        pictures=tuple(x for p in parts for x in p.pictures),
        tracked=any(p.tracked for p in parts),
    )


def shifted(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    """``spans`` moved ``by`` characters to the right."""
    if not by:
        return spans
    return tuple(replace(s, start=s.start + by, end=s.end + by) for s in spans)


def _spans(pieces: list[Piece]) -> tuple[Span, ...]:
    spans: list[Span] = []
    offset = 0
    for text, look, fate in pieces:
        start, offset = offset, offset + len(text)
        if not (look.marked or fate is Fate.INSERTED):
            continue
        span = Span(
            start,
            offset,
            bold=look.bold,
            underline=look.underline,
            highlight=look.highlight or look.shaded,
            inserted=fate is Fate.INSERTED,
        )
        if spans and spans[-1].end == start and replace(spans[-1], start=start, end=offset) == span:
            span = replace(span, start=spans.pop().start)
        spans.append(span)
    return tuple(spans)


def _crossed_boxes(pieces: list[Piece]) -> list[Piece]:
    """A box struck through while its label is not is a ticked box (fields.md §5)."""
    result: list[Piece] = []
    for index, (text, look, fate) in enumerate(pieces):
        after = pieces[index + 1][2] if index + 1 < len(pieces) else None
        if fate is Fate.STRUCK and text.strip() in _BOXES and after in SEEN:
            result.append((TICKED, look, Fate.KEPT))
        else:
            result.append((text, look, fate))
    return result
