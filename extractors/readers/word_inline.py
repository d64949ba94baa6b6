"""What stands inside a paragraph: runs, fields, boxes, formulas, changes, written to ink."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from msgspec import Struct

from extractors.readers import word_names as n
from extractors.readers.office_symbols import symbol, translate
from extractors.readers.word_activex import box_text
from extractors.readers.word_controls import control_text, form_box
from extractors.readers.word_fields import Field, computed
from extractors.readers.word_ink import SEEN, Fate, Ink
from extractors.readers.word_math import formula
from extractors.readers.word_pictures import Album, branch, chosen
from extractors.readers.word_styles import Look, Styles


class Pen(Struct):
    """The state of writing one paragraph. ``base`` is its style's look.

    ``backed`` says that the ground is coloured, so that white text is seen; ``fields`` are the
    complex fields that are open.
    """

    ink: Ink
    styles: Styles
    album: Album
    base: Look
    backed: bool = False
    fate: Fate = Fate.KEPT
    fields: list[Field] = []

    def put(self, text: str, look: Look) -> None:
        """Write ``text`` unless it belongs to a field's code."""
        if not text or (self.fields and not all(f.shown for f in self.fields)):
            return
        if look.plain and self.fate is Fate.KEPT:
            self.ink.pieces.append((text, look, Fate.KEPT))
        else:
            self.ink.write(text, look, self._fate(look))

    def _fate(self, look: Look) -> Fate:
        if self.fate is Fate.DELETED:
            return self.fate
        if look.struck or look.double_struck:
            return Fate.STRUCK
        if look.hidden or (look.white and not self._grounded(look)):
            return Fate.HIDDEN
        return self.fate

    def _grounded(self, look: Look) -> bool:
        return self.backed or look.highlight or look.shaded


def write(parent: etree._Element, pen: Pen) -> None:
    """Write all that stands inside ``parent`` (a paragraph or a wrapper within one)."""
    for child in parent:
        handler = _INLINE.get(child.tag)
        if handler is not None:
            handler(child, pen)


def _run(run: etree._Element, pen: Pen) -> None:
    look = pen.base
    for child in run:
        tag = child.tag
        if tag == n.T:
            pen.put(_shown(child, look), look)
        elif tag == n.R_PR:
            look = pen.styles.run(pen.base, child)
        else:
            handler = _IN_RUN.get(tag)
            if handler is not None:
                handler(child, pen, look)


def _shown(element: etree._Element, look: Look) -> str:
    """The text of ``w:t`` as shown; blanks at its ends count only where they are preserved."""
    text = element.text or ""
    if text != text.strip() and element.get(n.SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    if "\n" in text:
        text = text.replace("\n", " ")
    return translate(text, look.fonts) if look.symbolic else text


def _deleted_text(element: etree._Element, pen: Pen, look: Look) -> None:
    pen.ink.write(element.text or "", look, Fate.DELETED)


def _sym(element: etree._Element, pen: Pen, look: Look) -> None:
    try:
        code = int(element.get(n.W + "char", "0"), 16)
    except ValueError:
        return
    pen.put(symbol(element.get(n.W + "font", ""), code), look)


def _field_char(element: etree._Element, pen: Pen, look: Look) -> None:
    kind = element.get(n.W + "fldCharType")
    if kind == "begin":
        box = form_box(element)
        if box is not None:
            pen.put(box, look)
        pen.fields.append(Field(silent=box is not None))
    elif kind == "end" and pen.fields:
        ended = pen.fields.pop()
        if not ended.shown and not ended.silent:
            pen.put(computed(ended.code), look)
    elif kind == "separate" and pen.fields:
        pen.fields[-1].shown = not pen.fields[-1].silent


def _field_code(element: etree._Element, pen: Pen, look: Look) -> None:
    if pen.fields:
        pen.fields[-1].code += element.text or ""


def _drawing(element: etree._Element, pen: Pen, look: Look) -> None:
    _keep_boxes(element, pen)
    if pen.fate in SEEN:
        pen.ink.pictures.extend(pen.album.drawn(element))


def _vml(element: etree._Element, pen: Pen, look: Look) -> None:
    _keep_boxes(element, pen)
    if pen.fate in SEEN:
        pen.ink.pictures.extend(pen.album.pictured(element))


def _object(element: etree._Element, pen: Pen, look: Look) -> None:
    control = element.find(n.W + "control")
    target = "" if control is None else pen.album.target(control.get(n.R + "id", ""))
    shown = box_text(pen.album.package, target) if target else ""
    if shown:
        pen.put(shown, look)  # the picture beside it only shows the same box
    else:
        _vml(element, pen, look)


def _keep_boxes(element: etree._Element, pen: Pen) -> None:
    if pen.fate in SEEN:
        pen.ink.boxes.extend(e for e in chosen(element) if e.tag == n.TXBX_CONTENT)


def _alternate(element: etree._Element, pen: Pen) -> None:
    write(branch(element), pen)


def _alternate_in_run(element: etree._Element, pen: Pen, look: Look) -> None:
    for child in branch(element):
        if child.tag == n.T:
            pen.put(_shown(child, look), look)
            continue
        handler = _IN_RUN.get(child.tag)
        if handler is not None:
            handler(child, pen, look)


def _ruby(element: etree._Element, pen: Pen, look: Look) -> None:
    base = element.find(n.RUBY_BASE)
    if base is not None:
        write(base, pen)


def _control(element: etree._Element, pen: Pen) -> None:
    text = control_text(element)
    content = element.find(n.SDT_CONTENT)
    if text is not None:
        look = _first_look(content, pen)
        pen.put(text, look)
    elif content is not None:
        write(content, pen)


def _first_look(content: etree._Element | None, pen: Pen) -> Look:
    given = None if content is None else next(content.iter(n.R_PR), None)
    return pen.base if given is None else pen.styles.run(pen.base, given)


def _inserted(element: etree._Element, pen: Pen) -> None:
    _with_fate(element, pen, pen.fate if pen.fate is Fate.DELETED else Fate.INSERTED)


def _deleted(element: etree._Element, pen: Pen) -> None:
    _with_fate(element, pen, Fate.DELETED)


def _with_fate(element: etree._Element, pen: Pen, fate: Fate) -> None:
    before, pen.fate = pen.fate, fate
    write(element, pen)
    pen.fate = before


def _math(element: etree._Element, pen: Pen) -> None:
    pen.put(formula(element), pen.base)


def _constant(text: str) -> Callable[[etree._Element, Pen, Look], None]:
    return lambda element, pen, look: pen.put(text, look)


_INLINE: dict[str, Callable[[etree._Element, Pen], None]] = {
    n.RUN: _run,
    n.SDT: _control,
    n.INS: _inserted,
    n.MOVE_TO: _inserted,
    n.DEL: _deleted,
    n.MOVE_FROM: _deleted,
    n.ALTERNATE: _alternate,
    n.M + "oMath": _math,
    n.M + "oMathPara": _math,
    **dict.fromkeys(n.TRANSPARENT, write),
}

_IN_RUN: dict[str, Callable[[etree._Element, Pen, Look], None]] = {
    n.DEL_TEXT: _deleted_text,
    n.SYM: _sym,
    n.W + "br": _constant("\n"),
    n.W + "cr": _constant("\n"),
    n.W + "tab": _constant("\t"),
    n.W + "ptab": _constant("\t"),
    n.W + "noBreakHyphen": _constant("-"),
    n.FLD_CHAR: _field_char,
    n.W + "instrText": _field_code,
    n.DRAWING: _drawing,
    n.PICT: _vml,
    n.OBJECT: _object,
    n.RUBY: _ruby,
    n.ALTERNATE: _alternate_in_run,
}
