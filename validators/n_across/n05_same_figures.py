"""不同企业的关键数值不应成片相同。

为什么：产值、能耗、排放等不取整的数字有五个以上分毫不差，多半是套用了别家的表。
只比同一栏、同一年度的数；有效数字不足四位的（如58000）容易巧合，不比。疑为同一集团的只作提示（或为合并口径）。
同一信用代码的由N01、N08说。

反例：

>>> from validators.twins.fingerprints import fingerprint
>>> figures = {"output_value.2022": 52013.6, "output_value.2023": 55127.8, "output_value.2024": 58241.3, "emissions.2023": 16412.5, "energy_consumption.2024": 8561.7}
>>> other = {**figures, "uscc": "913306817125836037", "factory_name": "诸暨乙纸业有限公司"}
>>> batch = [fingerprint(right(figures, name="001-甲")), fingerprint(right(other, name="002-乙"))]
>>> say(f for name, f in check(batch, policy) if name == "001-甲")
warning N05 与诸暨乙纸业有限公司有5个关键数值完全相同。

正例：

>>> fine = fingerprint(right({**other, "emissions.2023": 20111.9}, name="002-乙"))
>>> say(f for _, f in check([batch[0], fine], policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from validators.faults import fault, plain
from validators.figures import number
from validators.firms.kin import GROUP, named, sisters
from validators.form.groups import paired
from validators.twins.fingerprints import Fingerprint

RULE = Rule(
    code="N05",
    name="same-figures",
    title="数值跨企业雷同",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="系统提示",
    message="与{names}有{count}个关键数值完全相同{reason}。",
    across=True,
)
_DIGITS: Final = 4
Shared = dict[int, list[str]]
"""By position in the batch: the keys of the figures in common."""


def check(batch: Sequence[Fingerprint], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Count, for each pair that shares any figure, how many it shares."""
    for i, shared in sorted(_sharing(batch, policy.across.same_figures).items()):
        one = batch[i]
        kin = all(sisters(one, batch[j]) for j in shared)
        most = max(shared, key=lambda j: len(shared[j]))
        keys = sorted(shared[most])
        yield (
            one.name,
            fault(
                RULE,
                [one.ground(key) for key in keys],
                severity=Severity.INFO if kin else None,
                names=named(batch[j] for j in shared),
                count=len(keys),
                reason=f"（{GROUP}，或为合并口径）" if kin else "",
                expected="各企业填报本企业的数据",
                actual=f"{batch[most].name}：" + "、".join(_shown(one, key) for key in keys[:6]),
                fix="请核对数据来源，按本企业口径重新填报。",
            ),
        )


def _sharing(batch: Sequence[Fingerprint], least: int) -> dict[int, Shared]:
    pairs: dict[tuple[int, int], list[str]] = {}
    for (key, _), members in _holders(batch).items():
        for first, second in paired(members):
            if batch[first].who != batch[second].who:
                pairs.setdefault((first, second), []).append(key)
    found: dict[int, Shared] = {}
    for (first, second), keys in pairs.items():
        if len(keys) >= least:
            found.setdefault(first, {})[second] = keys
            found.setdefault(second, {})[first] = keys
    return found


def _holders(batch: Sequence[Fingerprint]) -> dict[tuple[str, float], list[int]]:
    holders: dict[tuple[str, float], list[int]] = {}
    for i, one in enumerate(batch):
        for key, read in one.fields.items():
            value = number(read)
            if value is not None and _telling(value):
                holders.setdefault((key, value), []).append(i)
    return holders


def _telling(value: float) -> bool:
    """Whether a figure has so many digits that two firms hardly share it by chance."""
    return len(f"{abs(value):.10f}".replace(".", "").strip("0")) >= _DIGITS


def _shown(one: Fingerprint, key: str) -> str:
    return f"{one.ground(key).evidence.label}{plain(number(one.fields[key]) or 0.0)}"
