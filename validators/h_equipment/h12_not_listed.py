"""项目写明新购多少台的设备，更新设备清单里应当有。

为什么：附件2-3是设备投资的明细，项目有而清单无，投资和能效都核不拢。
看附件2-2的项目内容，也看正文“四、重点项目”中将要购置的（已购置的、别家的、不列入的不算）。
只看写明“新增、购置……N台（套）”且类别认得出的设备；改造、淘汰现有设备的不算。
变压器、电机、压缩机、风机、泵、锅炉（附件1所列通用设备）为警告，光伏、储能、换热等其他设备只作提示。

反例：

>>> say(check(right({"projects.2.content": "购置5台一级能效离心风机，替代老旧机组"}), policy))
warning H12 项目“空压系统改造”涉及购置5台一级能效离心风机，更新设备清单未列出。

>>> said = "重点项目还将购置磁悬浮离心鼓风机6台。"
>>> say(check(right({"chapter.四": said}), policy))
warning H12 项目“四、重点项目”涉及购置磁悬浮离心鼓风机6台，更新设备清单未列出。

正例：

>>> say(check(right({"projects.2.content": "新增4台一级能效空压机并回收余热"}), policy))
>>> say(check(right({"chapter.四": "2023年公司已购置离心风机6台，不列入本方案。"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, cell_ground, fault
from validators.figures import named_rows, printed
from validators.machinery.machines import GENERAL, Kind, kind_of, kinds_in, machines
from validators.machinery.models import as_read
from validators.wording.passages import passages

RULE = Rule(
    code="H12",
    name="not-listed",
    title="项目提到的设备未列清单",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件2-2 项目内容；附件2-3 更新设备清单",
    message="项目“{project}”涉及{devices}，更新设备清单未列出。",
    inputs=("tables.projects", "tables.new_equipment"),
)
_BOUGHT: Final = re.compile(r"(?:新增|新购|新上|新配|购置|购买|采购|引进|增设)(?:了|并)?")
_COUNTED: Final = re.compile(r"(?<![\d.])[\d一二两三四五六七八九十]{1,4}\s*(?:台套|台|套|组)")
_OLD: Final = re.compile(r"现有|原有|淘汰|拆除|利旧")
_AHEAD: Final = re.compile(r"将|拟|计划|本项目|重点项目")
_ASIDE: Final = re.compile(
    r"已|近年|近[三3]年|曾|同类|同行|集团|兄弟|子公司|客户|某|不列入|不计入|不属于|不纳入|另行|备选|远期|租|配套|附属|附带|随机|备品"
)
"""What the text tells of bygone years or of others, or keeps out of the plan."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look up every machine that a project counts."""
    listed = list(machines(submission, "new_equipment"))
    names = as_read("".join(machine.name for machine in listed))
    have = kinds_in(names)
    for position, row in named_rows(submission, "projects"):
        content = row.get("content")
        found = {w: kind for w, kind in _bought(printed(content)) if kind not in have}
        if found and content is not None:
            ground = cell_ground("projects", position, "content", content)
            yield _finding(printed(row.get("name")), found, len(listed), ground)
    for passage in passages(submission, "四"):
        told = dict(_told(passage.sentence)) if listed else {}
        found = {w: kind for w, kind in told.items() if kind in GENERAL - have}
        if found:
            yield _finding("四、重点项目", found, len(listed), passage.ground(next(iter(found))))


def _told(sentence: str) -> Iterator[tuple[str, Kind]]:
    """What a sentence of the text says is going to be bought for the plan."""
    if _AHEAD.search(sentence) and not _ASIDE.search(sentence):
        yield from _bought(sentence)


def _finding(project: str, found: dict[str, Kind], listed: int, ground: Ground) -> Finding:
    return fault(
        RULE,
        [ground],
        severity=None if GENERAL & set(found.values()) else Severity.INFO,
        project=project,
        devices="、".join(found),
        expected="更新设备清单列出该设备",
        actual=f"清单{listed}行中没有同类设备",
        fix="请在附件2-3更新设备清单补列该设备的型号、厂家、数量和功率。",
    )


def _bought(content: str) -> Iterator[tuple[str, Kind]]:
    """The clauses that buy a number of machines of one known kind: words and kind."""
    for clause in re.split(r"[,;。、:(]|并|替[代换]", unicodedata.normalize("NFKC", content)):
        start = _BOUGHT.search(clause)
        if start is None or _OLD.search(clause) or not _COUNTED.search(clause, start.end()):
            continue
        words = clause[start.start() :].strip()
        kind = kind_of(_COUNTED.sub("", words))
        if kind is not None and len(kinds_in(words)) == 1:
            yield words, kind
