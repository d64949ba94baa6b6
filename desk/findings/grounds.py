"""A finding's evidence as it is judged: which value is disputed, which are its grounds, and their figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from msgspec import Struct

from schemas.finding import Evidence, Finding
from schemas.place import PageBox, SheetCell, Where, WholeFile, WordPlace
from schemas.words import spot_words

_NUMBER: Final = re.compile(
    r"(?<![A-Za-z\d.])-?(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d])"
)
_YEAR: Final = re.compile(r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ALIKE: Final = 1e-6
_LONGEST: Final = 4000
"""Characters of one text that are looked at for figures."""


class Ground(Struct, frozen=True):
    """One piece of evidence; ``letter`` is empty for a disputed value."""

    index: int
    evidence: Evidence
    disputed: bool
    letter: str
    figures: tuple[float, ...]

    @property
    def tag(self) -> str:
        """What its box says."""
        return "争议值" if self.disputed else f"依据 {self.letter}".rstrip()

    @property
    def place(self) -> str:
        """Where it stands, without the file's name."""
        return spot_words(self.evidence.where) or "整份文件"

    @property
    def file(self) -> str:
        """The file's own name, without its folders."""
        return PurePosixPath(self.evidence.where.file).name

    @property
    def shown(self) -> str:
        """What is printed there, short enough for a line."""
        text = " ".join((self.evidence.mark or self.evidence.text).split())
        return text if len(text) <= 24 else text[:23] + "…"


def figures_in(text: str) -> tuple[float, ...]:
    """The numbers that a text states, years and dates left out.

    >>> figures_in("2024年综合能耗17,592.1吨标准煤，降低8.65%")
    (17592.1, 8.65)
    """
    plain = _YEAR.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST]))
    return tuple(float(re.sub(r"[, ]", "", found)) for found in _NUMBER.findall(plain))


def alike(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    """Whether one of the figures is the same in both."""
    return any(abs(a - b) <= _ALIKE * max(1.0, abs(a)) for a in ours for b in theirs)


def grounds_of(found: Finding) -> tuple[Ground, ...]:
    """All evidence in its order; at least one piece is the disputed value."""
    figures = [figures_in(one.mark or one.text) for one in found.evidence]
    disputed = _disputed(found, figures)
    letters = iter(_LETTERS)
    return tuple(
        Ground(
            index,
            evidence,
            index in disputed,
            "" if index in disputed else next(letters, ""),
            figures[index],
        )
        for index, evidence in enumerate(found.evidence)
    )


def _disputed(found: Finding, figures: Sequence[tuple[float, ...]]) -> frozenset[int]:
    """Those that print what the finding says stands there, and not what should.

    Where nobody prints it (a sum of many cells), the cells that it was made from: the first ground
    that does not print what should stand there, with all others in the same table. Else the first.
    """
    right = figures_in(found.expected)
    wrong = [one for one in figures_in(found.actual) if not alike([one], right)]
    hits = [index for index, said in enumerate(figures) if alike(said, wrong)]
    if hits:
        return frozenset(hits[:1] if len(hits) == len(figures) else hits)
    if figures and alike(figures[0], right):
        return _beside_the_first(
            [n for n, said in enumerate(figures) if not alike(said, right)], found
        )
    return frozenset([0])


def _beside_the_first(indexes: Sequence[int], found: Finding) -> frozenset[int]:
    if not indexes:
        return frozenset([0])
    place = key_of(found.evidence[indexes[0]].where)
    return frozenset(index for index in indexes if key_of(found.evidence[index].where) == place)


def key_of(where: Where) -> tuple[object, ...]:
    """What is shown as one source: a page, a sheet, a table, a paragraph, a file."""
    match where:
        case PageBox(file, page):
            return file, "page", page
        case SheetCell(file, sheet):
            return file, "sheet", sheet
        case WordPlace(file, table, _, paragraph):
            return (file, "table", table) if table else (file, "paragraph", paragraph)
        case WholeFile(file):
            return file, "file", 0
