"""When a firm came onto a list, as the rules' sentences say it: ``2025``, ``2024年12月``."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from extractors.grammar.text import nfkc
from schemas.lists import ListKind

_FIRST: Final = 2000
_LAST: Final = 2099
_WRITTEN: Final = re.compile(
    r"(20\d\d)(?:年度?)?"
    r"(?:[-/.]?(\d{1,2})月?(?:[-/.]?(\d{1,2})日?)?)?(?:第[一二三四五六七八九十\d]+批)?"
    r"(?: ?\d\d:\d\d(?::\d\d)?)?"
)
_PACKED: Final = re.compile(r"(20\d\d)(\d\d)(\d\d)?")


def since_of(text: str, kind: ListKind) -> str:
    """The year (培育名单) or the day as far as it is stated (移出名单); ``""`` where there is none.

    >>> since_of("2025年度", ListKind.CULTIVATED), since_of("2025-03-01", ListKind.CULTIVATED)
    ('2025', '2025')
    >>> since_of("2024.12", ListKind.REMOVED), since_of("2024/12/5", ListKind.REMOVED)
    ('2024年12月', '2024年12月5日')
    >>> since_of("20241205", ListKind.REMOVED), since_of("2024-13", ListKind.REMOVED)
    ('2024年12月5日', '')
    """
    plain = nfkc(text).strip().removesuffix(".0")
    found = _PACKED.fullmatch(plain) or _WRITTEN.fullmatch(plain)
    if found is None:
        return ""
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not _is_one(year, month, day):
        return ""
    if kind is ListKind.CULTIVATED:
        return str(year)
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _is_one(year: int, month: int, day: int) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return _FIRST <= year <= _LAST and (bool(month) or not day)
