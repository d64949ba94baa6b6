"""所属行业应在七大重点行业，或属于新材料、新能源、高端装备。

为什么：政策聚焦这些行业；“聚焦”不是“仅限”，故只作提示，不影响受理。
七大行业政策未列明，按省节能降碳技改行动计划取钢铁、建材、石化、化工、造纸、化纤、纺织（参数可改）。
非制造业由B14说，代码不在目录由B12说。

反例：

>>> cakes = {"industry_code": "1411", "industry_name": "糕点、面包制造", "main_business": "糕点生产"}
>>> say(check(right(cakes), policy))
info C10 行业“糕点、面包制造”不在七大重点行业及新材料、新能源、高端装备范围，请核对。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import printed
from validators.firms.industry_code import code_of
from validators.registers.industries import named

RULE = Rule(
    code="C10",
    name="out-of-focus",
    title="超出行业聚焦范围",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="一 聚焦七大重点行业及新材料、新能源、高端装备等",
    message="行业“{industry}”不在七大重点行业及新材料、新能源、高端装备范围，请核对。",
    inputs=("industry_code",),
)
_STATING = ("factory_name", "industry_name", "main_business")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The division, else the words of what the firm says about itself."""
    industry = named(code_of(submission))
    if industry is None or industry.division_code in policy.focus.divisions:
        return
    if _named(submission, industry.name, policy.focus.words):
        return
    yield fault(
        RULE,
        [field_ground(submission, "industry_code")],
        industry=industry.name,
        expected="七大重点行业或新材料、新能源、高端装备",
        actual=industry.division_name,
        fix="不影响受理；属于新材料、新能源、高端装备领域的，请在正文一（一）写明。",
    )


def _named(submission: Submission, official: str, words: tuple[str, ...]) -> bool:
    """Whether industry, name or business say one of the words, or 一（一） says that the firm is such.

    What a firm builds on its roof (光伏) does not make it a maker of it.
    """
    about = official + "".join(printed(submission.fields.get(key)) for key in _STATING)
    if any(word in about for word in words):
        return True
    such = re.compile(rf"(?:属于?|从事|聚焦|专注)[^。，；\n]{{0,12}}(?:{'|'.join(words)})")
    return any(such.search(c.text) for c in submission.chapters if c.number == "一（一）")
