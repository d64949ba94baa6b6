"""Paragraphs of a Word file: properties, number and text of each, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from msgspec import Struct

from extractors.readers import word_names as n
from extractors.readers.office_values import whole
from extractors.readers.word_controls import control_text
from extractors.readers.word_ink import Fate, Ink, Written
from extractors.readers.word_inline import Pen, write
from extractors.readers.word_numbering import Numbering
from extractors.readers.word_pictures import Album, branch
from extractors.readers.word_styles import ParagraphStyle, Styles, coloured, outline_level
from schemas.document import Notice
from schemas.place import WordPlace

_WRAPPERS = frozenset({n.INS, n.MOVE_TO, n.W + "customXml", n.W + "smartTag"})
_NUM_PR = n.W + "numPr"
_P_STYLE = n.W + "pStyle"
_OUTLINE = n.W + "outlineLvl"
_SHADE = n.W + "shd"
_READ = frozenset({_NUM_PR, _OUTLINE, _SHADE, n.R_PR})
_REMARKED = {Fate.STRUCK: "struck_text", Fate.HIDDEN: "hidden_text"}
_SAMPLE = 60  # characters of the first such text that a notice quotes


@dataclass(slots=True)
class Story:
    """What is known while one file is read from its start to its end."""

    file: str
    styles: Styles
    numbering: Numbering
    album: Album
    revised: bool = True
    """Whether the file may hold tracked deletions."""
    tables: int = 0
    paragraphs: int = 0
    remarks: dict[str, Notice] = field(default_factory=dict)

    def remark(self, code: str, where: WordPlace, text: str) -> None:
        """Count one more of what ``code`` names; the first place and text are kept."""
        known = self.remarks.get(code)
        if known is None:
            self.remarks[code] = Notice(code, where, 1, text[:_SAMPLE])
        else:
            self.remarks[code] = Notice(code, known.where, known.count + 1, known.text)


class Ground(Struct, frozen=True):
    """Where paragraphs stand: their place (``None``: in the body) and on what colour."""

    where: WordPlace | None = None
    coloured: bool = False


class Line(Struct, frozen=True):
    """One paragraph as read; ``boxes`` are the text boxes anchored in it."""

    written: Written
    where: WordPlace
    numbering: str = ""
    level: int | None = None
    boxes: tuple[etree._Element, ...] = ()


class _Properties(Struct):
    style: ParagraphStyle
    level: int | None
    num_id: str | None
    num_level: int | None
    shaded: bool = False
    mark_deleted: bool = False


def content(
    container: etree._Element, story: Story, ground: Ground
) -> Iterator[Line | etree._Element]:
    """The paragraphs of a container, read, and its tables, as elements, in reading order."""
    ink: Ink | None = None
    for element, replaced in _flat(container):
        if element.tag == n.TBL:
            yield element
            continue
        if ground.where is None:
            story.paragraphs += 1
        given = _properties(element, story)
        ink = ink or Ink()
        pen = Pen(ink, story.styles, story.album, given.style.look, ground.coloured or given.shaded)
        if replaced is None:
            write(element, pen)
        else:
            pen.put(replaced, pen.base)
        if given.mark_deleted:
            continue  # once accepted, the paragraph runs on into the next
        yield _line(ink, given, story, ground)
        ink = None
    if ink is not None:
        yield Line(ink.finish(), _place(story, ground))


def _flat(container: etree._Element) -> Iterator[tuple[etree._Element, str | None]]:
    """The paragraphs and tables of a container, also those inside content controls.

    With each stands the text that a control (a check box, a prompt) shows in its place.
    """
    for child in container:
        tag = child.tag
        if tag == n.P or tag == n.TBL:
            yield child, None
        elif tag == n.SDT:
            inner = child.find(n.SDT_CONTENT)
            shown = control_text(child)
            for element, replaced in () if inner is None else _flat(inner):
                yield element, replaced if shown is None else shown
                shown = None if shown is None else ""
        elif tag == n.ALTERNATE:
            yield from _flat(branch(child))
        elif tag in _WRAPPERS:
            yield from _flat(child)


def _line(ink: Ink, given: _Properties, story: Story, ground: Ground) -> Line:
    where = _place(story, ground)
    for text, _, fate in ink.pieces if ink.withdrawn else ():
        if fate in _REMARKED and text.strip():
            story.remark(_REMARKED[fate], where, text)
    number = _number(given, story.numbering)
    return Line(ink.finish(), where, number, given.level, tuple(ink.boxes))


def _place(story: Story, ground: Ground) -> WordPlace:
    return ground.where or WordPlace(story.file, paragraph=story.paragraphs)


def _number(given: _Properties, numbering: Numbering) -> str:
    if given.num_id is None or given.num_id == "0":
        return ""
    return numbering.next(given.num_id, given.num_level or 0)


def _properties(element: etree._Element, story: Story) -> _Properties:
    given = n.leading(element, n.P_PR)
    if given is None:
        return _styled(story.styles.paragraph(None))
    found: _Properties | None = None
    for item in given:  # the style comes first
        tag = item.tag
        if found is None:
            name = item.get(n.VAL) if tag == _P_STYLE else None
            found = _styled(story.styles.paragraph(name))
        if tag in _READ:
            _set(found, tag, item, story)
    return found or _styled(story.styles.paragraph(None))


def _styled(style: ParagraphStyle) -> _Properties:
    return _Properties(style, style.level, style.num_id, style.num_level)


def _set(found: _Properties, tag: str, item: etree._Element, story: Story) -> None:
    if tag == _NUM_PR:
        _set_number(found, item)
    elif tag == _OUTLINE:
        found.level = outline_level(item.get(n.VAL))
    elif tag == _SHADE:
        found.shaded = coloured(item)
    elif story.revised:
        found.mark_deleted = item.find(n.DEL) is not None


def _set_number(found: _Properties, element: etree._Element) -> None:
    ident, level = element.find(n.W + "numId"), element.find(n.W + "ilvl")
    if ident is not None:
        found.num_id = ident.get(n.VAL)
    if level is not None:
        found.num_level = whole(level.get(n.VAL))
