"""不同信用代码的企业名称高度相似的，提示核对。

为什么：可能是同一企业换了写法，也可能是集团内几家工厂分别申报（允许），故只作提示。
去掉地区、集团和组织形式后，字号相同且其余相似度不低于92的算相似；代码相同的由N01说。

反例：

>>> from validators.twins.fingerprints import fingerprint
>>> group = {"uscc": "913306817125836037", "factory_name": "浙江某某化纤（集团）有限公司"}
>>> batch = [fingerprint(right(name="001-甲")), fingerprint(right(group, name="002-乙"))]
>>> say(f for name, f in check(batch, policy) if name == "001-甲")
info N02 与“浙江某某化纤（集团）有限公司”名称高度相似。

正例：

>>> other = fingerprint(right({**group, "factory_name": "浙江某某热电有限公司"}, name="002-乙"))
>>> say(f for _, f in check([batch[0], other], policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from validators.faults import fault
from validators.firms.kin import besides, named, sharing
from validators.firms.names import brand, core
from validators.twins.fingerprints import Fingerprint

RULE = Rule(
    code="N02",
    name="similar-name",
    title="名称高度相似",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="系统提示",
    message="与“{names}”名称高度相似。",
    across=True,
)


def check(batch: Sequence[Fingerprint], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Compare the names of firms that share a brand."""
    firms = [one for one in batch if one.code and len(core(one.firm)) > 1]
    for _, alike in sharing(firms, lambda one: [brand(one.firm)]):
        for one in alike:
            others = [
                other for other in besides(one, alike) if _same(one, other, policy.across.same_name)
            ]
            if others:
                yield one.name, _finding(one, others)


def _same(one: Fingerprint, other: Fingerprint, least: float) -> bool:
    return fuzz.ratio(core(one.firm), core(other.firm)) >= least


def _finding(one: Fingerprint, others: Sequence[Fingerprint]) -> Finding:
    codes = "、".join(other.code for other in others[:3])
    return fault(
        RULE,
        [one.ground("factory_name")],
        names=named(others),
        expected="不同企业名称可以区分",
        actual=f"{one.firm}（{one.code}）；{named(others)}（{codes}）",
        fix="如为同一企业请只报一份；如为集团内不同工厂请在正文说明关系。",
    )
