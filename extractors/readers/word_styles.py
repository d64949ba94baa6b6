"""Styles: how a run looks and what a paragraph is, resolved once and remembered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from extractors.readers import word_names as n
from extractors.readers.office_symbols import is_symbol_font
from extractors.readers.office_values import is_on, whole

_PALE = frozenset({"auto", "FFFFFF", "ffffff", "clear", "none"})
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_FONTS = tuple(n.W + a for a in ("ascii", "hAnsi", "eastAsia", "cs"))
_FONT_THEMES = tuple(n.W + a for a in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"))
Fonts = tuple[str, str, str, str]
Change = tuple[str, Any]


class Look(Struct, frozen=True, eq=False):
    """How a run looks, as far as reading it depends on that. ``size`` is in points.

    Each look of a file is made once, so that looks compare by identity.
    """

    bold: bool = False
    underline: bool = False
    highlight: bool = False
    shaded: bool = False
    struck: bool = False
    double_struck: bool = False
    hidden: bool = False
    white: bool = False
    raised: bool = False
    size: float | None = None
    fonts: Fonts = ("", "", "", "")
    symbolic: bool = False
    """Whether one of the fonts is a symbol font."""

    plain: bool = True
    """Whether the text is as seen and as written: not withdrawn, raised or in symbols."""
    marked: bool = False
    """Whether the text is set off from plain text."""


class ParagraphStyle(Struct, frozen=True):
    """What a paragraph style gives: ``level`` from 1, numbering as ``(num id, level from 0)``."""

    look: Look
    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None


@dataclass(slots=True)
class Styles:
    """The styles of one file; ``symbols`` is false where the file names no symbol font."""

    root: etree._Element | None
    symbols: bool = True
    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _default: str = ""
    _defaults: Look = field(default_factory=Look)
    _paragraphs: dict[str, ParagraphStyle] = field(default_factory=dict)
    _chains: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    _runs: dict[tuple[object, ...], Look] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for style in self.root.iterchildren(n.W + "style"):
            self._elements[style.get(n.W + "styleId", "")] = style
            if style.get(n.W + "type") == "paragraph" and is_on(style.get(n.W + "default", "0")):
                self._default = style.get(n.W + "styleId", "")
        given = self.root.find(f"{n.W}docDefaults/{n.W}rPrDefault/{n.R_PR}")
        if given is not None:
            self._defaults = _changed(Look(), self.changes(given))

    def paragraph(self, ident: str | None) -> ParagraphStyle:
        """The resolved paragraph style ``ident`` (``None``: the default one)."""
        key = self._default if ident is None else ident
        if key not in self._paragraphs:
            self._paragraphs[key] = self._resolve(key)
        return self._paragraphs[key]

    def run(self, base: Look, properties: etree._Element) -> Look:
        """The look of a run with ``w:rPr`` in a paragraph of look ``base``."""
        key: list[object] = [base]
        for item in properties:
            tag = item.tag
            if tag in _BY_VALUE:
                key.append((tag, item.get(n.VAL)))
            elif tag in _BY_ALL or (tag == _R_FONTS and self.symbols):
                key.append((tag, *item.items()))
        if len(key) == 1:
            return base
        known = tuple(key)
        look = self._runs.get(known)
        if look is None:
            look = self._runs[known] = _changed(base, self.changes(properties))
        return look

    def shades(self, ident: str) -> bool:
        """Whether the table style ``ident`` colours any cell."""
        return any(
            coloured(shade) for style in self._chain(ident) for shade in style.iter(n.W + "shd")
        )

    def changes(self, properties: etree._Element) -> tuple[Change, ...]:
        """What ``w:rPr`` sets, in the order given; a character style comes first."""
        found: list[Change] = []
        for item in properties:
            setter = _SETTERS.get(item.tag)
            if setter is not None:
                found.append(setter(item))
            elif item.tag == _R_STYLE:
                found[:0] = self._chain_changes(item.get(n.VAL, ""))
            elif item.tag == _R_FONTS and self.symbols:
                found.append(("fonts", _named_fonts(item)))
        return tuple(found)

    def _chain(self, ident: str) -> list[etree._Element]:
        """The style and those it is based on, the base first."""
        chain: list[etree._Element] = []
        style = self._elements.get(ident)
        while style is not None and style not in chain:
            chain.insert(0, style)
            based = style.find(n.W + "basedOn")
            style = None if based is None else self._elements.get(based.get(n.VAL, ""))
        return chain

    def _chain_changes(self, ident: str) -> tuple[Change, ...]:
        if ident not in self._chains:
            self._chains[ident] = ()  # a character style that names itself ends here
            given = (style.find(n.R_PR) for style in self._chain(ident))
            self._chains[ident] = tuple(c for g in given if g is not None for c in self.changes(g))
        return self._chains[ident]

    def _resolve(self, ident: str) -> ParagraphStyle:
        look = _changed(self._defaults, self._chain_changes(ident))
        style = ParagraphStyle(look)
        for element in self._chain(ident):
            style = _inherit(style, element)
        return style


def coloured(shade: etree._Element) -> bool:
    """Whether ``w:shd`` shows a colour other than paper white."""
    fill = shade.get(n.W + "fill", "auto")
    if fill not in _PALE:
        return True
    theme = shade.get(n.W + "themeFill")
    pattern = shade.get(n.VAL, "clear")
    return theme not in (None, "background1") or pattern not in ("clear", "nil")


def outline_level(value: str | None) -> int | None:
    """``w:outlineLvl`` as a level from 1; ``None`` for body text."""
    level = whole(value, -1)
    return level + 1 if 0 <= level <= 8 else None


def _inherit(base: ParagraphStyle, element: etree._Element) -> ParagraphStyle:
    """``base`` with what one style of the chain adds."""
    level, num_id, num_level = base.level, base.num_id, base.num_level
    name = element.find(n.W + "name")
    heading = _HEADING.match(name.get(n.VAL, "")) if name is not None else None
    if heading:
        level = int(heading[1])
    outline = element.find(f"{n.P_PR}/{n.W}outlineLvl")
    if outline is not None:
        level = outline_level(outline.get(n.VAL))
    num = element.find(f"{n.P_PR}/{n.W}numPr/{n.W}numId")
    if num is not None:
        num_id = num.get(n.VAL)
    ilvl = element.find(f"{n.P_PR}/{n.W}numPr/{n.W}ilvl")
    if ilvl is not None:
        num_level = whole(ilvl.get(n.VAL))
    return ParagraphStyle(base.look, level, num_id, num_level)


def _changed(base: Look, changes: tuple[Change, ...]) -> Look:
    """``base`` with ``changes`` on top."""
    look = base
    for name, value in changes:
        if name == "fonts":
            fonts = _over(look.fonts, value)
            look = replace(look, fonts=fonts, symbolic=any(map(is_symbol_font, fonts)))
        else:
            look = replace(look, **{name: value})
    withdrawn = look.struck or look.double_struck or look.hidden or look.white
    return replace(
        look,
        plain=not (withdrawn or look.raised or look.symbolic),
        marked=look.bold or look.underline or look.highlight or look.shaded,
    )


def _over(base: Fonts, named: tuple[str | None, ...]) -> Fonts:
    ascii_, high, east, complex_ = (
        old if new is None else new for old, new in zip(base, named, strict=True)
    )
    return (ascii_, high, east, complex_)


def _named_fonts(item: etree._Element) -> tuple[str | None, ...]:
    """The four fonts that ``w:rFonts`` names; a theme font hides the one beside it."""
    return tuple(
        "" if item.get(theme) is not None else item.get(plain)
        for plain, theme in zip(_FONTS, _FONT_THEMES, strict=True)
    )


def _switch(name: str) -> Callable[[etree._Element], Change]:
    return lambda item: (name, is_on(item.get(n.VAL)))


def _colour(item: etree._Element) -> Change:
    value, theme = item.get(n.VAL, "auto"), item.get(n.W + "themeColor")
    dark = item.get(n.W + "themeShade") is not None
    white = value.upper() == "FFFFFF" or (theme in ("background1", "light1") and not dark)
    return ("white", white)


def _size(item: etree._Element) -> Change:
    return ("size", whole(item.get(n.VAL)) / 2 or None)


_R_STYLE = n.W + "rStyle"
_R_FONTS = n.W + "rFonts"
_SETTERS: dict[str, Callable[[etree._Element], Change]] = {
    n.W + "b": _switch("bold"),
    n.W + "strike": _switch("struck"),
    n.W + "dstrike": _switch("double_struck"),
    n.W + "vanish": _switch("hidden"),
    n.W + "color": _colour,
    n.W + "sz": _size,
    n.W + "u": lambda item: ("underline", item.get(n.VAL, "single") != "none"),
    n.W + "highlight": lambda item: ("highlight", item.get(n.VAL) not in (None, "none", "white")),
    n.W + "shd": lambda item: ("shaded", coloured(item)),
    n.W + "vertAlign": lambda item: ("raised", item.get(n.VAL) == "superscript"),
}
_BY_ALL = frozenset({n.W + "color", n.W + "shd"})
_BY_VALUE = frozenset(_SETTERS) - _BY_ALL | {_R_STYLE}
"""The properties that tell runs apart, by ``w:val`` or by all their attributes."""
