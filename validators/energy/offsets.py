"""What the material says of its carbon offsets: which means, how much by each, of how much residual.

附件1 碳抵消比例: green power and certificates may cover half of 剩余排放量 at most; the list of means has
no 等. Amounts are read from the self-evaluation's explanation only: the text tells plans as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.faults import Ground, field_ground
from validators.figures import base_year, figure
from validators.points.score_evidence import explained, explanation_ground, folded
from validators.points.score_formulas import offset_rate_credited
from validators.wording.passages import passages

_NUMBER: Final = r"(\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?)"
_GREEN_WORDS: Final = r"绿证|绿电|绿色电力(?:证书)?"
_OTHER_WORDS: Final = (
    r"CCER|核证自愿减排|碳配额|配额|碳普惠|碳捕[集获]|碳封存|厂界?外(?:新能源|光伏|风电)"
)
_GAP: Final = r"(?:(?!绿|CCER|核证|配额|碳普惠|碳捕|碳封|厂外|厂界|剩余|[,。;、]).){0,10}?"
_AMOUNT: Final = _NUMBER + r"(万吨|吨|t(?!ce)|%)"
_GREEN: Final = re.compile(rf"(?:{_GREEN_WORDS}){_GAP}{_AMOUNT}")
_OTHER: Final = re.compile(rf"(?:{_OTHER_WORDS}){_GAP}{_AMOUNT}")
_RESIDUAL: Final = re.compile(
    rf"剩余(?:碳|二氧化碳|温室气体)?排放量?(?:总量)?(?:为|约|共|[:])?{_NUMBER}(万吨|吨|t)"
)
_LEFT: Final = re.compile(
    rf"剩余(?:碳|二氧化碳|温室气体)?排放(?:总?量)?[^\d,;。%]{{0,8}}?{_NUMBER}(万吨|吨|t)(?!标|ce)"
)
_DISMISSED: Final = re.compile(r"若|如果|假[设如]|上限|不超过|不得|比选|同行|某")
"""A sentence of what might be, of the limit itself or of others."""
_MEANS: Final = re.compile(rf"({_GREEN_WORDS})|({_OTHER_WORDS})")
_UNDONE: Final = re.compile(r"(?:未|暂无|尚未|没有|不)[^,。;]{0,8}$")


class Offsets(Struct, frozen=True):
    """Offsets by green power and by other means (tCO2), the residual that they cover (tCO2)."""

    green: float
    other: float
    residual: float
    stated: bool
    """Whether the residual is the applicant's own figure, not the table's emissions."""
    grounds: tuple[Ground, ...]

    def credited(self, policy: Policy) -> float:
        """The rate (percent) that counts."""
        return offset_rate_credited(self.green, self.other, self.residual, policy)

    def cap(self, policy: Policy) -> float:
        """The most that green power may cover (tCO2)."""
        return policy.scoring.green_power_cap / 100 * self.residual


def offsets(submission: Submission, policy: Policy) -> Offsets | None:
    """The amounts in the explanation of 碳抵消比例; ``None`` where no amount by green power stands there."""
    own = explained(submission, ScoreItem.CARBON_OFFSET)
    ground = explanation_ground(submission, ScoreItem.CARBON_OFFSET, policy)
    residual, stated, more = _residual(own, submission, policy)
    if ground is None or residual <= 0:
        return None
    green, other = (_sum(pattern, own, residual) for pattern in (_GREEN, _OTHER))
    if green is None:
        return None
    return Offsets(green, other or 0.0, residual, stated, (ground, *more))


def only_green(submission: Submission) -> bool:
    """Whether green power and certificates are the only means that the explanation names."""
    own = explained(submission, ScoreItem.CARBON_OFFSET)
    found = [m for m in _MEANS.finditer(own) if not _UNDONE.search(own[: m.start()][-12:])]
    return bool(found) and all(match[1] for match in found) and "等" not in own


def planned_green(submission: Submission, policy: Policy) -> tuple[float, float, Ground] | None:
    """Green power (tCO2) and the residual (tCO2) that chapter 三（三） plans to cover with it.

    ``None`` unless the chapter states the residual and an amount of green power, each in tonnes;
    of several amounts (years, contracts) the greatest counts, and of several residuals.
    """
    told = [p for p in passages(submission, "三（三）") if not _DISMISSED.search(p.sentence)]
    green = [(_tonnes(m[1], m[2]), p, m[0]) for p in told for m in _green_tonnes(p.sentence)]
    left = [_tonnes(m[1], m[2]) for p in told for m in _LEFT.finditer(folded(p.sentence))]
    if not green or not left:
        return None
    amount, passage, mark = max(green, key=lambda found: found[0])
    return amount, max(left), passage.ground(mark)


def _green_tonnes(sentence: str) -> Iterator[re.Match[str]]:
    return (m for m in _GREEN.finditer(folded(sentence)) if m[2] != "%")


def _residual(
    own: str, submission: Submission, policy: Policy
) -> tuple[float, bool, tuple[Ground, ...]]:
    if found := _RESIDUAL.search(own):
        return _tonnes(found[1], found[2]), True, ()
    key = f"emissions.{base_year(submission)}"
    gross = figure(submission, key)
    if gross is None or policy.switches.residual_basis == "stated":
        return 0.0, False, ()
    return gross, False, (field_ground(submission, key),)


def _sum(pattern: re.Pattern[str], own: str, residual: float) -> float | None:
    found = [
        residual * float(match[1].replace(",", "")) / 100
        if match[2] == "%"
        else _tonnes(match[1], match[2])
        for match in pattern.finditer(own)
    ]
    return sum(found) if found else None


def _tonnes(digits: str, unit: str) -> float:
    return float(digits.replace(",", "")) * (10000 if unit == "万吨" else 1)
