"""What a cell says about its own filling in, beside its value: the form's hints, a consultant's."""

from __future__ import annotations

import re

from msgspec import structs

from extractors.grammar.text import fold, nfkc
from schemas.document import Cell
from schemas.edition_2025 import GUIDANCE

_ASKING = re.compile(
    r"[\n（(【\[]\s*(?:(?:填[写表报]说明|填[写表]要求|注|说明|提示)\s*\d?\s*[:：]|请(?:在|勾选|打|选|于|按))[^□☐☑☒■]*\Z"
)
_BRIEF = re.compile(r"\A\s*[（(]\s*对零碳[^）)]{0,60}?(?:简要)?描述\s*[)）]\s*(?=\S)")
_HINTS = re.compile(
    r"[(（]?\s*4\s*位数?代码(?:及|和|、)?名称\s*[)）]?|(?:降低|提高|下降|提升)\s*[_＿\s]*[%％]?|"
    r"20\s*[_＿xX×*]{0,4}\s*年\s*[_＿xX×*]{0,4}\s*月\s*(?:[_＿xX×*]{0,4}\s*日)?|202?\s*[xX×]{1,2}\s*年?度?|"
    r"\s*年\s*月\s*(?:日\s*)?(?:至\s*年\s*月\s*(?:日)?)?|[%％]|至"
)
_MEASURES_HINT = fold(GUIDANCE["measures"])
_BEHIND = re.compile(r"\s*[(](?=[^()]*[\u3400-\u9fff]{2})[^()]{2,40}[)]\s*\Z")


def options(cell: Cell) -> Cell:
    """A cell of options without the hint behind them: ``（填写说明：请在方框内打√）`` is no tick.

    Nor is ink that nobody could read on a picture (U+FFFD); in a file it may be a mark without a name.
    """
    if "ocr" in cell.flags:
        cell = structs.replace(cell, text=cell.text.replace("\ufffd", " "))
    said = _ASKING.search(cell.text)
    return structs.replace(cell, text=cell.text[: said.start()].rstrip()) if said else cell


def code(text: str) -> str:
    """A code (NFKC) without the remark in brackets behind it: ``（18位，与营业执照一致）``."""
    return _BEHIND.sub("", text)


def answered(text: str) -> str:
    """主要举措与成效 without the form's own request in brackets, left standing before the answer."""
    return _BRIEF.sub("", text)


def is_hint(text: str) -> bool:
    """Whether only the template's own words stand in the cell."""
    plain = nfkc(text).strip()
    key = fold(plain).strip("()")
    return bool(plain) and (bool(_HINTS.fullmatch(plain)) or key == _MEASURES_HINT)
