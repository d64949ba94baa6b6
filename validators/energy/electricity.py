"""A year's electricity as the text states it, and what it adds where energy was counted at 当量值."""

from __future__ import annotations

import re
from typing import Final

from schemas.policy import Policy
from schemas.spelling import nfkc
from schemas.submission import Submission

_POWER: Final = re.compile(
    r"(?:外购|购入|消耗|消费|使用|用|耗)\s*电(?:力|能|量)?(?:消费|消耗|使用)?量?(?:约|为|是|达|[:：])?\s*"
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[万亿]?)\s*(?:kWh|千瓦·?时|度)",
    re.IGNORECASE,
)
_OWN: Final = "自用电"
"""What a firm makes and uses itself is a part: a sentence that tells it does not tell the whole."""
_TIMES: Final = {"": 1.0, "万": 1e4, "亿": 1e8}


def power(submission: Submission, year: int) -> float | None:
    """The kWh of ``year`` that 一（三） states; ``None`` where it states none or several."""
    found = set()
    for chapter in submission.chapters:
        if chapter.number != "一（三）":
            continue
        for sentence in re.split(r"[。\n]", nfkc(chapter.text)):
            if str(year) in sentence and _OWN not in sentence:
                found |= {_kwh(match) for match in _POWER.finditer(sentence)}
    return found.pop() if len(found) == 1 else None


def _kwh(match: re.Match[str]) -> float:
    return float(match["figure"].replace(",", "")) * _TIMES[match["unit"]]


def equivalent(calorific_tce: float, kwh: float, policy: Policy) -> float:
    """The 等价值 (tce) of a 当量值 figure that holds ``kwh`` of electricity (rules.md §1).

    >>> from schemas.policy import edition
    >>> round(equivalent(2600, 8_000_000, edition()), 1)
    4016.8
    """
    each = policy.electricity
    return calorific_tce + kwh * (each.equivalent_kgce - each.calorific_kgce) / 1000
