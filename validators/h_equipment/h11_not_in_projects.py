"""更新设备应当在重点项目中有着落。

为什么：清单上的设备不属于任何项目，投资和效益就无处计算。
按设备类别和名称用字比对项目名称、内容和正文三、四章；项目笼统写“更换低效设备”“设备更新”的都算有着落。
同一清单合为一条；清单过半没有着落才是警告，少数几行多为项目内容写得简略，只作提示。

反例：

>>> say(check(right({"new_equipment.1.name": "磁悬浮离心鼓风机"}), policy))
warning H11 更新设备“磁悬浮离心鼓风机”未在重点项目中体现。

正例：

>>> say(check(right({"new_equipment.1.name": "永磁变频空压机"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.figures import named_rows, printed
from validators.machinery.machines import Machine, kinds_in, machines

RULE = Rule(
    code="H11",
    name="not-in-projects",
    title="更新设备在项目中无对应",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件2 正文四；附件2-2 项目内容；附件2-3 更新设备清单",
    message="更新设备“{names}”未在重点项目中体现。",
    inputs=("tables.projects", "tables.new_equipment"),
)
_ANY_MACHINE: Final = re.compile(
    r"(?:低效|老旧|落后|高耗能|重点用能|主要用能|高效|节能|通用|专用|生产|工艺|关键)(?:用能)?设备|设备(?:更新|改造|升级|置换|提升|迭代)|"
    r"更[新换].{0,6}设备|淘汰.{0,8}设备|一级能效产品|生产线|技改|产线|机电系统"
)
_EMPTY_WORDS: Final = re.compile(
    r"设备|系统|机组|装置|节能|高效|变频|永磁|智能|自动|全自动|新型|一级|二级|能效|超|型|用|式|[\d#\-（）()A-Za-z]"
)


_FOREIGN: Final = re.compile(r"[A-Za-z]{3,12}")
"""``MVR压缩机``: named as the project names its process."""
_BELONG: Final = (
    (
        re.compile(r"[电水汽气]表|仪表|流量计|互感器|采集|传感|网关|终端|计量"),
        re.compile(r"计量|采集|监测|监控|平台|信息化|数字化|能[管碳]|仪表|点位"),
    ),
    (re.compile(r"逆变器|汇流箱|并网柜|组件"), re.compile(r"光伏")),
    (re.compile(r"变流器|电池[簇柜舱]|PCS"), re.compile(r"储能")),
)
"""Machines that a project names by what they serve: meters by the platform, inverters by the sun."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for each new machine in what the projects say."""
    rows = [row for _, row in named_rows(submission, "projects")]
    listed = "。".join(printed(row.get(c)) for row in rows for c in ("name", "content", "benefit"))
    if not listed or _ANY_MACHINE.search(listed):
        return
    told = listed + "".join(c.text for c in submission.chapters if c.number[:1] in "三四")
    new = [machine for machine in machines(submission, "new_equipment") if machine.name]
    kinds = kinds_in(told)
    missing = [
        machine
        for machine in new
        if machine.kind not in kinds and not _named(machine, told) and not _serves(machine, told)
    ]
    if not missing:
        return
    yield fault(
        RULE,
        [machine.ground("name") for machine in missing],
        severity=None if 2 * len(missing) > len(new) else Severity.INFO,
        names="、".join(dict.fromkeys(machine.name for machine in missing)),
        expected="每台更新设备属于某个重点项目",
        actual=f"{len(missing)}行设备在附件2-2中找不到",
        fix="请在相应项目内容中写明该设备，或补列项目；不属于本方案的请从清单删去。",
    )


def _named(machine: Machine, told: str) -> bool:
    core = _EMPTY_WORDS.sub("", machine.name)
    pairs = {core[i : i + 2] for i in range(max(1, len(core) - 1))}
    foreign = _FOREIGN.findall(machine.name)
    return not core or any(word in told for word in (*pairs, *foreign))


def _serves(machine: Machine, told: str) -> bool:
    return any(names.search(machine.name) and served.search(told) for names, served in _BELONG)
