"""A basic form typed as lines of text (``工厂名称：…``), without any table: the fallback.

Lines also come from a PDF whose table could not be found; then spaces part label and values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from extractors import grid
from extractors.forms import anchors, compared_text
from extractors.forms.slots import RUNNING, Slot
from extractors.grammar import labels
from extractors.grammar.dates import read_year
from extractors.grammar.text import fold, is_blank
from schemas.document import Cell, Paragraph
from schemas.fields import Field
from schemas.place import PageBox
from schemas.submission import Read, State

_CHUNK = re.compile(
    r"\t|[ \u3000]{2,}|[;；](?=[^;；:：]{2,20}[:：])|\s*(?:[.．·•‥…⋯]{3,}|…+|_{2,})\s*"
)
_PAIR = re.compile(r"\A\s*([^:：]{2,40}?)\s*[:：](.*)\Z", re.DOTALL)
_SPACED = re.compile(r"\A\s*(\S{2,30})[ \u3000](.*)\Z", re.DOTALL)
_FROM = re.compile(
    r"\A\s*(单位[^:：,，由从]{2,26}|[^:：,，由从]{2,12}[率比])((?:由|从)[^:：]{2,80})\Z"
)
"""``单位产品取水量由4.0m3/t降至3.0m3/t，降低25%``."""
_HEADS = (*anchors.YEAR_HEADS, *anchors.COMPARED_HEADS[:-1])
_LONG = frozenset({"main_business", "measures", "benchmark", "address", "honours"})


def as_cells(paragraphs: Iterable[Paragraph]) -> Iterator[Cell]:
    """Each line of text as a cell at its paragraph's place."""
    for paragraph in paragraphs:
        for text in paragraph.text.split("\n"):
            if not is_blank(text):
                cell = grid.of_line(paragraph, text)
                yield structs.replace(cell, pictures=paragraph.pictures)


def find(lines: Sequence[Cell], fields: tuple[Field, ...]) -> tuple[Slot, ...]:
    """The slots of the lines; a line without a label goes on with a long value before it."""
    found: list[Slot] = []
    stray = False
    for line in lines:
        slots = list(_slots(line, fields))
        if stray and slots and _is_amid(slots[0], line):
            slots[0] = _doubted(slots[0])
        stray = not slots
        if found and slots and all(_goes_on(found[-1], slot) for slot in slots):
            slots = []
        found.extend(slots)
        goes_on = found and (found[-1].key in _LONG or _waits(found[-1]))
        if not slots and goes_on and not _heads_columns(line):
            found[-1] = _longer(found[-1], line)
    return tuple(found)


def _waits(slot: Slot) -> bool:
    """Whether a label's line ends at its colon: the value stands on the line below."""
    nothing = all(is_blank(cell.text) for cell in slot.values)
    return nothing and slot.label.text.rstrip().endswith((":", "："))


def _goes_on(before: Slot, slot: Slot) -> bool:
    """Whether running text names its own entry again, right behind its label."""
    nothing = not any(not is_blank(cell.text) for cell in before.values)
    return nothing and slot.key == before.key and slot.key in RUNNING


def _is_amid(slot: Slot, line: Cell) -> bool:
    """Whether a page's line begins with the label of a running text and no colon behind it."""
    paged = isinstance(line.where, PageBox)
    return paged and slot.key in RUNNING and not _PAIR.match(line.text)


def _doubted(slot: Slot) -> Slot:
    """``slot``, in doubt: a label without a colon amid its value's lines has some above it."""
    flags = (*slot.match.flags, "run_together")
    return structs.replace(slot, match=structs.replace(slot.match, confidence=0.6, flags=flags))


def _heads_columns(line: Cell) -> bool:
    """Whether a line only names columns: 年度, 实施前, 实施后 … (a long value does not go on there)."""
    chunks = [chunk for chunk in map(str.strip, _CHUNK.split(line.text)) if chunk]
    return sum(labels.best(chunk, _HEADS) is not None for chunk in chunks) >= 2


def _longer(slot: Slot, line: Cell) -> Slot:
    last = slot.values[-1]
    text = f"{last.text}\n{line.text}" if last.text else line.text
    return structs.replace(slot, values=(grid.joined((last, line), text),))


def _slots(line: Cell, fields: tuple[Field, ...]) -> Iterator[Slot]:
    pending: Slot | None = None
    for chunk in filter(None, map(str.strip, _CHUNK.split(line.text))):
        slot = _slot(chunk, line, fields)
        if slot is None and pending is None:
            continue
        if slot is not None and pending is not None and _goes_on(pending, slot):
            slot = None
        if slot is None and pending is not None:
            pending = structs.replace(pending, values=(*pending.values, _cell(line, chunk)))
            continue
        if pending is not None:
            yield _settled(pending)
        pending = slot
    if pending is not None:
        yield _settled(pending)


def _slot(chunk: str, line: Cell, fields: tuple[Field, ...]) -> Slot | None:
    whole = labels.best(chunk, fields)
    if whole is not None:
        return Slot(whole, line, ())
    for pattern in (_PAIR, _FROM, _SPACED):
        pair = pattern.match(chunk)
        match = labels.best(pair[1], fields) if pair else None
        if pair and match and match.confidence >= labels.SYNONYM:
            rest = pair[2].strip().rstrip(";；")  # the items of a typed list end so
            return Slot(match, line, (_cell(line, rest),) if rest else ())
    return None


def _cell(line: Cell, text: str) -> Cell:
    return structs.replace(line, text=text)


def _settled(slot: Slot) -> Slot:
    """Several figures after one label part at spaces; other values stay whole."""
    field = slot.match.field
    if not slot.values:
        return structs.replace(slot, values=(_cell(slot.label, ""),))
    if not (field.yearly or field.compared):
        text = " ".join(cell.text for cell in slot.values)
        return structs.replace(slot, values=(_cell(slot.values[0], text),))
    whole = _cell(slot.label, " ".join(cell.text for cell in slot.values))
    if field.compared and compared_text.parts((whole,)):
        return structs.replace(slot, values=(whole,))
    if field.compared and (opened := _opened(slot, whole)) is not None:
        return opened
    parts = [part for cell in slot.values for part in _parts(cell.text)]
    return structs.replace(slot, values=tuple(_cell(slot.label, part) for part in parts))


def _opened(slot: Slot, whole: Cell) -> Slot | None:
    """A label that took in the first stage (``能耗量：实施前  0.85  ，实施后  0.77``) without it."""
    pair = _PAIR.match(slot.match.label.text)
    match = labels.best(pair[1], (slot.match.field,)) if pair else None
    if pair is None or match is None:
        return None
    told = _cell(whole, f"{pair[2]} {whole.text}")
    return Slot(match, slot.label, (told,)) if compared_text.parts((told,)) else None


def _parts(text: str) -> list[str]:
    return [text] if re.search(r"[:：]|20\d\d\s*年", text) else text.split()


def years(lines: Iterable[Cell]) -> tuple[Read, ...]:
    """The reporting years of a line that prints several: ``年度 2022年 2023年 2024年``."""
    for line in lines:
        words = [word for word in line.text.split() if re.fullmatch(r"20\d\d年?度?", fold(word))]
        if len(words) >= 2 and len(fold(line.text)) <= 40:
            return tuple(_year(line, word) for word in words)
    return ()


def _year(line: Cell, word: str) -> Read:
    year, flags = read_year(word)
    state = State.STATED if year is not None else State.UNREADABLE
    sure = min(0.95, line.certainty)
    return Read(year, word, line.where, sure, state=state, flags=flags, label="年度")
