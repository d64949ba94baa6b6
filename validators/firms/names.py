"""Company names made comparable (rules.md §2.4)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from validators.registers.divisions import divisions

_SEAL = re.compile(r"[（(]?(?:单位)?(?:公章|盖章|签章|章)[）)]?$")
_TRANSLATED = re.compile(r"(?<=[\u3400-\u9fff）)])[（(][A-Za-z][A-Za-z0-9.,&'-]{5,80}[）)]$")
"""The name in English behind the registered one."""
_PROVINCE = re.compile(r"^(?:浙江省?)")
_FORM = re.compile(
    r"（?(?:集团|控股)）?|（(?:中国|浙江|[\u3400-\u9fff]{2,3})）|股份|有限责任公司|有限公司|公司$|厂$"
)
_REGION_END = re.compile(r"(?:市|区|县)$")


@lru_cache(maxsize=4096)  # a batch asks for the same names again and again
def normalised(name: str) -> str:
    """The name in one spelling: NFKC, no spaces or underscores, brackets as （）, no seal words.

    股份有限公司, 有限公司 and 有限责任公司 stay distinct: they are different bodies.

    >>> normalised("浙江 某某(杭州)化纤有限公司（盖章）")
    '浙江某某（杭州）化纤有限公司'
    >>> normalised("某某化纤有限公司 (Moumou Fibre Co., Ltd.)")
    '某某化纤有限公司'
    """
    folded = re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", name))
    bare = _TRANSLATED.sub("", _SEAL.sub("", folded))
    return re.sub(r"[\[【〔(]", "（", re.sub(r"[\]】〕)]", "）", bare))


@lru_cache(maxsize=4096)
def without_region(name: str) -> str:
    """The normalised name without province, city and county words, for the second score.

    >>> without_region("浙江绍兴某某化纤有限公司")
    '某某化纤有限公司'
    """
    rest = _PROVINCE.sub("", normalised(name))
    for region in _regions():
        rest = rest.removeprefix(region)
    return rest.replace("（）", "")


def core(name: str) -> str:
    """What is a company's own in its name: no region, no 集团, no legal form.

    >>> core("浙江绍兴某某化纤（集团）有限公司"), core("某某化纤股份有限公司")
    ('某某化纤', '某某化纤')
    """
    return _FORM.sub("", without_region(name))


def brand(name: str) -> str:
    """The first two characters of the core: what the firms of one group share.

    >>> brand("海宁恒泰新材料有限公司"), brand("浙江恒泰石化有限公司")
    ('恒泰', '恒泰')
    """
    return core(name)[:2]


@cache
def _regions() -> tuple[str, ...]:
    names = {entry.name for entry in divisions() if entry.level in ("city", "county")}
    short = {_REGION_END.sub("", name) for name in names}
    known = (name for name in names | short if len(name) > 1)
    return tuple(sorted(known, key=len, reverse=True))
