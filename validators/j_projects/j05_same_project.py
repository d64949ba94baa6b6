"""附件2-2的重点项目名称不得重复或高度相似。

为什么：同一项目列两次，投资和节能量就会重复计算。
比较时去掉“项目、工程、建设、发电”等泛称；期别、编号、数字、方位不同（如一期与二期、1#与2#）的是不同项目，不说。

反例：

>>> names = {"projects.1.name": "屋顶光伏项目", "projects.2.name": "屋顶光伏发电项目"}
>>> say(check(right(names), policy))
warning J05 第1、2项项目名称重复或高度相似。

正例：

>>> say(check(right({"projects.1.name": "屋顶光伏一期", "projects.2.name": "屋顶光伏二期"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import cell_ground, fault
from validators.figures import text
from validators.form.annexes import column

RULE = Rule(
    code="J05",
    name="same-project",
    title="项目名称重复",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2-2 项目名称",
    message="第{first}、{second}项项目名称重复或高度相似。",
    inputs=("tables.projects",),
)
_GENERAL: Final = re.compile(r"项目|工程|建设|发电|实施|系统|[的及与和、，,（）()《》“”\s]")
_MARKS: Final = re.compile(
    r"[0-9A-Za-z.]+|[一二三四五六七八九十甲乙丙丁]+|[东西南北中新老旧前后左右上下内外冷热高低]"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the names in pairs."""
    reads = column(submission, "projects", "name")
    names = {position: text(read) for position, read in reads.items() if text(read)}
    for first, second in combinations(names, 2):
        if not _same(names[first], names[second], policy.tolerance.same_name):
            continue
        yield fault(
            RULE,
            [cell_ground("projects", i, "name", reads[i]) for i in (first, second)],
            first=first,
            second=second,
            expected="项目名称各不相同",
            actual=f"{names[first]}；{names[second]}",
            fix="重复列入的请删去一项；确为不同项目的请在名称中注明地点、期别或编号。",
        )


def _same(first: str, second: str, least: float) -> bool:
    one, other = _core(first), _core(second)
    if not one or not other or _marks(one) != _marks(other):
        return False
    return one == other or (fuzz.ratio(one, other) >= least and _small_words(one, other))


def _core(name: str) -> str:
    return _GENERAL.sub("", unicodedata.normalize("NFKC", name))


def _marks(name: str) -> list[str]:
    return _MARKS.findall(name)


def _small_words(one: str, other: str) -> bool:
    """Whether only words were put in or left out: a word exchanged for another is another thing."""
    moves = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return all(move[0] != "replace" for move in moves)
