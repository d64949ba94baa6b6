"""正文不得以其他单位的名称作主语，也不得反复出现与本单位无关的企业名称。

为什么：咨询机构套用他人方案时，最常留下的就是原企业的名称。
上级集团、股东、供应商、合作单位、检测核查机构、附件2-1合作单位和附件2-3生产厂家不算；本单位名称的不同写法不算。
他人名称后写明“（以下简称公司/本公司）”的，出现一次即说；其他须超过3次。

反例：

>>> other = "江苏某某印染有限公司（以下简称“公司”）位于厂区内，产品以面料为主。"
>>> say(check(right({"chapter.一（一）": other}), policy))
error K07 正文出现其他单位名称“江苏某某印染有限公司”1次，疑似套用他人材料。

正例：

>>> own = "浙江某某化纤有限公司（以下简称“公司”）与江苏某某印染有限公司长期合作。"
>>> say(check(right({"chapter.一（一）": own}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.firms.firm_names import Named, strangers

RULE = Rule(
    code="K07",
    name="other-company",
    title="单位名称在正文中出现他人名称",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 正文",
    message="正文出现其他单位名称“{name}”{times}次，疑似套用他人材料。",
    inputs=("factory_name", "chapters"),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Names that the text calls 本公司, or repeats without saying what they are to the firm."""
    for stranger in strangers(submission, policy):
        if stranger.as_ours or stranger.times > policy.narrative.name_times:
            yield _finding(submission, stranger)


def _finding(submission: Submission, stranger: Named) -> Finding:
    own = submission.fields["factory_name"]
    return fault(
        RULE,
        [
            *(p.ground(stranger.name) for p in stranger.passages),
            field_ground(submission, "factory_name"),
        ],
        name=stranger.name,
        times=stranger.times,
        expected=str(own.value),
        actual=stranger.name,
        fix=f"请通读正文，删改“{stranger.name}”的内容，换成本单位的实际情况；确有关系的请写明（如供应商、合作单位）。",
    )
