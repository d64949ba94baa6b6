"""Projects as chapter 四 tells them: which of the annex's are there, at what cost, which are not.

>>> told = told_of({1: "屋顶光伏项目"}, "1．屋顶光伏：计划投资320万元，年发电90万kWh。", 80.0)
>>> told[1].investment
320.0
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from rapidfuzz import fuzz

_GENERAL: Final = re.compile(r"项目|工程|建设|实施|[的及与和、，,（）()《》“”\"\s]")
_AMOUNT: Final = re.compile(
    r"投资(?:额|总额|估算)?(?:共计|合计|约为|约|为|计)?[::]?(\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,7}(?:\.\d{1,4})?)(万元|亿元|元)"
)
_NUMBERED: Final = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[是、.,)]|[(][一二三四五六七八九十\d]{1,2}[)]|\d{1,2}[.、)])"
    r"([\u3400-\u9fffA-Za-z0-9#()+/-]{4,40}?(?:项目|工程|改造|建设|更新|升级|利用|提升))(?=[:,。;])"
)
_TIMES: Final = {"万元": 1.0, "亿元": 10000.0, "元": 0.0001}


class Told(Struct, frozen=True):
    """A project in the text: its paragraph, and its investment (万元) where one alone is stated."""

    name: str
    paragraph: str
    investment: float | None


def told_of(names: Mapping[int, str], text: str, least: float) -> dict[int, Told]:
    """The annex's projects (by row) that the text tells of."""
    cores = {i: _core(name) for i, name in names.items()}
    paragraphs = [(plain, _core(plain)) for plain in _paragraphs(text)]
    found: dict[int, Told] = {}
    for i, core in cores.items():
        at = [plain for plain, bare in paragraphs if _says(core, bare, least)]
        if at:
            alone = _alone(at, i, cores, least)
            found[i] = Told(names[i], alone or at[0], _investment(alone) if alone else None)
    return found


def unlisted(names: Sequence[str], text: str, least: float) -> Iterator[Told]:
    """Numbered paragraphs that name a project and its investment, which the annex lacks."""
    cores = [_core(name) for name in names]
    for plain in _paragraphs(text):
        head = _NUMBERED.match(plain)
        cost = _investment(plain)
        if head is None or cost is None:
            continue
        core = _core(head[1])
        if not any(
            _says(one, _core(plain), least) or fuzz.ratio(core, one) >= least for one in cores
        ):
            yield Told(head[1], plain, cost)


def _alone(at: Sequence[str], own: int, cores: Mapping[int, str], least: float) -> str:
    """The one paragraph that tells of this project and of no other, ``""`` if there is none."""
    mine = [plain for plain in at if _AMOUNT.search(plain)]
    others = (core for i, core in cores.items() if i != own)
    if len(mine) != 1 or any(_says(core, _core(mine[0]), least) for core in others):
        return ""
    return mine[0]


def _says(core: str, paragraph: str, least: float) -> bool:
    if not core:
        return False
    return core in paragraph or (
        len(core) >= 6 and fuzz.partial_ratio(core, paragraph) >= max(least, 90)
    )


def _investment(paragraph: str) -> float | None:
    stated = {
        float(number.replace(",", "")) * _TIMES[unit] for number, unit in _AMOUNT.findall(paragraph)
    }
    return stated.pop() if len(stated) == 1 else None


def _paragraphs(text: str) -> list[str]:
    plain = re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text[:60000]))
    return [line for line in plain.split("\n") if line]


def _core(name: str) -> str:
    return _GENERAL.sub("", unicodedata.normalize("NFKC", name))
