"""Company names that the running text prints, told apart from the applicant's own and its partners (K07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from rapidfuzz import fuzz

from schemas.policy import Policy
from schemas.submission import Submission
from validators.figures import printed
from validators.firms.names import normalised, without_region
from validators.wording.passages import Passage, passages

_NAME: Final = re.compile(
    r"[\u4e00-\u9fff(（)）]{4,26}?(?:股份有限公司|有限责任公司|集团有限公司|有限公司)"
)
_LEAD: Final = re.compile(
    r"^.*(?:与|和|及|由|向|在|对|为|是|的|于|了|经|被|如|等|从|至|到|按|据|委托|采购|联合|依托|公司名称|公司全称|全称|称|企业|本公司|系)(?=[\u4e00-\u9fff(（]{4})"
)
_RELATED: Final = re.compile(
    r"合作|联合|委托|采购|供应|供货|供热|供汽|供气|供电|热电|电力|厂家|制造商|承建|承担|实施单位|总包|设计|施工|安装|检测|认证|核查|核证|咨询|编制|"
    r"第三方|机构|客户|下游|上游|股东|控股|母公司|集团|子公司|分公司|关联|兄弟|并购|收购|前身|原名|更名|曾用名|租赁|出租|投资方|投资建设|能源服务|合同能源|"
    r"银行|保险|交易|回收|处置|运维|研发|共建|提供|签订|竞争|同行|标杆|对标|案例|参观|学习"
)
_AS_OURS: Final = re.compile(
    r"\s*[(（]?以下(?:简称|称)(?:为)?[“\"'《]?(?:本)?(?:公司|企业|我公司|工厂|我厂)"
)
_MOST: Final = 8


class Named(Struct, frozen=True):
    """A name that is not the applicant's, how often it stands and where."""

    name: str
    times: int
    as_ours: bool
    passages: tuple[Passage, ...]


def strangers(submission: Submission, policy: Policy) -> Iterator[Named]:
    """The names without a stated relation to the applicant, in the order of the text."""
    own = _own(submission)
    known = _known(submission)
    found: dict[str, list[tuple[Passage, bool]]] = {}
    for passage in passages(submission):
        for name, end in _names(passage.sentence):
            if not _is_own(name, own, policy) and normalised(name) not in known:
                ours = bool(_AS_OURS.match(passage.sentence, end))
                found.setdefault(name, []).append((passage, ours))
    for name, places in found.items():
        as_ours = any(ours for _, ours in places)
        if as_ours or not any(_RELATED.search(p.sentence) for p, _ in places):
            shown = tuple(p for p, _ in places[:_MOST])
            yield Named(name, len(places), as_ours, shown)


def _names(sentence: str) -> Iterator[tuple[str, int]]:
    if "公司" in sentence:
        for match in _NAME.finditer(sentence):
            yield _LEAD.sub("", match[0]).strip("()（）"), match.end()


def _own(submission: Submission) -> tuple[str, ...]:
    keys = ("factory_name", "cover_applicant")
    return tuple(name for key in keys if (name := printed(submission.fields.get(key))))


def _is_own(name: str, own: tuple[str, ...], policy: Policy) -> bool:
    """The applicant's name, a part of it, its branch, or it in another spelling."""
    mine = normalised(name)
    for other in map(normalised, own):
        core, its = without_region(mine), without_region(other)
        if mine in other or other in mine or (len(core) > 3 and (core in its or its in core)):
            return True
        if fuzz.ratio(core, its) >= policy.narrative.same_name:
            return True
    return False


def _known(submission: Submission) -> frozenset[str]:
    """Partners and makers that the annexes name."""
    columns = (
        ("innovations", "partner"),
        ("existing_equipment", "manufacturer"),
        ("new_equipment", "manufacturer"),
    )
    return frozenset(
        normalised(printed(row.get(column)))
        for table, column in columns
        for row in submission.tables.get(table, ())
    )
