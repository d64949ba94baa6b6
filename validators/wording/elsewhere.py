"""Traces of another province or another trade in the running text (K08)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.submission import Submission
from validators.figures import text
from validators.wording.passages import Passage, passages

_PROVINCES: Final = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|"
    "内蒙古|广西|西藏|宁夏|新疆|苏州|无锡|常州|南京|青岛|济南|深圳|广州|佛山|东莞"
)
_DOCUMENT: Final = r"[^,。;，；、“”()（）]{0,24}(?:实施方案|行动方案|行动计划|建设方案|工作方案|管理办法|实施细则|条例|指导意见)"
_FOREIGN: Final = re.compile(rf"(?:{_PROVINCES})(?:省|市|自治区){_DOCUMENT}")
_OFFICE: Final = re.compile(
    rf"(?:{_PROVINCES})(?:省|市|自治区)?(?:工信厅|工业和信息化厅|经信厅|经济和信息化(?:厅|局|委员会)|工信局)"
)
_BOUND: Final = re.compile(r"依据|根据|按照|要求|报送|报备|申报|列入")
"""Another province's office binds nobody here: the firm that reports to it copied its plan."""
_ELSEWHERE: Final = re.compile(r"子公司|分公司|兄弟|集团|基地|客户|供应商|参照|借鉴|案例|某|其他省")
_OURS: Final = re.compile(rf"浙江省?{_DOCUMENT}|浙经信")
_FIRST_PERSON: Final = re.compile(r"本|我|公司|厂区|企业")
_TRADES: Final = (
    (("31",), re.compile(r"烧结机|高炉炼铁|转炉炼钢|钢厂烧结|炼铁|连铸机|烧结工序")),
    (("30",), re.compile(r"熟料煅烧|水泥熟料|水泥磨|回转窑煅烧|生料磨")),
    (("17", "18"), re.compile(r"染缸|印染车间|定型机|退浆|织布机|坯布")),
    (("22",), re.compile(r"纸机|制浆|碱回收|抄纸")),
    (("28",), re.compile(r"熔体直纺|纺丝箱体|长丝卷绕|加弹机")),
    (("15",), re.compile(r"发酵罐酿造|糖化锅|啤酒灌装")),
    (("32",), re.compile(r"铝电解槽|电解铝车间|铜冶炼闪速炉")),
)
"""Divisions of GB/T 4754 → processes that no other division has."""
_PROCESS: Final = re.compile("|".join(words.pattern for _, words in _TRADES))
_DIVISION: Final = 2


class Trace(Struct, frozen=True):
    """What does not belong: the words with their sentences, the field that says what would."""

    places: tuple[tuple[str, Passage], ...]
    key: str
    expected: str


def foreign_policies(submission: Submission, least: int) -> Iterator[Trace]:
    """Other provinces' policies, where they are at least ``least`` and more than Zhejiang's."""
    found, ours = [], 0
    for passage in passages(submission):
        ours += len(_OURS.findall(passage.sentence))
        found += [(m[0], passage) for m in _FOREIGN.finditer(passage.sentence)]
    if found:
        found += _foreign_offices(submission)
    if len(found) >= least and len(found) > ours:
        yield Trace(tuple(found), "cover_city", "浙江省的政策")


def _foreign_offices(submission: Submission) -> Iterator[tuple[str, Passage]]:
    """Other provinces' offices that the plan says it answers to."""
    for passage in passages(submission):
        if _BOUND.search(passage.sentence) and not _ELSEWHERE.search(passage.sentence):
            yield from ((m[0], passage) for m in _OFFICE.finditer(passage.sentence))


def foreign_trades(submission: Submission, least: int) -> Iterator[Trace]:
    """Another trade's processes, told as the firm's own ``least`` times or more."""
    code, name = (text(submission.fields.get(f"industry_{part}")) for part in ("code", "name"))
    if len(code) < _DIVISION:
        return
    business = text(submission.fields.get("main_business"))
    own = [p for p in passages(submission) if _tells_of_own(p.sentence)]
    for divisions, words in _TRADES:
        if code[:_DIVISION] in divisions or _related(code, divisions) or words.search(business):
            continue
        found = [(m[0], p) for p in own for m in words.finditer(p.sentence)]
        if len(found) >= least:
            yield Trace(tuple(found), "industry_name", name)


def _tells_of_own(sentence: str) -> bool:
    """Whether it tells of a trade's process as of the firm's own."""
    return bool(_PROCESS.search(sentence) and _FIRST_PERSON.search(sentence))


def _related(code: str, divisions: tuple[str, ...]) -> bool:
    """Textiles and fibres share processes, so do paper and printing, metals among each other."""
    families = (
        {"17", "18", "28", "29"},
        {"22", "23"},
        {"31", "32", "33"},
        {"13", "14", "15", "27"},
    )
    own = code[:_DIVISION]
    return any(own in family and family & set(divisions) for family in families)
