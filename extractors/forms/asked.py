"""What a cell says about its own filling in, beside its value: the form's hints, a consultant's."""

from __future__ import annotations

import re

from msgspec import structs

from schemas.document import Cell

_ASKING = re.compile(
    r"[\n（(【\[]\s*(?:(?:填[写表报]说明|填[写表]要求|注|说明|提示)\s*\d?\s*[:：]|请(?:在|勾选|打|选|于|按))[^□☐☑☒■]*\Z"
)
_BEHIND = re.compile(r"\s*[(](?=[^()]*[\u3400-\u9fff]{2})[^()]{2,40}[)]\s*\Z")


def options(cell: Cell) -> Cell:
    """A cell of options without the hint behind them: ``（填写说明：请在方框内打√）`` is no tick."""
    said = _ASKING.search(cell.text)
    return structs.replace(cell, text=cell.text[: said.start()].rstrip()) if said else cell


def code(text: str) -> str:
    """A code (NFKC) without the remark in brackets behind it: ``（18位，与营业执照一致）``."""
    return _BEHIND.sub("", text)
