"""正文一（四）提出的难点，三、四中须有对应的任务或项目。

为什么：模板要求“结合主要困难和短板弱项”提出任务；提了难点而没有措施，方案就缺了一块。
按关键词对照（蒸汽热力、余热、光伏绿电、计量数据、碳核算、人才、老旧设备），措施出现任一近义词即算对应；只作提示。

反例：

>>> hard = {"chapter.一（四）": "一是蒸汽依赖外购，用热成本高。", "chapter.三（二）": "实施照明改造。"}
>>> say(check(right(hard | {"projects.2.name": "照明改造", "projects.2.content": "更换灯具"}), policy))
info K14 一（四）提出的“蒸汽依赖外购”在重点任务中未见对应措施。

正例：

>>> met = {"chapter.一（四）": "一是蒸汽依赖外购。", "chapter.三（二）": "实施余热回收，减少外购蒸汽。"}
>>> say(check(right(met), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault
from validators.figures import printed, rows
from validators.wording.passages import passages, words

RULE = Rule(
    code="K14",
    name="hardship-unmet",
    title="难点与任务不对应",
    severity=Severity.INFO,
    speciality=Speciality.PROCESS,
    citation="附件2 正文一（四）、三（结合主要困难和短板弱项）",
    message="一（四）提出的“{issue}”在重点任务中未见对应措施。",
    inputs=("chapters",),
)
_PAIRS: Final = tuple(
    (re.compile(issue), re.compile(measure))
    for issue, measure in (
        (
            r"(?:蒸汽|热力|用热)[^,，。;；、]{0,8}(?:依赖|外购|刚性|成本)",
            r"蒸汽|热泵|余热|热力|供热|电替代|电加热|用热|锅炉",
        ),
        (
            r"(?:余热|余能|废热)[^,，。;；、]{0,8}(?:不足|浪费|有限|未|低|困难)",
            r"余热|余能|热泵|换热|梯级",
        ),
        (
            r"(?:可再生能源|光伏|绿电|屋顶)[^,，。;；、]{0,10}(?:有限|不足|受限|制约|偏低|不同步)",
            r"光伏|绿电|绿色电力|储能|可再生|风电|生物质|清洁电力",
        ),
        (
            r"(?:计量|数据|监测)[^,，。;；、]{0,10}(?:不全|不足|不够|缺失|薄弱|滞后|不完善)",
            r"计量|数据|监测|平台|系统|信息化|数字",
        ),
        (
            r"碳(?:核算|足迹|管理)[^,，。;；、]{0,10}(?:薄弱|不足|缺|起步|滞后)",
            r"核算|足迹|碳管理|碳排放管理|盘查|平台",
        ),
        (
            r"(?:人才|人员|专业力量|队伍)[^,，。;；、]{0,10}(?:不足|缺乏|短缺|较少|薄弱)",
            r"培训|人才|人员|队伍|引进|专职|外部|咨询",
        ),
        (
            r"(?:设备|装备|电机|空压机|锅炉)[^,，。;；、]{0,8}(?:老旧|落后|能效低|效率低|老化)",
            r"更新|更换|改造|淘汰|替换|高效|一级能效|升级",
        ),
    )
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Each hardship of 一（四） against the words of 三, 四 and annex 2-2."""
    measures = words(submission, "三") + words(submission, "四") + _projects(submission)
    if not words(submission, "三").strip():
        return
    for passage in passages(submission, "一（四）"):
        for issue, measure in _PAIRS:
            found = issue.search(passage.sentence)
            if found and not measure.search(measures):
                yield fault(
                    RULE,
                    [passage.ground(found[0])],
                    issue=found[0],
                    expected="三、重点任务中有对应措施",
                    actual="未见对应措施",
                    fix=f"请在正文三补充解决“{found[0]}”的任务或项目；暂不安排的请说明理由。",
                )


def _projects(submission: Submission) -> str:
    cells = (
        printed(row.get(column))
        for _, row in rows(submission, "projects")
        for column in ("name", "content")
    )
    return "\n".join(cells)
