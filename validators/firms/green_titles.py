"""绿色（低碳）工厂 titles that a submission names: of which level, how well documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

from schemas.place import WholeFile
from schemas.policy import Policy
from schemas.submission import Role, Submission
from validators.faults import Ground, place_ground
from validators.figures import printed
from validators.memory import remembered
from validators.wording.prose import Passage, clause_before, passages

_TITLE: Final = re.compile(
    r"绿色(?:低碳|[（(]低碳[)）])?(?:标杆|示范)?(?:工厂|制造(?:名单|体系|示范))"
)
_NATIONAL: Final = re.compile(r"国家|工信部|工业和信息化部|部级")
_PROVINCIAL: Final = re.compile(r"省级|全省|浙江省|省绿色|省经信|省工业和信息化|浙经信")
_LOWER: Final = re.compile(r"市级|区级|县级|镇级|园区|星级?")
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2}(?:市|县|(?<!园)区)(?:级)?$")
"""``瑞安市绿色工厂``: the place right before a title is who awarded it."""
_OTHERS: Final = re.compile(
    r"供应商|客户|上下游|产业链|链上|配套(?:企业|商)|合作(?:伙伴|企业)|同行|园区内?企业|\d{1,4}家"
)
"""Whose title it is, where not ours: ``供应商中8家已获绿色工厂称号``."""
_OURS: Final = re.compile(r"公司|我厂|本厂|我们|本企业|之一")
_PLANNED: Final = re.compile(r"拟|计划|争创|争取|力争|目标|将")
_TRIED: Final = re.compile(r"申报|申请|打造|创建|对标|按照|参照")
_DENIED: Final = re.compile(r"(?:尚未|未能|未曾|没有|未获|未列|未取得)[^，。]{0,12}$")
_WON: Final = re.compile(r"获|评为|评定为|认定|入选|入围|列入|授予|成功|通过|荣膺|成为|称号|复核")
_DOCUMENTED: Final = re.compile(r"(?:19|20)\d{2}\s*年|〔\d{4}〕|\[\d{4}\]|第\S{1,4}批|证书编号")
_ASKED_OF: Final = re.compile(
    r"[）)》」”]?(?:的|中)?(?:入选|梯度|培育|评价|评定|基本要求|要求|管理|标准|导则|细则|申报|创建|建设)"
)
"""After the words: what is asked of such factories, no title held."""
_AROUND: Final = 30


class Level(StrEnum):
    """Who awarded a title, as far as the text says."""

    NATIONAL = "国家级"
    PROVINCIAL = "省级"
    LOWER = "市级及以下"
    UNSAID = "未注明"


class Title(Struct, frozen=True):
    """One mention of a title held; ``documented``: a year or document number stands with it."""

    level: Level
    documented: bool
    ground: Ground


@remembered
def titles(submission: Submission, policy: Policy) -> tuple[Title, ...]:
    """The titles that text, self-evaluation, honours and names of attachments state as held."""
    return tuple(_titles(submission, policy))


def _titles(submission: Submission, policy: Policy) -> Iterator[Title]:
    for passage in passages(submission, policy):
        for found in _TITLE.finditer(passage.text):
            if _held(passage.text, found):
                yield _title(passage, found)
    honours = submission.fields.get("honours")
    if honours is not None and _TITLE.search(words := printed(honours) or honours.raw):
        yield _title(Passage(words, honours.where, "主要荣誉"), _TITLE.search(words))
    for file in submission.files:
        if file.role in (Role.ATTACHMENT, Role.UNKNOWN) and _TITLE.search(file.path):
            yield Title(
                _level(file.path), True, place_ground(WholeFile(file.path), "附件", file.path)
            )


def _title(passage: Passage, found: re.Match[str] | None) -> Title:
    start = found.start() if found else 0
    end = found.end() if found else 0
    around = clause_before(passage.text, start)[-_AROUND:] + passage.text[start : end + _AROUND]
    before = clause_before(passage.text, start)[-_AROUND:]
    local = _PLACE.search(before) is not None
    level = Level.LOWER if local else _level(before + passage.text[start : end + 8])
    mark = found[0] if found else ""
    return Title(level, bool(_DOCUMENTED.search(around)), passage.ground(start, mark))


def _held(text: str, found: re.Match[str]) -> bool:
    """Whether the title was won: one applied for only where the clause says 获评, 成功 …"""
    before = re.split(r"[，,]", clause_before(text, found.start()))[-1]
    after = re.split(r"[，,。；\n]", text[found.end() : found.end() + 12])[0]
    if _DENIED.search(before) or _PLANNED.search(before[-12:]):
        return False
    if _OTHERS.search(before) and not _OURS.search(before + after):
        return False
    if _ASKED_OF.match(text, found.end()):
        return bool(_WON.search(before))
    return not _TRIED.search(before[-12:]) or bool(_WON.search(before + after))


def _level(words: str) -> Level:
    for level, pattern in (
        (Level.NATIONAL, _NATIONAL),
        (Level.PROVINCIAL, _PROVINCIAL),
        (Level.LOWER, _LOWER),
    ):
        if pattern.search(words):
            return level
    return Level.UNSAID
