"""同一统一社会信用代码在同一批次只能申报一次。

为什么：重复申报会占用名额、重复计数；也可能是补正材料混在了同一批。
代码不足18位或含非法字符的由B01说，不参与比较。每份材料各出一条，写明另外几份。

反例：

>>> both = [right(name="001-甲"), right(name="002-乙")]
>>> say(finding for _, finding in check(both, policy))
error N01 信用代码91330109MA2B3C4D1C重复申报（001-甲、002-乙）。
error N01 信用代码91330109MA2B3C4D1C重复申报（001-甲、002-乙）。

正例：

>>> other = right({"uscc": "913306817125836037"}, name="002-乙")
>>> say(finding for _, finding in check([right(name="001-甲"), other], policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import text

RULE = Rule(
    code="N01",
    name="same-uscc",
    title="同一信用代码重复申报",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="二（一）组织申报推荐",
    message="信用代码{code}重复申报（{names}）。",
    across=True,
)
_CODE: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


def check(batch: Sequence[Submission], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Group the batch by code and speak about every group of two or more."""
    groups: dict[str, list[Submission]] = {}
    for submission in batch:
        code = _code(submission)
        if code:
            groups.setdefault(code, []).append(submission)
    for code, alike in groups.items():
        if len(alike) > 1:
            yield from (
                (submission.name, _finding(submission, code, alike)) for submission in alike
            )


def _code(submission: Submission) -> str:
    raw = unicodedata.normalize("NFKC", text(submission.fields.get("uscc"))).upper()
    code = re.sub(r"[\s\-]", "", raw)
    return code if _CODE.fullmatch(code) else ""


def _finding(submission: Submission, code: str, alike: Sequence[Submission]) -> Finding:
    names = "、".join(other.name for other in alike)
    others = "、".join(other.name for other in alike if other is not submission)
    return fault(
        RULE,
        [field_ground(submission, "uscc")],
        code=code,
        names=names,
        expected="同一批次一份",
        actual=f"另见{others}",
        fix=f"请核对与“{others}”是否同一企业；如为补正材料，请只保留最新一份。",
    )
