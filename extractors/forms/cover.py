"""The cover: 申报单位, 所在地市, the date; as lines, with underscores, or as a table without borders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from extractors import grid
from extractors.forms import cover_wrapped, slots, values
from extractors.forms.slots import Slot
from extractors.grammar import labels
from extractors.grammar.text import fold, is_blank, nfkc, tidy
from schemas.document import Block, Cell, Paragraph, Table
from schemas.fields import COVER, Field, Type
from schemas.place import Where
from schemas.submission import Read, State

CITIES = ("杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "衢州", "舟山", "台州", "丽水")
"""Zhejiang's eleven cities, without 市."""

_TITLE = re.compile(r"(?:近?零碳[^。]{0,12})?工厂(?:培育)?建设方案")
_PAIR = re.compile(r"\A([^:：_\t]{2,24}?)(?:[:：]|(?=_{2})|\t|[ \u3000]{2,})(.*)\Z", re.DOTALL)
_BESIDE = re.compile(r"(?:[ \u3000]{2,}|\t)(?=([^\s:：_]{2,12})[:：])")
"""Where a second entry may begin on one line: a cover set in two columns."""
_DATED = re.compile(
    r"(?:填报|编制|申报)?(?:日期|时间)?:?(?:(?:20\d{2}|二[〇○零o0]?[〇○零一二三四五六七八九十o0]{2})年.{0,10}|20[x*]{0,2}年月日?|20年月日?|年月日|20\d{2}[./-]\d{1,2}(?:[./-]\d{1,2})?|20\d{2}[01]\d(?:[0-3]\d)?)"
)
_YEAR_ALONE = re.compile(r"20\d{2}(?:年(?![\d一二三四五六七八九十]).*)?")
"""The head of a column rather than a day, where anything else is dated."""
_OTHER_DATE = re.compile(
    r"(?:修[订改]|推荐|印[刷发制]|受理|评审|论证|批准|发布|打印|收件|审[核定])(?:日期|时间):?"
)
"""What a date in the next line or cell is of: not the day on which the plan was handed in."""
_TITLED = re.compile(
    r"([\u3400-\u9fff()]{4,30}(?:公司|厂|集团))(?:近?零碳(?:[(<][^()<>]{2,6}[)>])?)工厂(?:培育)?建设方案"
)
_FIRM = re.compile(r"(?:公司|厂|集团|企业|中心)(?:[(][^()]{1,12}[)])?\Z")
_ISSUER = re.compile(r"经济和信息化[厅局]|制\Z")
_TALLEST = 12
"""A table on the cover has no more rows."""
_LAST_LINE = 60
"""A cover has fewer lines than this."""


class Cover(Struct, frozen=True):
    """What the cover states, by field key; ``where`` is its title or first label."""

    reads: dict[str, Read]
    where: Where | None


def read(blocks: Sequence[Block]) -> Cover:
    """The cover in ``blocks``: those before the basic table and the first chapter."""
    shown = list(lines(blocks))[:_LAST_LINE]
    found = {slot.key: slot for slot in reversed([*_in_tables(blocks), *_in_lines(shown)])}
    reads = {key: _read(slot) for key, slot in found.items()}
    reads = _unlabelled_firm(shown, reads) | reads
    date = _date(shown, reads.get("cover_date"))
    title = next((line for line in shown if _TITLE.search(fold(line.text))), None)
    first = next(iter(found.values()), None)
    place = title.where if title else first.label.where if first else None
    return Cover(reads | ({"cover_date": date} if date else {}), place)


def lines(blocks: Sequence[Block]) -> Iterator[Cell]:
    """The lines that are not blank, those in the cells of a small table among them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for text in (part for line in block.text.split("\n") for part in _entries(line)):
                if not is_blank(text) or "_" in text:
                    yield grid.of_line(block, text)
        elif not block.hidden and len(block.rows) <= _TALLEST:
            for cell in grid.cells(block):
                texts = filter(str.strip, cell.text.split("\n"))
                yield from (structs.replace(cell, text=text, spans=()) for text in texts)


def _entries(line: str) -> Iterator[str]:
    """``申报单位：某某公司  所在地市：杭州市`` as two entries."""
    begun = 0
    for gap in _BESIDE.finditer(line):
        if labels.best(gap[1], COVER):
            yield line[begun : gap.start()]
            begun = gap.end()
    yield line[begun:]


def _in_tables(blocks: Sequence[Block]) -> Iterator[Slot]:
    for block in blocks:
        if isinstance(block, Table) and not block.hidden:
            yield from slots.find(block, COVER)


def _in_lines(lines: Sequence[Cell]) -> Iterator[Slot]:
    for i, line in enumerate(lines):
        pair = _PAIR.match(line.text.strip())
        name = pair[1] if pair else line.text
        match = labels.best(name.strip(), COVER)
        if match is None or match.confidence < labels.SPELT - 0.03:
            continue
        text = pair[2] if pair else ""
        following = lines[i + 1] if i + 1 < len(lines) else None
        if is_blank(text) and following is not None and _continues(match.field, following.text):
            yield Slot(match, line, (following,))
        else:
            whole = cover_wrapped.whole(match.field, text, [c.text for c in lines[i + 1 : i + 3]])
            parts = (line,) if whole == text else lines[i : i + 3]
            yield Slot(match, line, (grid.joined(parts, whole),))


def _continues(field: Field, text: str) -> bool:
    """Whether a line is the value of the label that ends the line before it."""
    key = fold(text)
    if _PAIR.match(text.strip()) and labels.best(text.partition("：")[0], COVER):
        return False
    if _ISSUER.search(key) or labels.best(text, COVER):
        return False
    if field.type is Type.CITY:
        return any(city in key for city in CITIES) and len(key) <= 16
    return field.type is Type.TEXT and bool(_FIRM.search(key))


def _read(slot: Slot) -> Read:
    field = slot.match.field
    cell = next((c for c in slot.values if not is_blank(c.text)), None) or next(
        iter(slot.values), structs.replace(slot.label, text="")
    )
    source = values.origin(cell, slot.match)
    if field.type is not Type.DATE:
        source = structs.replace(source, unit="")
    if field.type is Type.CITY:
        return city_read(source)
    if field.type is Type.TEXT:
        return _firm(source)
    return values.read_value(field, source)


def _firm(source: values.Origin) -> Read:
    """A firm's name without a seal's caption typed behind it."""
    read = values.empty_read(source) or values.text_read(source)
    name = re.sub(r"[(（]\s*(?:公章|盖章|章)\s*[)）]\s*\Z", "", str(read.value or "")).strip(" _")
    return structs.replace(read, value=name or None, state=read.state if name else State.BLANK)


def city_read(source: values.Origin) -> Read:
    """The city as written (contract §4: text); flags say where it is not just a city's name."""
    nothing = values.empty_read(source)
    if nothing is not None:
        return nothing
    text = tidy(source.cell.text)
    city = next((city for city in CITIES if city in text), None)
    if city is None:
        return values.made(source, text, 0.9, flags=("unknown_city",))
    return values.made(source, text, flags=() if text == city + "市" else ("city_within",))


def _unlabelled_firm(lines: Sequence[Cell], reads: dict[str, Read]) -> dict[str, Read]:
    """A firm's name alone on a line of the cover, where no label names it."""
    if "cover_applicant" in reads:
        return {}
    line = next(filter(None, map(_in_title, lines[:20])), None) or next(
        (c for c in lines[:20] if _FIRM.search(fold(c.text)) and 6 <= len(fold(c.text)) <= 40), None
    )
    if line is None or not any(_TITLE.search(fold(other.text)) for other in lines[:20]):
        return {}
    pair = _PAIR.match(line.text.strip())
    line = structs.replace(line, text=pair[2].strip()) if pair else line
    source = values.Origin(line, "", labels.POSITION, ("by_position",))
    return {"cover_applicant": values.text_read(source)}


def _in_title(line: Cell) -> Cell | None:
    """The firm that the title begins with: ``某某有限公司零碳（近零碳）工厂建设方案``."""
    found = _TITLED.fullmatch(nfkc(line.text).strip())
    return structs.replace(line, text=found[1]) if found else None


def _date(lines: Sequence[Cell], labelled: Read | None) -> Read | None:
    """The date that stands on a line of its own, the form's way."""
    if labelled is not None and labelled.state is not State.BLANK:
        return labelled
    keys = [fold(nfkc(line.text)) for line in lines]
    dated = [
        line
        for before, key, line in zip(["", *keys], keys, lines, strict=False)
        if _DATED.fullmatch(key) and not _OTHER_DATE.fullmatch(before)
    ]
    if not dated:
        return labelled
    days = [line for line in dated if not _YEAR_ALONE.fullmatch(fold(line.text))]
    source = values.Origin((days or dated)[-1], "封面日期")
    return values.empty_read(source) or values.date_read(source)
