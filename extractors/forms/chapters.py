"""The plan's text: its chapters 一…四 with their sections, however they are numbered.

Chapters are the form's; extra ones (``五、保障措施``, ``三（六）…``) are kept when they go on with the
numbers of the form's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from extractors import grid
from extractors.forms import headings
from extractors.forms.headings import Heading
from extractors.grammar.text import fold, is_blank, nfkc
from schemas.document import Block, Kind, Paragraph, Table
from schemas.edition_2025 import CHAPTERS
from schemas.place import Where
from schemas.submission import Chapter

_COUNTED = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]|[A-Za-z0-9][A-Za-z0-9.,/%]{0,40}")
"""What a word processor counts: each Chinese character, each figure or foreign word as one."""
_ANNEX = re.compile(
    r"附[件表](?:[12][-—–.]?[1-3]?)?(?!\d)|创新成果汇总表\Z|重点项目汇总表\Z|现有主要设备清单\Z|更新设备清单\Z"
)
_CAPTION = re.compile(
    r"续?[表图](?:\s*[\d一二三四五六七八九十]{1,3}(?:[-—.]\d{1,2})?|[ \u3000])[^。；]{0,40}\Z"
)
_SENTENCE = re.compile(r"[，。；,;]")
_OPEN_LINE = re.compile(r"[\u3400-\u9fff，、（(《“0-9A-Za-z%]\Z")
_CONTENTS_RUN = 4


class Line(Struct, frozen=True):
    """A paragraph of the text with its block's position in the document."""

    text: str
    where: Where
    block: int
    strong: bool = False


class Mark(Struct, frozen=True):
    """A heading found: the line it is on and what it is."""

    line: int
    key: str
    heading: Heading


class Text(Struct, frozen=True):
    """The plan's text: its chapters, the same paragraph by paragraph, and where they start."""

    chapters: tuple[Chapter, ...]
    passages: tuple[Chapter, ...]
    blocks: tuple[int, ...]
    """Positions of the blocks that hold the headings."""


def read(blocks: Sequence[Block], kind: Kind = Kind.DOCX) -> Text:
    """The chapters in ``blocks``; none where the form's headings are not found."""
    lines = list(_lines(blocks))
    marks = _marks(lines)
    if not marks:
        return Text((), (), ())
    end = _end(lines, marks)
    bounds = [*(mark.line for mark in marks[1:]), end]
    bodies = [_body(lines, mark, stop) for mark, stop in zip(marks, bounds, strict=True)]
    chapters = tuple(
        _chapter(lines, mark, body, marks, bodies, kind)
        for mark, body in zip(marks, bodies, strict=True)
    )
    passages = tuple(
        Chapter(mark.key, mark.heading.title, line.where, line.text)
        for mark, body in zip(marks, bodies, strict=True)
        for line in _flowing(body, kind)
    )
    return Text(chapters, passages, tuple(lines[mark.line].block for mark in marks))


def _lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph) and not is_blank(block.numbering + block.text):
            strong = block.level is not None or block.bold
            yield Line(block.numbering + block.text, block.where, i, strong)
        elif isinstance(block, Table) and not block.hidden and _is_frame(block):
            yield from _framed(block, i)


def _is_frame(table: Table) -> bool:
    """Whether a table of one column only frames running text, or a box its heading."""
    if len(table.rows[0]) != 1:
        return False
    cells = grid.cells(table)
    boxed = all(headings.parse(cell.text.strip()) is not None for cell in cells)
    return boxed or any(len(cell.text) > 100 for cell in cells)


def _framed(table: Table, block: int) -> Iterator[Line]:
    for cell in grid.cells(table):
        for text in cell.text.split("\n"):
            if not is_blank(text):
                yield Line(text, cell.where, block)


def _marks(lines: Sequence[Line]) -> list[Mark]:
    offers: list[tuple[float, int, Mark]] = []
    for i, line in enumerate(lines):
        heading = headings.parse(line.text) if len(line.text) <= 3000 else None
        if heading is None:
            continue
        for fit in headings.fits(heading, line.strong):
            offers.append((fit.score, i, Mark(i, fit.key, heading)))
    contents = _contents({position for _, position, _ in offers}, lines)
    listed = [offer for offer in offers if offer[1] not in contents]
    main = _chosen([offer for offer in listed if "（" not in offer[2].key])
    best = _chosen([offer for offer in listed if _at_home(offer[2], main)])
    return _with_extras(lines, sorted(best, key=lambda mark: mark.line), contents)


def _at_home(mark: Mark, main: Sequence[Mark]) -> bool:
    """Whether a section stands in its own chapter, where that chapter is there at all."""
    chapter, _, section = mark.key.partition("（")
    if not section or all(other.key != chapter for other in main):
        return True
    above = [other for other in main if other.line < mark.line]
    return bool(above) and max(above, key=lambda other: other.line).key == chapter


def _contents(positions: set[int], lines: Sequence[Line]) -> set[int]:
    """A table of contents without page numbers: headings on line after line, each repeated later."""
    found: set[int] = set()
    run: list[int] = []
    for position in [*sorted(positions), -1]:
        if run and position == run[-1] + 1:
            run.append(position)
            continue
        listed = _first_round(run, lines)
        if len(listed) >= _CONTENTS_RUN and _repeated(listed, lines):
            found.update(listed)
        run = [position]
    return found


def _first_round(run: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The run up to where its headings begin again: there the text itself begins."""
    seen: set[str] = set()
    for i, position in enumerate(run):
        key = fold(lines[position].text)
        if key in seen:
            return list(run[:i])
        seen.add(key)
    return list(run)


def _repeated(run: Sequence[int], lines: Sequence[Line]) -> bool:
    later = {fold(line.text) for line in lines[run[-1] + 1 :]}
    again = sum(fold(lines[i].text) in later for i in run)
    return again * 2 >= len(run)


def _chosen(offers: Sequence[tuple[float, int, Mark]]) -> list[Mark]:
    """Each of the form's headings once, each line once; the better fit first, then the earlier."""
    keys: set[str] = set()
    taken: set[int] = set()
    marks: list[Mark] = []
    for _, position, mark in sorted(offers, key=lambda offer: (-offer[0], offer[1])):
        if mark.key in keys or position in taken:
            continue
        keys.add(mark.key)
        taken.add(position)
        marks.append(mark)
    return marks


def _with_extras(lines: Sequence[Line], marks: list[Mark], contents: set[int]) -> list[Mark]:
    """Adds chapters and sections that go on with the form's numbers: 五、…, 三（六）…."""
    if not marks:
        return []
    found: list[Mark] = []
    current = {mark.line: mark for mark in marks}
    last, listing = marks[0], False
    for i in range(marks[0].line, len(lines)):
        if i in current:
            last, listing = current[i], False
            continue
        listing = listing or _begins_list(lines[i], last)
        extra = None if listing or i in contents else _extra(lines[i], last)
        if extra:
            last = Mark(i, *extra)
            found.append(last)
    return sorted([*marks, *found], key=lambda mark: mark.line)


def _begins_list(line: Line, last: Mark) -> bool:
    """Whether a list of its own begins here, numbered as the headings are."""
    heading = headings.parse(line.text)
    return heading is not None and heading.number == 1 and heading.scheme == last.heading.scheme


def _extra(line: Line, last: Mark) -> tuple[str, Heading] | None:
    heading = headings.parse(line.text)
    if heading is None or heading.number is None or heading.rest or _SENTENCE.search(heading.title):
        return None
    if heading.scheme != last.heading.scheme or heading.number != (last.heading.number or 0) + 1:
        return None
    if not line.strong and len(heading.title) > 16:
        return None
    key = _next_key(last.key, heading.number)
    return (key, heading) if key not in CHAPTERS else None


def _next_key(key: str, number: int) -> str:
    chapter, _, section = key.partition("（")
    if section:
        return f"{chapter}（{headings.han(number)}）" if number <= 10 else key
    return headings.han(number) if number <= 10 else key


def _end(lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    """The line where the annexes begin, after the last heading."""
    start = marks[-1].line + 1
    for i in range(start, len(lines)):
        key = fold(lines[i].text)
        if len(key) <= 30 and _ANNEX.match(key):
            return i
    return len(lines)


def _body(lines: Sequence[Line], mark: Mark, stop: int) -> list[Line]:
    rest = mark.heading.rest
    own = lines[mark.line]
    first = [Line(rest, own.where, own.block)] if rest else []
    rest_of = (x for x in lines[mark.line + 1 : stop] if not _CAPTION.match(x.text.strip()))
    return [*first, *rest_of]


def _flowing(body: Sequence[Line], kind: Kind) -> list[Line]:
    """Paragraphs; the lines of a paged file are put together again where one runs on."""
    if kind is not Kind.PDF:
        return list(body)
    joined: list[Line] = []
    for line in body:
        last = joined[-1] if joined else None
        if last is not None and _runs_on(last.text, line.text):
            joined[-1] = Line(last.text + line.text.strip(), last.where, last.block)
        else:
            joined.append(line)
    return joined


def _runs_on(before: str, after: str) -> bool:
    stripped = before.strip()
    return bool(_OPEN_LINE.search(stripped)) and not after.startswith(("  ", "\u3000\u3000"))


def _chapter(
    lines: Sequence[Line],
    mark: Mark,
    body: Sequence[Line],
    marks: Sequence[Mark],
    bodies: Sequence[Sequence[Line]],
    kind: Kind,
) -> Chapter:
    text = "\n".join(line.text.strip() for line in _flowing(body, kind))
    inner = [b for m, b in zip(marks, bodies, strict=True) if m.key.startswith(mark.key + "（")]
    characters = sum(_count(line.text) for part in (body, *inner) for line in part)
    title = nfkc(mark.heading.title).strip()
    return Chapter(mark.key, title, lines[mark.line].where, text, characters)


def _count(text: str) -> int:
    return sum(1 for _ in _COUNTED.finditer(text))
