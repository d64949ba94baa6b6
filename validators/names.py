"""Company names made comparable (rules.md §2.4)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from validators.registers.divisions import divisions

_SEAL = re.compile(r"[（(]?(?:单位)?(?:公章|盖章|签章|章)[）)]?$")
_PROVINCE = re.compile(r"^(?:浙江省?)")
_REGION_END = re.compile(r"(?:市|区|县)$")


def normalised(name: str) -> str:
    """The name in one spelling: NFKC, no spaces or underscores, brackets as （）, no seal words.

    股份有限公司, 有限公司 and 有限责任公司 stay distinct: they are different bodies.

    >>> normalised("浙江 某某(杭州)化纤有限公司（盖章）")
    '浙江某某（杭州）化纤有限公司'
    """
    folded = re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", name))
    bare = _SEAL.sub("", folded)
    return re.sub(r"[\[【〔(]", "（", re.sub(r"[\]】〕)]", "）", bare))


def without_region(name: str) -> str:
    """The normalised name without province, city and county words, for the second score.

    >>> without_region("浙江绍兴某某化纤有限公司")
    '某某化纤有限公司'
    """
    rest = _PROVINCE.sub("", normalised(name))
    for region in _regions():
        rest = rest.removeprefix(region)
    return rest.replace("（）", "")


@cache
def _regions() -> tuple[str, ...]:
    names = {entry.name for entry in divisions() if entry.level in ("city", "county")}
    short = {_REGION_END.sub("", name) for name in names}
    known = (name for name in names | short if len(name) > 1)
    return tuple(sorted(known, key=len, reverse=True))
