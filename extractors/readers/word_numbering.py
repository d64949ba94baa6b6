"""Automatic numbering: the numbers that the text lacks (numbering.xml)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers import word_names as n
from extractors.readers.office_symbols import symbol
from extractors.readers.office_values import is_on, whole
from extractors.readers.word_numerals import numeral
from schemas.document import TICKED, UNTICKED

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its number format, its text (``%1、``) and its first number."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: bool = True
    legal: bool = False
    box: str = ""
    """The ☑ or ☐ that a bullet of the level shows."""


@dataclass(slots=True)
class Numbered:
    """A ``w:num``: the list that it counts in, its own levels, its fresh starts."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of one file, and how far each has counted."""

    root: etree._Element | None
    _nums: dict[str, Numbered] = field(default_factory=dict)
    _abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    _styled: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        links = _style_links(self.root)
        for item in self.root.iterchildren(n.W + "abstractNum"):
            ident = item.get(n.W + "abstractNumId", "")
            self._abstracts[ident] = _levels(links.get(_linked(item), item))
        for item in self.root.iterchildren(n.W + "num"):
            self._nums[item.get(n.W + "numId", "")] = _numbered(item)

    def next(self, num_id: str, level: int) -> str:
        """Count one paragraph of list ``num_id`` and return its number as printed."""
        num = self._nums.get(num_id)
        if num is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(num.abstract, [None] * _LEVELS)
        self._count(num, counts, level)
        return self._print(num, counts, level)

    def _level(self, num: Numbered, level: int) -> Level:
        own = num.levels.get(level)
        return own or self._abstracts.get(num.abstract, {}).get(level, Level())

    def _count(self, num: Numbered, counts: list[int | None], level: int) -> None:
        start = num.starts.pop(level, None)  # an override restarts the list once
        last = counts[level]
        if start is not None or last is None:
            counts[level] = self._level(num, level).start if start is None else start
        else:
            counts[level] = last + 1
        for deeper in range(level + 1, _LEVELS):
            if self._level(num, deeper).restarts:
                counts[deeper] = None

    def _print(self, num: Numbered, counts: list[int | None], level: int) -> str:
        shown = self._level(num, level)
        if shown.style == "bullet":
            return shown.box

        def part(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            at = self._level(num, index)
            value = counts[index]
            style = "decimal" if shown.legal else at.style
            return numeral(at.start if value is None else value, style)

        return _PLACE.sub(part, shown.text).strip()


def _style_links(root: etree._Element) -> dict[str, etree._Element]:
    """List styles: their name → the ``w:abstractNum`` that defines them."""
    links = {}
    for item in root.iterchildren(n.W + "abstractNum"):
        link = item.find(n.W + "styleLink")
        if link is not None:
            links[link.get(n.VAL, "")] = item
    return links


def _linked(item: etree._Element) -> str:
    """The list style that stands for this ``w:abstractNum``'s levels, ``""`` if none."""
    link = item.find(n.W + "numStyleLink")
    return "" if link is None else link.get(n.VAL, "")


def _numbered(item: etree._Element) -> Numbered:
    reference = item.find(n.W + "abstractNumId")
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in item.iterchildren(n.W + "lvlOverride"):
        index = whole(override.get(n.W + "ilvl"), 0)
        own = override.find(n.W + "lvl")
        if own is not None:
            levels[index] = _level(own)
        start = override.find(n.W + "startOverride")
        if start is not None:
            starts[index] = whole(start.get(n.VAL), 1)
    return Numbered("" if reference is None else reference.get(n.VAL, ""), levels, starts)


def _levels(item: etree._Element) -> dict[int, Level]:
    return {whole(x.get(n.W + "ilvl"), 0): _level(x) for x in item.iterchildren(n.W + "lvl")}


def _level(item: etree._Element) -> Level:
    style = _value(item, "numFmt", "decimal")
    text = _value(item, "lvlText", "")
    return Level(
        style=style,
        text=text,
        start=whole(_value(item, "start", "0"), 0),
        restarts=_value(item, "lvlRestart", "1") != "0",
        legal=(legal := item.find(n.W + "isLgl")) is not None and is_on(legal.get(n.VAL)),
        box=_box(item, text) if style == "bullet" else "",
    )


def _box(item: etree._Element, text: str) -> str:
    """The form box that a bullet shows, ``""`` for an ordinary bullet."""
    fonts = item.find(f"{n.R_PR}/{n.W}rFonts")
    font = "" if fonts is None else fonts.get(n.W + "ascii") or fonts.get(n.W + "hAnsi") or ""
    shown = symbol(font, ord(text[0])) if text else ""
    return {"□": UNTICKED, UNTICKED: UNTICKED, TICKED: TICKED}.get(shown, "")


def _value(item: etree._Element, name: str, default: str) -> str:
    child = item.find(n.W + name)
    return default if child is None else child.get(n.VAL, default)
