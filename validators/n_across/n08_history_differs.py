"""同一企业前后两次申报，同一年度的数据应当一致。

为什么：历史数据改来改去，说明统计不严或迎合指标；确有统计修正的要说明。
同一信用代码、不同申报年度的材料之间比较，容许相差2%；同一年度重复申报的由N01说。以后一次为准提出。

反例：

>>> from validators.twins.fingerprints import fingerprint
>>> last = {"cover_date": "2024-03", "commitment_date": "2024-03-10"}
>>> before = fingerprint(right({**last, "energy_consumption.2023": 9120.0}, name="2024-甲"))
>>> say(f for _, f in check([before, fingerprint(right(name="2025-甲"))], policy))
warning N08 年综合能耗（2023年）本次8,700，上次9,120。

正例：

>>> same = fingerprint(right(last, name="2024-甲"))
>>> say(f for _, f in check([same, fingerprint(right(name="2025-甲"))], policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from validators.faults import fault, plain
from validators.figures import number
from validators.twins.fingerprints import Fingerprint

RULE = Rule(
    code="N08",
    name="history-differs",
    title="历年数据前后矛盾",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 一",
    message="{label}本次{now}，上次{before}。",
    across=True,
)


def check(batch: Sequence[Fingerprint], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Compare each application with the firm's one before."""
    firms: dict[str, dict[int, Fingerprint]] = {}
    for one in batch:
        if one.code and one.year is not None:
            firms.setdefault(one.code, {})[one.year] = one
    for years in firms.values():
        for earlier, later in pairwise(sorted(years)):
            for finding in _differing(years[earlier], years[later], policy.across.history_percent):
                yield years[later].name, finding


def _differing(old: Fingerprint, new: Fingerprint, percent: float) -> Iterator[Finding]:
    for key in new.fields:
        if not key.rpartition(".")[2].isdigit():
            continue
        now, before = number(new.fields[key]), number(old.fields.get(key))
        if now is None or before is None or abs(now - before) <= abs(before) * percent / 100:
            continue
        yield fault(
            RULE,
            [new.ground(key), old.ground(key)],
            label=label_of(key),
            now=plain(now),
            before=plain(before),
            expected=plain(before),
            actual=plain(now),
            working=f"{plain(now)} − {plain(before)} = {plain(now - before)}",
            fix="请核对历史数据；因统计修正而不同的请说明依据。",
        )
