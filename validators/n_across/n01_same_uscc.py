"""同一统一社会信用代码在同一批次只能申报一次。

为什么：重复申报会占用名额、重复计数；也可能是补正材料混在了同一批。
代码不足18位或含非法字符的由B01说，不参与比较；不同年度的申报是先后两次，由N08核对数据。每份材料各出一条，写明另外几份。

反例：

>>> from validators.twins.fingerprints import fingerprint
>>> first = fingerprint(right(name="001-甲"))
>>> say(f for _, f in check([first, fingerprint(right(name="002-乙"))], policy))
error N01 信用代码91330109MA2B3C4D1C重复申报（001-甲、002-乙）。
error N01 信用代码91330109MA2B3C4D1C重复申报（001-甲、002-乙）。

正例：

>>> other = fingerprint(right({"uscc": "913306817125836037"}, name="002-乙"))
>>> say(f for _, f in check([first, other], policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from validators.faults import fault
from validators.twins.fingerprints import Fingerprint

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


def check(batch: Sequence[Fingerprint], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Group the batch by code and year and speak about every group of two or more."""
    groups: dict[tuple[str, int | None], list[Fingerprint]] = {}
    for one in batch:
        if one.code:
            groups.setdefault((one.code, one.year), []).append(one)
    for (code, _), alike in groups.items():
        if len(alike) > 1:
            yield from ((one.name, _finding(one, code, alike)) for one in alike)


def _finding(one: Fingerprint, code: str, alike: Sequence[Fingerprint]) -> Finding:
    others = "、".join(other.name for other in alike if other is not one)
    return fault(
        RULE,
        [one.ground("uscc")],
        code=code,
        names="、".join(other.name for other in alike),
        expected="同一批次一份",
        actual=f"另见{others}",
        fix=f"请核对与“{others}”是否同一企业；如为补正材料，请只保留最新一份。",
    )
