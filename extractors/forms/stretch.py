"""Stretches of annex rows, and which of them are one list: over page breaks, cards, categories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from extractors.forms import anchors, rows
from extractors.forms.columns import Columns
from extractors.forms.models import Line
from extractors.grammar.text import fold
from schemas.place import Where

_PART = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)、.]")
_DONE = re.compile(r"已经?(?:实施|完成|投运|投产|建成|开展)|[近过前](?:去)?[三3两2]年")


class Stretch(Struct, frozen=True):
    """Rows under one head (and section title), before it is known which list they are."""

    kind: str
    titles: tuple[str, ...]
    """Nearest first."""
    where: Where
    heads: Columns
    lines: tuple[Line, ...]
    sums: tuple[Line, ...]
    note: str = ""
    begins: bool = True
    """Whether a title of its own stands between it and the stretch before."""
    width: int = 0
    """How many columns its table has; 0 where it stands in no columns."""
    typed: bool = False
    """Whether it stands in lines of text."""
    card: bool = False
    """Whether each item has a table of its own, label by value."""


def joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """A table that goes on after a page break (same heads, no title, numbers going on) as one."""
    last: Stretch | None = None
    for stretch in stretches:
        if last is not None and _goes_on(last, stretch):
            last = structs.replace(
                last, lines=(*last.lines, *stretch.lines), sums=(*last.sums, *stretch.sums)
            )
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last


def tells_of_the_past(stretch: Stretch) -> bool:
    """Whether its own title says that its projects are done: a table of the text, much like annex 2-2 and none."""
    if stretch.kind != "projects" or not stretch.titles:
        return False
    annex = anchors.ANNEX_TITLES[stretch.kind]
    named = any(annex.search(fold(title)) for title in stretch.titles)
    return not named and bool(_DONE.search(fold(stretch.titles[0])))


def _goes_on(last: Stretch, stretch: Stretch) -> bool:
    if stretch.kind != last.kind or stretch.typed != last.typed:
        return False
    lists = {told_list(last.titles), told_list(stretch.titles)} - {""}
    if last.kind == "equipment" and stretch.begins and len(lists) > 1:
        return False
    if last.card and stretch.card:
        return not _titled_anew(stretch)
    number = _first_number(stretch)
    if stretch.begins and not any("续" in title for title in stretch.titles[:2]):
        return _numbered_on(last, number) or _categories(last, stretch)
    return last.kind != "equipment" or number != 1


def _numbered_on(last: Stretch, number: int | None) -> bool:
    ended = rows.number_of(last.lines[-1]) if last.lines else None
    return number is not None and ended is not None and number == ended + 1 > 2


def _categories(last: Stretch, stretch: Stretch) -> bool:
    """Whether both are numbered parts of one list: （一）专用设备, （二）通用设备."""
    if not (last.titles and stretch.titles) or _titled_anew(stretch):
        return False
    both = (fold(last.titles[0]), fold(stretch.titles[0]))
    return all(_PART.match(title) for title in both) and not any(map(_tells_list, both))


def _tells_list(title: str) -> bool:
    return bool(anchors.EXISTING.search(title)) != bool(anchors.NEW.search(title))


def _titled_anew(stretch: Stretch) -> bool:
    texts = [fold(title) for title in stretch.titles]
    return any(pattern.search(t) for t in texts for pattern in anchors.ANNEX_TITLES.values())


def _first_number(stretch: Stretch) -> int | None:
    return rows.number_of(stretch.lines[0]) if stretch.lines else None


def told_list(names: Sequence[str]) -> str:
    """Which of the two equipment lists titles (nearest first) tell, ``""`` for neither."""
    for title in names:
        key = fold(title)
        old, new = anchors.EXISTING.search(key), anchors.NEW.search(key)
        if bool(old) != bool(new):
            return "existing_equipment" if old else "new_equipment"
    return ""


def title_key(key: str) -> str:
    """The key of the pattern for an annex's title: the two equipment lists share one."""
    return "existing_equipment" if key == "new_equipment" else key
