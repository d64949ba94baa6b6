"""Values of the cover that a narrow column or a soft break wrapped onto the next lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.grammar import labels
from extractors.grammar.text import fold, is_blank
from schemas.fields import COVER, Field, Type

_LABEL_ENDS = re.compile(r"\A\s*[(（][^()（）]{1,8}[)）]\s*")
"""``（盖章）``: the label's own second line stands before the value's."""
_OTHER = re.compile(r"[:：\t]|[ \u3000]{2,}|单位|日期|地址|联系|编制|方案|制\Z")
"""A line of its own."""
_FIRM = re.compile(r"(?:公司|厂|集团|企业|中心)(?:[(][^()]{1,12}[)])?\Z")
_SHORT_DATE = re.compile(r"20\d\d(?:[./-]\d{1,2}[./-]?|[./-]|年(?:\d{1,2}月?)?)\Z")
_WHOLE_DATE = re.compile(r"20\d\d(?:([./-])\d{1,2}\1\d{1,2}|年\d{1,2}月\d{1,2}日)\Z")
_DISTRICT = re.compile(r"[\u3400-\u9fff]{2,4}市[\u3400-\u9fff]{1,6}[市县区]\Z")


def whole(field: Field, text: str, following: Sequence[str]) -> str:
    """``text`` with as many of the ``following`` lines as make it whole; else as it stands."""
    if is_blank(text) or _ended(field, text):
        return text
    told = text.rstrip()
    for line in following:
        more = _LABEL_ENDS.sub("", line).strip()
        if labels.best(line, COVER) or _OTHER.search(more):
            break
        told += more
        if _ended(field, told):
            return told
    return text


def _ended(field: Field, text: str) -> bool:
    key = fold(text)
    if field.type is Type.DATE:
        return _SHORT_DATE.fullmatch(key) is None and bool(_WHOLE_DATE.fullmatch(key))
    return bool((_DISTRICT if field.type is Type.CITY else _FIRM).search(key))
