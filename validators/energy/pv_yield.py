"""Solar power: capacity beside a year's generation, where one sentence or one project states both.

>>> yields("新建6MWp屋顶光伏，年发电量600万kWh")
(6.0, 600.0)
>>> yields("建设5兆瓦光伏，25年累计发电1.2亿kWh") is None
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.submission import Submission
from validators.faults import Ground, cell_ground
from validators.figures import named_rows, printed
from validators.wording.passages import passages

_CAPACITY: Final = re.compile(
    r"(?<![\d.])(\d[\d,]{0,9}(?:\.\d{1,4})?)\s*(MW|兆瓦|kW|千瓦|GW)p?(?![·.]?(?:h|时))",
    re.IGNORECASE,
)
_POWER: Final = re.compile(
    r"(?:年均?|首年|每年|预计|设计|可)?(?:总)?(?:发电量?|发电能力)[^\d,，;；。]{0,8}(\d[\d,]{0,9}(?:\.\d{1,4})?)\s*(亿|万)?\s*(kWh|千瓦·?时|度|MWh|兆瓦时)",
    re.IGNORECASE,
)
_NOT_A_YEAR: Final = re.compile(
    r"累计发电|累计[^,，]{0,4}电量|\d{2}年(?:内|总|合计|运营)|全生命周期|以来|月均|日均|季度|扩建|新增|二期"
)
_SOLAR: Final = re.compile(r"光伏|太阳能发电")
_MW: Final = {"mw": 1.0, "兆瓦": 1.0, "kw": 1e-3, "千瓦": 1e-3, "gw": 1e3}
_WAN_KWH: Final = {
    "kwh": 1e-4,
    "千瓦时": 1e-4,
    "千瓦·时": 1e-4,
    "度": 1e-4,
    "mwh": 0.1,
    "兆瓦时": 0.1,
}
_TIMES: Final = {None: 1.0, "万": 1e4, "亿": 1e8}


def yields(words: str) -> tuple[float, float] | None:
    """MW and 万kWh a year, where ``words`` are on solar power and state just one of each."""
    said = unicodedata.normalize("NFKC", words[:600])
    if not _SOLAR.search(said) or _NOT_A_YEAR.search(said):
        return None
    capacities = {float(n.replace(",", "")) * _MW[u.lower()] for n, u in _CAPACITY.findall(said)}
    powers = {
        round(float(n.replace(",", "")) * _TIMES[t or None] * _WAN_KWH[u.lower()], 6)
        for n, t, u in _POWER.findall(said)
    }
    if len(capacities) != 1 or len(powers) != 1:
        return None
    return capacities.pop(), powers.pop()


def hours(megawatts: float, wan_kwh: float) -> float:
    """kWh per kW a year."""
    return wan_kwh * 10 / megawatts if megawatts else 0.0


def plants(submission: Submission) -> Iterator[tuple[str, list[Ground], str]]:
    """Where solar power may be stated: the place in words, its evidence, what stands there."""
    for i, row in named_rows(submission, "projects"):
        columns = [c for c in ("name", "content", "benefit") if c in row]
        stated = "，".join(printed(row[c]) for c in columns)
        yield f"第{i}项", [cell_ground("projects", i, c, row[c]) for c in columns[1:]], stated
    for passage in passages(submission):
        if "光伏" in passage.sentence and passage.chapter.number != "四":
            yield f"正文{passage.chapter.number}", [passage.ground()], passage.sentence
