"""A quick look into one file: what it is to a submission, and whose.

Only good enough to sort files into submissions; :mod:`extractors.roles` decides on the whole
document later. Content decides, the name never: that is a tie-breaker of packages' own.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import accumulate
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from extractors.detect import kind_of
from extractors.errors import UnreadableFile
from extractors.firm_names import clean_name, firm_mentions
from extractors.glimpse_text import sight_of
from extractors.packages_unlock import Keys, unlocked
from extractors.readers.legacy_checks import refuse_unfit
from schemas.document import Kind
from schemas.fields import BASIC_TABLE, TABLE_TITLES
from schemas.submission import Problem, Role

PLAN_KINDS: Final = frozenset(
    (Kind.DOCX, Kind.PDF, Kind.DOC, Kind.WPS, Kind.RTF, Kind.ODT, Kind.OFD)
)
"""What a plan may be handed in as (contract.md §1); a workbook or a note is none."""
_PROMISED: Final = ("材料真实性承诺", "材料真实性声明")
_MOST_OF_A_COVER: Final = 400
_COVERED: Final = re.compile(r"零碳.{0,14}工厂")
_TITLE_WITHIN: Final = 700
_TITLE: Final = re.compile(
    r"零碳[^。,;:《》]{0,24}(?:建设|培育|创建|申报|实施)(?:实施|工作)?方案(?:书|文本|报告)?"
)
_AFTER_TITLE: Final = re.compile(r"[(\[【\d二—-](?!.{0,8}(?:评审|论证|审查|意见))")
_LETTER: Final = re.compile(r"关于[^。]{0,60}$|《[^》]{0,60}$|评价要求[^。]{0,10}$")
_LABELS: Final = (
    "通讯地址",
    "材料真实性承诺",
    *(
        unicodedata.normalize("NFKC", entry.label)
        for entry in BASIC_TABLE
        if len(entry.label) >= 4 and entry.key not in ("address", "commitment_text")
    ),
)
_OWN_LABELS: Final = (
    "方案实施周期",
    "方案总投资",
    "年综合能耗",
    "碳排放总量",
    "行业先进值",
    "碳抵消率",
    "零碳",
)
_CHAPTERS: Final = (
    "培育建设基础与现状",
    "建设基础与现状",
    "培育建设目标",
    "绿色低碳工作基础",
    "能耗和碳排放现状",
    "节能降碳难点",
    "自主减排与边界内碳抵消",
    "工厂边界外碳抵消",
    "重点任务",
)
_POLICY: Final = (
    "特制定本方案",
    "组织申报推荐",
    "开展综合评选",
    "过程指导服务",
    "组织评估认定",
    "公布认定名单",
    "强化组织实施",
    "强化服务保障",
)
_SCORE_ITEMS: Final = (
    "能源信息化管理系统",
    "碳排放信息化系统",
    "专用设备能效",
    "通用设备能效",
    "可再生能源使用",
    "余能使用",
    "生态设计",
    "碳管理",
    "单耗水平",
    "技改项目",
    "技改成效",
    "碳抵消比例",
)
_ANNEX_TITLES: Final = tuple(title.split()[-1] for title in TABLE_TITLES.values())
_ANNEX_HEADERS: Final = (
    ("成果名称", "成果内容"),
    ("成果名称", "技术水平"),
    ("项目名称", "总投资"),
    ("项目名称", "建设期限"),
    ("设备名称", "型号"),
)
_FIRM_WORDS: Final = (
    "工厂(企业)名称",
    "工厂名称",
    "企业名称",
    "单位名称",
    "建设单位名称",
    "建设单位",
    "申报单位名称",
    "申报单位",
    "申报企业",
    "申请单位",
)
_FIRM_WORD: Final = "|".join(" *".join(map(re.escape, word)) for word in _FIRM_WORDS)
_FIRM_LABEL: Final = re.compile(
    r"(?:^|(?<=[\t\n]))[^\S\t\n]*[\d.、一二三()]{0,4}"
    rf"(?:{_FIRM_WORD})(?: *\([^)\n]{{0,8}}\))?[:\s_]+"
)
_FIRM_LETTERS: Final = re.compile(r"[^\t。;:]{2,60}")
_FIRM_END: Final = re.compile(
    r"^.{2,40}?(?:公司(?:[^,。:]{1,10}分公司)?|集团(?![)股公有])|(?<!工)厂(?![家界房区商长内外址])|合作社)"
)
_NO_FIRM: Final = re.compile(r"地址|名称|行业|地市|代码|单位|模板|经济和信息化|^[X×x*_\W]*$")
_USCC: Final = re.compile(r"[19][1239]\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_LINE: Final = re.compile(r"[\n\t\r]")
_HEAD: Final = 60
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_SPACE: Final = re.compile(r"\s+")


class Glimpse(Struct, frozen=True, omit_defaults=True):
    """What a quick look tells.

    ``role``: PLAN, ANNEXES (one or several), SELF_EVALUATION, ATTACHMENT (looked into, nothing
    of the form in it) or UNKNOWN (could not be looked into, or the basic table in a workbook). ``blank`` marks the form with
    nothing filled in, ``table`` one that holds the basic-information table; ``firms`` are the
    firms that the text mentions. ``scanned`` counts the pages that only OCR can read, as far as
    this look tells. ``characters`` counts Chinese ones: 0 for a scan and for a PDF
    whose fonts tell nothing; ``head`` is how the text begins. ``problem`` says why the file cannot be opened at all.
    """

    kind: Kind
    role: Role = Role.UNKNOWN
    factory_name: str = ""
    title: str = ""
    blank: bool = False
    table: bool = False
    firms: tuple[str, ...] = ()
    pages: int | None = None
    scanned: int = 0
    characters: int = 0
    head: str = ""
    problem: Problem | None = None


class Look(Struct, frozen=True, omit_defaults=True):
    """A file's identity (content hash, bytes) and its glimpse.

    ``plain`` is the unlocked copy of a file with a known password, which the glimpse is of.
    """

    sha256: str
    size: int
    glimpse: Glimpse
    plain: str = ""


def look(path: Path, keys: Keys) -> Look:
    """Hash the file at ``path`` and glance into it. Runs in the sandbox; never raises for bad input."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    seen = glimpse(path)
    plain = _unlocked(path, digest, keys) if _is_locked(seen) else None
    return Look(
        sha256=digest,
        size=path.stat().st_size,
        glimpse=glimpse(plain) if plain else seen,
        plain=str(plain or ""),
    )


def _is_locked(seen: Glimpse) -> bool:
    return seen.problem is not None and seen.problem.code == "encrypted"


def _unlocked(path: Path, digest: str, keys: Keys) -> Path | None:
    try:
        return unlocked(path, digest, keys)
    except UnreadableFile:
        return None


def glimpse(path: Path) -> Glimpse:
    """A quick look into the file; what keeps it closed becomes its ``problem``."""
    kind = Kind.OTHER
    try:
        kind = kind_of(path)
        refuse_unfit(path, kind)
        sight = sight_of(path, kind)
    except UnreadableFile as error:
        return Glimpse(kind, problem=error.problem)
    return structs.replace(judged(sight.text, kind, sight.pages), scanned=sight.scanned)


def judged(text: str, kind: Kind, pages: int | None = None) -> Glimpse:
    """What NFKC ``text`` (cells ended by tabs, lines by line breaks) says about its file."""
    lines = [_SPACE.sub("", line) for line in _LINE.split(text)]
    packed = "".join(lines)
    characters = len(_HAN.findall(packed))
    if not characters:
        return Glimpse(kind, pages=pages)
    title = _title(packed, frozenset(accumulate(map(len, lines))))
    firm, firms = factory_name(text), firm_mentions(text)
    role = _role(packed, title, kind, named=bool(firm))
    return Glimpse(
        kind=kind,
        role=role,
        factory_name=firm,
        title=title,
        blank=role is Role.PLAN and not (firm or firms or _USCC.search(packed)),
        table=_has_basic_table(packed),
        firms=firms,
        pages=pages,
        characters=characters,
        head=packed[:_HEAD],
    )


def _role(packed: str, title: str, kind: Kind, *, named: bool) -> Role:
    if _count(_POLICY, packed) >= 4 and not named:
        return Role.ATTACHMENT
    table, chapters = _has_basic_table(packed), _count(_CHAPTERS, packed)
    if kind in PLAN_KINDS and (table or chapters >= 2):
        return Role.PLAN
    if _count(_SCORE_ITEMS, packed) >= 5:
        return Role.SELF_EVALUATION
    if _has_annex(packed) and not chapters:
        return Role.ANNEXES
    if table:  # the form in a workbook: what it is shows when it is read
        return Role.UNKNOWN
    if kind is Kind.DOCX and named and not chapters and _is_cover(packed):
        return Role.UNKNOWN
    if kind is Kind.DOCX and packed.startswith(_PROMISED) and len(packed) <= _MOST_OF_A_COVER:
        return Role.UNKNOWN
    return Role.PLAN if kind in PLAN_KINDS and title else Role.ATTACHMENT


def _is_cover(packed: str) -> bool:
    """So little text that it is a cover at most: no plan of its own, but to be read.

    Only where a quick look sees all of the text.
    """
    short = len(packed) <= _MOST_OF_A_COVER and "。" not in packed
    return short and bool(_COVERED.search(packed)) and _count(_LABELS, packed) <= 2


def _has_basic_table(packed: str) -> bool:
    return _count(_LABELS, packed) >= 6 and _count(_OWN_LABELS, packed) > 0


def _title(packed: str, ends: frozenset[int]) -> str:
    """The plan's own title near the start: on lines of its own, not quoted, not written about."""
    start = packed[:_TITLE_WITHIN]
    for found in _TITLE.finditer(start):
        alone = found.end() in ends or _AFTER_TITLE.match(packed, found.end())
        if alone and not _LETTER.search(start[: found.start()]):
            return found.group()
    return ""


def _has_annex(packed: str) -> bool:
    titled = any(title in packed for title in _ANNEX_TITLES)
    return titled or any(all(word in packed for word in header) for header in _ANNEX_HEADERS)


def _count(words: tuple[str, ...], packed: str) -> int:
    return sum(1 for word in words if word in packed)


def factory_name(text: str) -> str:
    """The firm that the form's own labels name, ``""`` where they name none."""
    for label in _FIRM_LABEL.finditer(text):
        rest = _FIRM_LETTERS.match(text, label.end())
        name = _firm_at_start(rest.group()) if rest else ""
        if name:
            return name
    return ""


def _firm_at_start(rest: str) -> str:
    """The firm in the first line, else in the first two joined (a wrapped cell), else that line."""
    lines = [_SPACE.sub("", line) for line in rest.split("\n")]
    whole = _FIRM_END.match(lines[0]) or _FIRM_END.match("".join(lines[:2]))
    name = clean_name(whole.group() if whole else lines[0])
    return "" if len(name) < 4 or _NO_FIRM.search(name) else name
