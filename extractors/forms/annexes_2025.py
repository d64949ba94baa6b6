"""附件2-1, 2-2, 2-3 of the 2025 form: their tables in any file, by heads and titles.

The two equipment lists look alike; their title, a section row, the sheet's name or at last their
order tells 现有 from 更新.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from msgspec import Struct

from extractors.forms import anchors, rows, stretches, titles
from extractors.forms.stretch import Stretch, title_key, told_list
from extractors.grammar import labels
from extractors.grammar.text import fold
from schemas.document import Document
from schemas.place import Where
from schemas.submission import Row

_LISTS = frozenset({"existing_equipment", "new_equipment"})


class Annex(Struct, frozen=True):
    """One annex table as found: its key, rows, total rows, and where its title stands."""

    key: str
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    where: Where
    titled: bool = False
    known: int = 0
    typed: bool = False
    """Whether it stands in lines of text."""


class Annexes(Struct, frozen=True):
    """The annexes of one file, at most one of each key; ``headings`` also of bare titles."""

    found: dict[str, Annex]
    headings: dict[str, Where]


def read(document: Document) -> Annexes:
    """The annex tables in ``document``."""
    found: dict[str, Annex] = {}
    for key, stretch, sure in _named(stretches.find(document), document.file):
        annex = _annex(key, stretch, sure)
        known = found.get(key)
        if known is None or _worth(annex) > _worth(known):
            found[key] = annex
    headings = {**titles.bare(document), **{key: annex.where for key, annex in found.items()}}
    return Annexes(found, headings)


def kinds(document: Document) -> frozenset[str]:
    """Which annexes ``document`` seems to hold, by heads and titles alone.

    ``innovations``, ``projects`` and ``equipment`` for either of the two lists.
    """
    heads = {stretch.kind for stretch in stretches.find(document)}
    named = {"equipment" if key in _LISTS else key for key in titles.bare(document)}
    return frozenset(heads or named)


def _worth(annex: Annex) -> tuple[bool, bool, bool, int, int]:
    """Rows first, then tables before typed text, then a title of its own."""
    return bool(annex.rows), not annex.typed, annex.titled, annex.known, len(annex.rows)


def _named(found: Sequence[Stretch], file: str) -> Iterator[tuple[str, Stretch, float]]:
    """Each stretch with its key; equipment by what its titles say, else by order.

    A file's only list of equipment may be told by the file's name.
    """
    told = [_told(stretch) for stretch in found]
    if sum(stretch.kind == "equipment" for stretch in found) == 1:
        told = [key or told_list((PurePath(file).stem,)) for key in told]
    taken = {key for key in told if key}
    for stretch, key in zip(found, told, strict=True):
        if key:
            yield key, stretch, labels.EXACT
            continue
        guess = "new_equipment" if "existing_equipment" in taken else "existing_equipment"
        taken.add(guess)
        yield guess, stretch, labels.POSITION


def _told(stretch: Stretch) -> str:
    return told_list(stretch.titles) if stretch.kind == "equipment" else stretch.kind


def _annex(key: str, stretch: Stretch, sure: float) -> Annex:
    flags = ("by_position",) if sure < labels.EXACT else ()
    read_rows = tuple(rows.read(x, stretch.heads, stretch.note, sure, flags) for x in stretch.lines)
    sums = (rows.totals(rows.read(x, stretch.heads, stretch.note, sure)) for x in stretch.sums)
    titled = any(
        anchors.ANNEX_TITLES[title_key(key)].search(fold(title)) for title in stretch.titles
    )
    return Annex(
        key,
        read_rows,
        tuple(filter(None, sums)),
        stretch.where,
        titled,
        stretch.heads.known,
        stretch.typed,
    )
