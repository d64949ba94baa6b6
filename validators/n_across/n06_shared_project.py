"""同一个项目不应由几家企业分别申报。

为什么：投资和减碳量会被重复计算；园区共建项目应分清各家的份额。
项目名称高度相似且投资额相同才说；名称是各家通用的（如“屋顶光伏项目”）或投资额取整的容易巧合：
名称通用时，投资额要有四位有效数字且内容相同；名称不通用时，两者有其一即可。
疑为同一集团的只作提示；同一信用代码的由N01说。

反例：

>>> from validators.twins.fingerprints import fingerprint
>>> shared = {"projects.1.name": "园区共享储能电站", "projects.1.total_investment": 2653.4}
>>> other = {**shared, "uscc": "913306817125836037", "factory_name": "诸暨乙纸业有限公司"}
>>> batch = [fingerprint(right(shared, name="001-甲")), fingerprint(right(other, name="002-乙"))]
>>> say(f for name, f in check(batch, policy) if name == "001-甲")
warning N06 项目“园区共享储能电站”与诸暨乙纸业有限公司重复。

正例：

>>> fine = fingerprint(right({**other, "projects.1.name": "造纸烘缸余热回收"}, name="002-乙"))
>>> say(f for _, f in check([batch[0], fine], policy))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from validators.faults import fault, plain
from validators.firms.kin import GROUP, named, sisters
from validators.form.groups import paired
from validators.twins.fingerprints import Fingerprint, ProjectMark

RULE = Rule(
    code="N06",
    name="shared-project",
    title="同一项目被多家申报",
    severity=Severity.WARNING,
    speciality=Speciality.INVESTMENT,
    citation="附件2-2 项目名称、总投资额",
    message="项目“{project}”与{names}重复{reason}。",
    across=True,
)
_DIGITS: Final = 4
_CONTENT: Final = 20
Entry = tuple[Fingerprint, ProjectMark]


def check(batch: Sequence[Fingerprint], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Compare the projects that cost the same."""
    groups: dict[float, list[Entry]] = {}
    for one in batch:
        for project in one.projects:
            groups.setdefault(project.investment, []).append((one, project))
    users = Counter(name for one in batch for name in {project.name for project in one.projects})
    for entries in groups.values():
        for i, others in _alike(entries, users, policy.across.same_name).items():
            one, project = entries[i]
            yield one.name, _finding(one, project, others)


def _alike(
    entries: Sequence[Entry], users: Mapping[str, int], least: float
) -> dict[int, list[Fingerprint]]:
    found: dict[int, list[Fingerprint]] = {}
    for first, second in paired(range(len(entries))):
        (one, project), (other, rival) = entries[first], entries[second]
        alike = fuzz.ratio(project.name, rival.name) >= least
        general = max(users[project.name], users[rival.name]) > len(entries)
        if one.who != other.who and alike and _telling(project, rival, general):
            found.setdefault(first, []).append(other)
            found.setdefault(second, []).append(one)
    return found


def _telling(one: ProjectMark, other: ProjectMark, general: bool) -> bool:
    """Whether sum and content are such that two firms hardly share them by chance."""
    digits = len(f"{one.investment:.6f}".replace(".", "").strip("0"))
    same = len(one.content) >= _CONTENT and one.content == other.content
    return (digits >= _DIGITS and same) if general else (digits >= _DIGITS or same)


def _finding(one: Fingerprint, project: ProjectMark, others: Sequence[Fingerprint]) -> Finding:
    kin = all(sisters(one, other) for other in others)
    amount = plain(project.investment)
    return fault(
        RULE,
        project.grounds(),
        severity=Severity.INFO if kin else None,
        project=project.name,
        names=named(others),
        reason=f"（{GROUP}）" if kin else "",
        expected="一个项目由一家申报，共建项目按份额填报",
        actual=f"{project.name}（{amount}万元）另见" + "、".join(o.name for o in others[:5]),
        fix="请核实项目归属；园区或集团共建的请按本企业份额填报投资和效益。",
    )
