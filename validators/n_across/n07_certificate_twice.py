"""绿证、减排量凭证的编号不得重复使用。

为什么：绿证和减排量具有唯一性，同一张只能抵消一次；跨企业、跨年度重复使用即为虚报。
比较正文、附件和自评说明里写明的编号。同一专利号出现在几家的，可能是共有专利，为警告；
疑为同一集团的专利只作提示。同一企业同一年度的重复材料由N01说。

反例：

>>> from validators.twins.fingerprints import fingerprint
>>> used = {"evidence.carbon_offset": "绿证编号：GEC-2024-00123456"}
>>> other = {**used, "uscc": "913306817125836037", "factory_name": "诸暨乙纸业有限公司"}
>>> batch = [fingerprint(right(used, name="001-甲")), fingerprint(right(other, name="002-乙"))]
>>> say(f for name, f in check(batch, policy) if name == "001-甲")
error N07 绿证编号GEC-2024-00123456重复使用（另见诸暨乙纸业有限公司）。

正例：

>>> fine = fingerprint(right({**other, "evidence.carbon_offset": "绿证编号：GEC-2024-00999999"}, name="002-乙"))
>>> say(f for _, f in check([batch[0], fine], policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from validators.faults import fault
from validators.firms.certificates import Certificate
from validators.firms.kin import besides, named, sisters
from validators.twins.fingerprints import Fingerprint

RULE = Rule(
    code="N07",
    name="certificate-twice",
    title="同一绿证/CCER编号重复",
    severity=Severity.ERROR,
    speciality=Speciality.CARBON,
    citation="附件1 碳抵消比例；绿色电力证书、核证自愿减排量唯一性要求",
    message="{kind}编号{number}重复使用（另见{names}）。",
    across=True,
)
_PATENT: Final = "专利"
_SHARED_PATENT: Final = "{kind}号{number}同时见于{names}，请说明专利归属。"


def check(batch: Sequence[Fingerprint], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Group the batch by certificate, one entry a firm and year."""
    groups: dict[str, dict[tuple[str, int | None], tuple[Fingerprint, Certificate]]] = {}
    for one in batch:
        for paper in one.certificates:
            key = (one.who, one.year if paper.kind != _PATENT else None)
            groups.setdefault(paper.number, {}).setdefault(key, (one, paper))
    for users in groups.values():
        group = [one for one, _ in users.values()]
        for one, paper in users.values() if len(users) > 1 else ():
            yield one.name, _finding(one, paper, besides(one, group))


def _finding(one: Fingerprint, paper: Certificate, others: Sequence[Fingerprint]) -> Finding:
    patent = paper.kind == _PATENT
    kin = all(sisters(one, other) for other in others)
    return fault(
        RULE,
        [paper.ground()],
        severity=(Severity.INFO if kin else Severity.WARNING) if patent else None,
        template=_SHARED_PATENT if patent else "",
        kind=paper.kind,
        number=paper.printed,
        names=named(others),
        expected="每个编号只用一次",
        actual=f"{paper.printed}另见" + "、".join(other.name for other in others[:5]),
        fix="请核对编号和归属；重复使用的请撤下并重新计算碳抵消量。"
        if not patent
        else "请写明专利权人；与他人共有的请说明。",
    )
