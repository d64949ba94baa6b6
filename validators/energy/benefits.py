"""What a project promises a year, as its 效益分析 prints it: energy, carbon, power and the rest.

>>> [(a.what, a.value) for a in amounts("年节能320吨标准煤，减碳550吨CO2；年发电量约600万kWh")]
[('tce', 320.0), ('tco2', 550.0), ('kwh', 600.0)]
>>> amounts("节能效果显著")
()
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct

from schemas.spelling import nfkc

_TIMES: Final = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "亿": 1e8}
_KILOGRAMS: Final = ("kg", "千克", "公斤")
_AMOUNT: Final = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,9}(?:\.\d{1,6})?)[多余]?"
    r"(?P<times>百万|[百千万亿](?!瓦|克))?"
    r"(?:(?P<tce>吨标准?煤|t标准?煤|tce|千克标准?煤|公斤标准?煤|kg标准?煤|kgce)"
    r"|(?P<tco2>(?:吨|t|kg|千克|公斤)(?:二氧化碳|碳)e?q?)"
    r"|(?P<kwh>kW[·.*]?h|千瓦[·.]?时|度|MW[·.]?h|兆瓦时|GW[·.]?h)"
    r"|(?P<ton>吨|t(?![a-z]))"
    r"|(?P<other>m3|立方米?|Nm3|标方|方|GJ|吉焦|kg|千克|公斤|MW(?!h)|百万千焦))"
    r"(?!/(?!年|a\b)|每)",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\d\s?[-~—至到]\Z")
_COAL_BEFORE: Final = re.compile(r"(?:标准?煤|标煤量|节能量?|节约能源|能耗)[^,;。、\d]{0,8}\Z")
_CO2_BEFORE: Final = re.compile(
    r"(?:二氧化碳|碳排放?量?|减碳量?|减排量?|降碳量?)[^,;。、\d]{0,8}\Z"
)
_OTHER_BEFORE: Final = re.compile(
    r"(?:水|材料?|原料|蒸汽|粉尘|固废|油|VOCs?|废.{1,4})[^,;。、\d]{0,6}\Z"
)
_LEVEL: Final = re.compile(
    r"(?:现有|原有?|改造前|由|从|目前|累计|总投资|容量|配置|新?建设?|储能|年产|产能|规模|降至|降到|降为)[^,;。\d]{0,10}\Z"
)
_CO2: Final = re.compile(r"CO[2₂]", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[\s()（）]+")


class Amount(Struct, frozen=True):
    """One figure a year: ``what`` is tce, tco2 (t), kwh (万kWh) or other; ``text`` as printed."""

    what: str
    value: float
    text: str


@lru_cache(maxsize=512)  # several rules read the same cells
def amounts(text: str) -> tuple[Amount, ...]:
    """Every figure with a unit, in printed order; ranges and levels (``由320降至``) are left out."""
    plain = _BLANKS.sub("", nfkc(_CO2.sub("二氧化碳", text[:2000])))
    return tuple(_amount(hit, plain) for hit in _AMOUNT.finditer(plain) if _is_gain(hit, plain))


def only(listed: Iterable[Amount], what: str) -> Amount | None:
    """The one figure of a kind; ``None`` where there is none, or several that differ."""
    found = [amount for amount in listed if amount.what == what]
    return found[0] if len({amount.value for amount in found}) == 1 else None


def _amount(hit: re.Match[str], plain: str) -> Amount:
    what = hit.lastgroup or "other"
    unit, value = hit[what], float(hit["n"].replace(",", "")) * _TIMES[hit["times"] or ""]
    if what == "ton":
        what = _tonnes_of(plain[max(0, hit.start() - 24) : hit.start()])
    elif what == "kwh":
        value *= {"M": 0.1, "兆": 0.1, "G": 100.0}.get(unit[0].upper(), 1e-4)
    elif what != "other" and unit.lower().startswith(_KILOGRAMS):
        value /= 1000
    return Amount(what, round(value, 6), hit[0])


def _tonnes_of(before: str) -> str:
    """What tonnes without a name are, by the words before them: ``减少碳排放898吨``."""
    if _OTHER_BEFORE.search(before):
        return "other"
    if _CO2_BEFORE.search(before):
        return "tco2"
    return "tce" if _COAL_BEFORE.search(before) else "other"


def _is_gain(hit: re.Match[str], plain: str) -> bool:
    before, after = plain[max(0, hit.start() - 24) : hit.start()], plain[hit.end() : hit.end() + 2]
    return not (_RANGE.search(before) or _LEVEL.search(before) or re.match(r"[-~—至]\d", after))
