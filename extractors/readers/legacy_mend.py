"""What LibreOffice spoils when it saves: form fields written once for each run inside them, 、 as ?.

Versions up to 7.4 write a content control or text field as ``field(V) p1 field(V) p2 … field(V)``, where
p1, p2 … are the value's own runs: a figure would come back as several figures run together.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from extractors.readers.legacy_mend_numbers import join_lists
from extractors.readers.office_package import parse_part

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY: Final = "word/document.xml"
_NUMBERS: Final = "word/numbering.xml"
_LOST_MARK: Final = re.compile(
    rb'(<w:numFmt w:val="(?:chinese|ideograph|japanese|taiwanese)\w*"/>(?:<w:suff [^<>]*/>)?'
    rb'<w:lvlText w:val="%\d)\?(?=")'
)
"""一? for 一、: what LibreOffice's RTF makes of a mark outside its code page."""
_FIELDS: Final = (b"FORMTEXT", b"FILLIN")
_SHORTEST: Final = 2
_STRAY: Final = "0"
"""RTF's last repetition leaves the digit of a default choice behind."""


@dataclass
class _Piece:
    """A whole field or a run outside fields: its runs, its shown text."""

    text: str = ""
    of_field: bool = False
    nodes: list[etree._Element] = field(default_factory=list)
    shown: list[etree._Element] = field(default_factory=list)


def mended(copy: Path) -> Path:
    """``copy``, or a copy of it in which every repeated field stands once and 、 follows a heading's number."""
    with zipfile.ZipFile(copy) as package:
        changed = dict(_changed_parts(package))
        if not changed:
            return copy
        with tempfile.NamedTemporaryFile(suffix=copy.suffix, delete=False) as out:
            _rewrite(package, changed, Path(out.name))
    return Path(out.name)


def _changed_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    names = package.namelist()
    body = package.read(_BODY) if _BODY in names else b""
    numbers = package.read(_NUMBERS) if _NUMBERS in names else b""
    changed = _changed_body(body, numbers)
    if changed:
        yield _BODY, changed
    marked = _LOST_MARK.sub("\\1、".encode(), numbers)
    if marked != numbers:
        yield _NUMBERS, marked


def _changed_body(body: bytes, numbers: bytes) -> bytes:
    """The body with its repeated fields and split lists mended; ``b""`` where it has none."""
    fields, lists = sum(map(body.count, _FIELDS)) >= 2, numbers and b"<w:numPr>" in body
    if not (fields or lists):
        return b""
    root = parse_part(body)
    mended = [1 for paragraphs in _stretches(root) if _mend(paragraphs)] if fields else []
    joined = bool(lists) and join_lists(root, parse_part(numbers))
    return etree.tostring(root) if mended or joined else b""


def _rewrite(package: zipfile.ZipFile, changed: Mapping[str, bytes], out: Path) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.namelist():
            written.writestr(name, changed.get(name) or package.read(name))


def _stretches(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The paragraphs of a cell together, since a field may run on from one to the next; else one."""
    for holder in root.iter(_W + "tc", _W + "body"):
        paragraphs = list(holder.iterchildren(_W + "p"))
        yield from [paragraphs] if holder.tag == _W + "tc" else ([one] for one in paragraphs)


def _mend(paragraphs: Sequence[etree._Element]) -> bool:
    pieces = list(_pieces(paragraphs))
    at = 0
    changed = False
    while at < len(pieces):
        end = _end_of_repetition(pieces, at)
        if end > at:
            _keep_one(pieces[at : end + 1])
            changed = True
        at = end + 1
    return changed


def _end_of_repetition(pieces: Sequence[_Piece], start: int) -> int:
    """The last field of the repetition that begins at ``start``; ``start`` itself where there is none."""
    first = pieces[start]
    if not first.of_field or not first.text:
        return start
    end, between, pending = start, "", ""
    for number, piece in enumerate(pieces[start + 1 :], start + 1):
        if not piece.of_field:
            pending += piece.text
            continue
        if piece.text != first.text:
            break
        between, pending, end = between + pending, "", number
    return end if _is_repeated(first.text, between, end - start) else start


def _is_repeated(value: str, between: str, pieces: int) -> bool:
    """Between the fields stands the value itself, or its end: the first run may go astray.

    Boxes for single letters, a field each, may hold the same letter twice: they are none.
    """
    if pieces == 0 or len(value) < _SHORTEST:
        return False
    return value.endswith((between, between.removesuffix(_STRAY)))


def _keep_one(pieces: Sequence[_Piece]) -> None:
    """The first field's text stays; paragraphs that are left empty after it go."""
    kept = pieces[0].shown
    left = kept[0].getparent()
    for node in (node for piece in pieces for node in piece.nodes):
        parent = node.getparent()
        if parent is None or any(node is one for one in kept):
            continue
        parent.remove(node)
        above = parent.getparent()
        if above is not None and parent is not left and _is_empty(parent):
            above.remove(parent)


def _is_empty(paragraph: etree._Element) -> bool:
    """Nothing but formatting: no text, no picture, no control."""
    runs = paragraph.iterchildren(_W + "r")
    bare = all(node.tag == _W + "rPr" for run in runs for node in run)
    return bare and all(node.tag in (_W + "r", _W + "pPr") for node in paragraph)


def _pieces(paragraphs: Sequence[etree._Element]) -> Iterator[_Piece]:
    """The paragraphs' fields and the runs between them. A run may end one piece and begin another."""
    piece, depth, shows = _Piece(), 0, True
    for run in [run for paragraph in paragraphs for run in paragraph.iterchildren(_W + "r")]:
        marks = [mark.get(_W + "fldCharType") for mark in run.iterchildren(_W + "fldChar")]
        text = "".join(t.text or "" for t in run.iterchildren(_W + "t"))
        if depth == 0:
            if text:
                yield _Piece(text, nodes=[run])
            piece, shows = _Piece(of_field=True), False
        if depth or "begin" in marks:
            piece.nodes.append(run)
        if depth and shows and text:
            piece.text += text
            piece.shown.append(run)
        depth += marks.count("begin") - marks.count("end")
        shows = shows or "separate" in marks
        if piece.nodes and depth == 0 and "end" in marks:
            yield piece
            piece = _Piece(of_field=True)
