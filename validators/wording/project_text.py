"""Projects as chapter 四 tells them: which of the annex's are there, at what cost, which are not.

>>> told = told_of({1: "屋顶光伏项目"}, "1．屋顶光伏：计划投资320万元，年发电90万kWh。", 80.0)
>>> told[1].investment
320.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from rapidfuzz import fuzz

from schemas.spelling import nfkc

_GENERAL: Final = re.compile(r"项目|工程|建设|实施|[的及与和、，,（）()《》“”\"\s]")
_AMOUNT: Final = re.compile(
    r"(?<!设备)(?<!购置)(?<!完成)(?<!硬件)(?<!软件)(?<!土建)投资(?:额|总额|估算)?(?:共计|合计|约为|约|为|计)?[::]?(\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,7}(?:\.\d{1,4})?)(万元|亿元|元)"
)
_NUMBERED: Final = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[是、.,)]|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}[.、)])"
    r"([\u3400-\u9fffA-Za-z0-9#()+/-]{4,40}?(?:项目|工程|改造|建设|更新|升级|利用|提升))(?=[:,。;])"
)
_WHOLE: Final = re.compile(r"总体|主要|重点|投资|资金|合计|上述|各[类项]|全部|方案")
"""In a heading's name: it speaks of all projects together."""
_TIMES: Final = {"万元": 1.0, "亿元": 10000.0, "元": 0.0001}


class Told(Struct, frozen=True):
    """A project in the text: its paragraph, and its investment (万元) where one alone is stated."""

    name: str
    paragraph: str
    investment: float | None


class _Line(Struct, frozen=True):
    """A paragraph and what of it names things."""

    text: str
    core: str


def told_of(names: Mapping[int, str], text: str, least: float) -> dict[int, Told]:
    """The annex's projects (by row) that the text tells of."""
    cores = {i: _core(name) for i, name in names.items()}
    lines = _paragraphs(text)
    told = {i: [line for line in lines if _says(core, line, least)] for i, core in cores.items()}
    found: dict[int, Told] = {}
    for i, at in told.items():
        if at:
            others = [core for j, core in cores.items() if j != i]
            alone = _alone(at, others, least)
            cost = _investment(alone.text) if alone else None
            found[i] = Told(names[i], (alone or at[0]).text, cost)
    return found


def unlisted(names: Sequence[str], text: str, least: float) -> Iterator[Told]:
    """Numbered paragraphs that name a project and its investment, which the annex lacks."""
    cores = [_core(name) for name in names]
    for line in _paragraphs(text):
        head = _NUMBERED.match(line.text)
        cost = _investment(line.text) if head else None
        if head is None or cost is None:
            continue
        named = _core(head[1])
        if len(named) < 4 or _WHOLE.search(named):
            continue
        if not any(_says(core, line, least) or fuzz.ratio(named, core) >= least for core in cores):
            yield Told(head[1], line.text, cost)


def _alone(at: Sequence[_Line], others: Sequence[str], least: float) -> _Line | None:
    """The one paragraph with a sum that tells of this project and of no other."""
    mine = [line for line in at if _AMOUNT.search(line.text)]
    if len(mine) != 1 or any(_says(core, mine[0], least) for core in others):
        return None
    return mine[0]


def _says(core: str, line: _Line, least: float) -> bool:
    if not core:
        return False
    if core in line.core:
        return True
    enough = max(least, 90)
    return len(core) >= 6 and fuzz.partial_ratio(core, line.core, score_cutoff=enough) >= enough


def _investment(paragraph: str) -> float | None:
    stated = {
        float(number.replace(",", "")) * _TIMES[unit] for number, unit in _AMOUNT.findall(paragraph)
    }
    return stated.pop() if len(stated) == 1 else None


def _paragraphs(text: str) -> list[_Line]:
    plain = re.sub(r"[^\S\n]+", "", nfkc(text[:60000]))
    return [_Line(line, _core(line)) for line in plain.split("\n") if line]


def _core(name: str) -> str:
    return _GENERAL.sub("", nfkc(name))
