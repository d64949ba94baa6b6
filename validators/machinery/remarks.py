"""What the remark of an equipment row tells: since when, until when, which grade and by what proof.

>>> since("2018年"), since("计划2025年12月底前淘汰"), leaving("已列入2026年更新计划")
(2018, None, True)
>>> stated_grade("1级（GB 20052-2013）"), [(s.number, s.year) for s in cited("1级（GB 20052-2013）")]
(1, [('20052', 2013)])
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from msgspec import Struct, convert

from validators.registers import rows_of

_YEAR: Final = re.compile(
    r"(19[5-9]\d|20[0-4]\d)(?:年|[./-](?:1[0-2]|0?[1-9])(?!\d)|$|(?=投|出|购|制|生))"
)
_LEAVING: Final = re.compile(
    r"淘汰|拟?更[新换]|[替置]换|拆除|停用|停运|报废|封存|退役|闲置|待改造|拟改造|计划改造"
)
_STAYS: Final = re.compile(
    r"未列?入?淘汰|不属于?淘汰|非淘汰|无需?(?:更[新换]|淘汰)|未淘汰|(?:已|为|属)(?:更[新换]|替换)后?新?增?设备"
)
_GRADE: Final = re.compile(
    r"([一二三123])级(?:能效|\()|能效(?:等级|水平)?[::为是达到]{0,3}([一二三123])级|^([一二三123])级(?:$|[,;、])"
)
_LEVELS: Final = {"一": 1, "1": 1, "二": 2, "2": 2, "三": 3, "3": 3}
_PROOF: Final = re.compile(
    r"GB|JB|国标|标准|标识|备案|证书|认证|报告|检测|铭牌|目录|领跑者|之星|公告", re.IGNORECASE
)
_STANDARD: Final = re.compile(r"GB(?:/T)?\s?(\d{4,5})\s?-\s?((?:19|20)\d\d)", re.IGNORECASE)


class Standard(Struct, frozen=True):
    """One edition of an efficiency standard: ``GB 20052-2024``, in force from ``effective`` (ISO)."""

    number: str
    year: int
    effective: str = ""
    equipment: str = ""

    @property
    def name(self) -> str:
        """As people cite it."""
        return f"GB {self.number}-{self.year}"


def since(remark: str) -> int | None:
    """The year in which the machine was made, bought or put to use; ``None`` where none is plain.

    A year beside words of leaving (``2025年底前淘汰``) is no such year, nor is a standard's.
    """
    plain = _STANDARD.sub("", _plain(remark))
    clauses = (clause for clause in re.split(r"[,;。、]", plain) if not leaving(clause))
    years = {int(found[1]) for clause in clauses for found in _YEAR.finditer(clause)}
    return min(years) if len(years) == 1 else None


def leaving(remark: str) -> bool:
    """Whether the remark says that the machine goes, has gone or is to be replaced."""
    plain = _plain(remark)
    return bool(_LEAVING.search(plain)) and not _STAYS.search(plain)


def stated_grade(remark: str) -> int | None:
    """The grade that a remark claims: ``一级能效``, ``2级（GB 18613-2020）``; ``None`` if none."""
    found = _GRADE.search(_plain(remark))
    return _LEVELS[next(group for group in found.groups() if group)] if found else None


def proven(remark: str) -> bool:
    """Whether the remark names a standard, a label or a paper that the grade rests on."""
    return bool(_PROOF.search(_plain(remark)))


def cited(remark: str) -> list[Standard]:
    """The standards that a remark cites with their year."""
    return [Standard(number, int(year)) for number, year in _STANDARD.findall(_plain(remark))]


def in_force(number: str, day: str) -> Standard | None:
    """The edition of a standard that held on an ISO day, ``None`` for one that we do not keep."""
    held = [entry for entry in _standards() if entry.number == number and entry.effective <= day]
    return max(held, key=lambda entry: entry.effective, default=None)


def _plain(remark: str) -> str:
    plain = re.sub(r"[\u2010-\u2015\u2212]+", "-", unicodedata.normalize("NFKC", remark))
    return re.sub(r"\s+", "", plain)


@cache
def _standards() -> tuple[Standard, ...]:
    return tuple(convert(row, Standard, strict=False) for row in rows_of("efficiency_standards"))
