"""A self-evaluation typed as lines of text (``1. 生态设计：自评4分。…``), made a table of annex 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from extractors import grid
from extractors.forms.score_heads import named
from extractors.forms.typed_tables import TypedTable
from extractors.grammar.text import fold, nfkc
from schemas.document import Block, Cell, Paragraph

_TITLE = re.compile(r"自评|自[我行]评价")
_LINE = re.compile(
    r"\A\s*(?P<name>[^:：。；;\n]{2,30}?)\s*(?:(?:[:：]|[—–]{1,2}|-{2}|[ \u3000\t](?=(?:企业)?自评|得分))\s*(?P<rest>.*))?\Z",
    re.DOTALL,
)
_CLAIM = re.compile(
    r"(?:企业)?(?:自评|自我评价)(?:得分|结果|分值|分)?\s*[:：为]?\s*(?P<a>满分|\d{1,2}(?:\.\d{1,3})?\s*分?|不?符合(?:要求)?)"
    r"|(?:得分|评分)\s*[:：为]?\s*(?P<b>满分|\d{1,2}(?:\.\d{1,3})?\s*分?)"
    r"|\A\s*(?P<c>\d{1,2}(?:\.\d{1,3})?\s*分|满分|不?符合(?:要求)?)(?=[\s。,，;；]|\Z)"
)
_SUM = re.compile(
    r"(?:自评)?(?:总得?分|合计(?:得分)?|总计)(?:为)?[:：]?(?P<sum>\d{1,3}(?:\.\d{1,3})?)分?"
)
_FULL = re.compile(r"\A\s*[(（]\s*(?:满分|分值|标准分)\s*[:：]?\s*\d{1,2}\s*分?\s*[)）]")
"""The points to be had behind the claim: ``自评4分（满分5分）``."""
_WORDS = re.compile(r"\A\s*(?:自评)?(?:说明|情况|依据|理由|情况说明|得分依据)\s*[:：]\s*")
_EDGE = " 。.;；,，:：、\n\t\u3000"
_MOST_LINES = 15
_LEAST = 5


class _Item(Struct):
    name: str
    line: Paragraph
    """Where it stands; no surer than all that is said below it."""
    lines: list[str]


def tabulated(blocks: Sequence[Block]) -> TypedTable | None:
    """The indicators under a title that says 自评, each with its claim and why; else ``None``."""
    items, total = _items(blocks)
    claimed = [(item, _CLAIM.search("\n".join(item.lines))) for item in items]
    if sum(found is not None for _, found in claimed) < _LEAST:
        return None
    rows = [_row(item, found, r) for r, (item, found) in enumerate(claimed, start=1)]
    rows += [_cells(total.line, len(rows) + 1, ("合计", total.name, ""))] if total else []
    head = _cells(items[0].line, 0, ("二级指标", "自评得分", "自评说明"))
    return TypedTable((head, *rows), items[0].line.where)


def _items(blocks: Sequence[Block]) -> tuple[list[_Item], _Item | None]:
    items: list[_Item] = []
    total: _Item | None = None
    for line in _after_title(blocks):
        found = _LINE.match(line.text)
        item = named(found["name"]) if found else ""
        summed = _SUM.fullmatch(fold(line.text))
        if found and item and all(item != known.name for known in items):
            items.append(_Item(item, line, [found["rest"]] if found["rest"] else []))
        elif summed and items:
            total = total or _Item(summed["sum"], line, [])
        elif (
            items and len(items[-1].lines) < _MOST_LINES and not total and not _is_group(line.text)
        ):
            _go_on(items[-1], line)
    return items, total


def _go_on(item: _Item, line: Paragraph) -> None:
    item.lines.append(line.text)
    sure = min(item.line.certainty, line.certainty)
    item.line = structs.replace(item.line, certainty=sure)


def _after_title(blocks: Sequence[Block]) -> list[Paragraph]:
    """The lines after the last title that says 自评."""
    lines = [b for b in blocks if isinstance(b, Paragraph) and b.text.strip()]
    titled = [i for i, b in enumerate(lines) if len(b.text) <= 40 and _TITLE.search(b.text)]
    first = next((i for i in titled if not _CLAIM.search(nfkc(lines[i].text))), None)
    return lines[first + 1 :] if first is not None else []


def _is_group(text: str) -> bool:
    key = fold(text)
    return len(key) <= 20 and any(word in key for word in _GROUPS)


_GROUPS = ("基础设施", "能源使用", "产品管理", "自主减碳", "碳抵消", "准入条件")


def _row(item: _Item, found: re.Match[str] | None, row: int) -> tuple[Cell, ...]:
    text = "\n".join(item.lines)
    if found is None:
        return _cells(item.line, row, (item.name, "", text.strip(_EDGE)))
    claim = next(group for group in found.groups() if group)
    before = text[: found.start()].strip(_EDGE)
    after = _FULL.sub("", text[found.end() :]).strip(_EDGE)
    why = "\n".join(_WORDS.sub("", part).strip() for part in (before, after) if part)
    return _cells(item.line, row, (item.name, claim, why))


def _cells(line: Paragraph, row: int, texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(grid.of_line(line, text, row, column) for column, text in enumerate(texts))
