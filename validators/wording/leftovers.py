"""The form's own words and stand-ins left where a value belongs (A04), and cells left empty (A03)."""

from __future__ import annotations

import re

from schemas.spelling import nfkc
from schemas.submission import Read, State

_HINT_FLAGS = frozenset({"placeholder", "template_left"})
_REFUSED = frozenset({"dash", "none_word"})
_WHOLE = re.compile(
    r"\(?(?:4位数?代码(?:及|和|、)?名称|待补充|待定|待填写?|TODO|TBD|模板|[xX×*]{2,})\)?"
    r"|20[\s_xX×*]*年[\s_xX×*]*月[\s_xX×*]*日?"
    r"|[\s_]*年[\s_]*月[\s_]*至[\s_]*(?:年[\s_]*月)?[\s_]*"
    r"|(?:降低|提高)[\s_]*%"
)
"""What is a leftover when nothing else stands in the cell."""
_WITHIN = re.compile(
    r"(?<!\d)202\s?[xX×*](?![\dA-Za-z])|(?<!\d)20\s?[xX×*_]{2}\s?年"
    r"|[xX×*]{2,8}(?:股份|有限|集团|公司|工厂)|(?<![A-Za-z])[xX]{3,8}(?![A-Za-z])|×{2,8}"
)
"""What is a leftover wherever it stands."""
_SIGN = re.compile(r"[xX×*_]")
"""Without one of these nothing is a leftover within other words."""


def empty(read: Read) -> bool:
    """Whether the cell was left empty: no dash, no 不涉及, no leftover of the form."""
    return read.state is State.BLANK and not (_REFUSED | _HINT_FLAGS) & set(read.flags)


def refused(read: Read) -> bool:
    """Whether a dash or 无 / 不涉及 stands in the cell (A05's matter)."""
    return bool(_REFUSED & set(read.flags))


def leftover(read: Read) -> str:
    """The leftover that stands in the cell, ``""`` where the applicant's own words stand.

    >>> from schemas.place import WholeFile
    >>> [leftover(Read(t, t, WholeFile("x"))) for t in ("202X", "待定", "期待定制", "浙江XX有限公司")]
    ['202X', '待定', '', 'XX有限']
    """
    words = nfkc(read.raw).strip()
    if not words:
        return ""
    if read.state is State.BLANK and _HINT_FLAGS & set(read.flags):
        return words
    if _WHOLE.fullmatch(words):
        return words
    within = _WITHIN.search(words) if _SIGN.search(words) else None
    return within[0] if within else ""
