"""A list as somebody pastes it, line by line: who stands on it, and which lines cannot be used and why.

Lines of a table copied from Excel, WPS or Word, or typed with commas or blanks. A head row names the columns;
without one each cell is told by what it looks like. Nothing is guessed: a line in doubt is shown with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from desk.dictionaries.dates import since_of
from extractors.grammar.text import nfkc
from schemas.lists import ListKind
from schemas.policy import Listed
from validators.firms.credit_code import check_character, likely, well_formed
from validators.firms.names import normalised
from validators.registers.divisions import city_of_text

MOST: Final = 10_000
"""Lines that are read."""
_NAME_MOST: Final = 100
_NAME_LEAST: Final = 4
_STATUS_MOST: Final = 40
_SHOWN: Final = 80
_CODE_LENGTH: Final = 18
_HEAD_AMONG: Final = 10
_HEADS: Final = {
    "name": "企业名称 单位名称 工厂名称 申报单位 企业 单位 工厂 名称 公司名称 企业全称 单位全称",
    "uscc": "统一社会信用代码 社会信用代码 信用代码 统一信用代码 统一社会信用代码（18位）",
    "since": "年度 年份 列入年度 名单年度 公布年度 列入年份 移出日期 移出时间 移出年月 移出年度 公布日期 公布时间 日期 时间",
    "status": "状态 现有状态 培育状态 目前状态 现状",
}
_COLUMN_OF: Final = {word: column for column, words in _HEADS.items() for word in words.split()}
_STATUS: Final = re.compile(
    r"(?:在)?培育中?|(?:已)?(?:退出|认定|撤销|移出|取消|暂停|验收|通过认定|自动退出)"
)
_CODE_LIKE: Final = re.compile(r"[0-9A-Za-z]{14,22}")
_CODE_DIGITS: Final = 6
_AS_NUMBER: Final = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
_SERIAL: Final = re.compile(r"[（(]?\d{1,5}[)）.、]?")
_DISTRICT: Final = re.compile(r"[\u3400-\u9fff]{2,8}(?:省|市|区|县|镇|街道|开发区|新区)")


class Unusable(Struct, frozen=True):
    """A line that cannot be used."""

    number: int
    text: str
    reason: str


class Pasted(Struct, frozen=True):
    """What was pasted, understood. Line numbers are those of the text, from 1."""

    listed: tuple[Listed, ...]
    unusable: tuple[Unusable, ...]
    blank: int

    @property
    def lines(self) -> int:
        """Lines that were meant to be firms."""
        return len(self.listed) + len(self.unusable)

    @property
    def uncoded(self) -> int:
        """Firms without a credit code: known by exactly their name."""
        return sum(not entry.uscc for entry in self.listed)


class _Trouble(Exception):
    """Why a line cannot be used, in words."""


def read(text: str, kind: ListKind, since: str = "", status: str = "") -> Pasted:
    """The firms of ``text``; ``since`` and ``status`` stand for lines that say none of their own."""
    numbered = [(number, line) for number, line in enumerate(text.splitlines(), start=1)]
    written = [(number, cells) for number, line in numbered if any(cells := _cells(line))]
    head, columns = _head(written)
    usual = (since_of(since, kind), status.strip())
    listed: list[Listed] = []
    unusable: list[Unusable] = []
    met: dict[str, tuple[int, Listed]] = {}
    for place, (number, cells) in enumerate(written[head:]):
        try:
            if place >= MOST:
                raise _Trouble(f"超过{MOST}行的部分没有读，请分次录入")
            entry = _entry(_sorted(cells, columns, kind), kind, usual)
            _not_twice(number, entry, met)
        except _Trouble as trouble:
            unusable.append(Unusable(number, "　".join(filter(None, cells))[:_SHOWN], str(trouble)))
        else:
            listed.append(entry)
    return Pasted(tuple(listed), tuple(unusable), len(numbered) - len(written))


def _cells(line: str) -> list[str]:
    """The cells of a line: by tabs, else by commas and the like, else by blanks."""
    for separator in (r"\t", r"[,，;；|]", r"\s+"):
        if re.search(separator, line.strip()):
            return [_plain(cell) for cell in re.split(separator, line.strip("\r\n"))]
    return [_plain(line)]


def _plain(cell: str) -> str:
    """Without what nobody sees, without quotes around it, blanks at the ends and doubled ones."""
    return " ".join(_UNSEEN.sub(" ", cell).split()).strip("\"'“”")


def _folded(cell: str) -> str:
    return re.sub(r"\s+", "", nfkc(cell)).replace("(", "（").replace(")", "）")


def _head(written: Sequence[tuple[int, list[str]]]) -> tuple[int, Mapping[str, int]]:
    """How many lines come before the first firm, and which column is what where a head says it."""
    for place, (_, cells) in enumerate(written[:_HEAD_AMONG]):
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells):
            column = _COLUMN_OF.get(_folded(cell))
            if column:
                columns.setdefault(column, at)
        if "name" in columns and (len(columns) > 1 or len(cells) == 1 or "序号" in cells):
            return place + 1, columns
    return 0, {}


def _sorted(cells: Sequence[str], columns: Mapping[str, int], kind: ListKind) -> dict[str, str]:
    """The cells by what they are."""
    if columns:
        return {name: cells[at] for name, at in columns.items() if at < len(cells)}
    found: dict[str, str] = {}
    for cell in filter(None, cells):
        what = _kind_of(cell, kind)
        if what == "name" and "name" in found:
            continue  # a remark behind the name
        found.setdefault(what, cell)
    return found


def _kind_of(cell: str, kind: ListKind) -> str:
    if len(cell) > _NAME_MOST:
        return "name"
    folded = _folded(cell)
    if _like_a_code(re.sub(r"[-_·.]", "", folded)) or _AS_NUMBER.fullmatch(folded):
        return "uscc"
    if since_of(folded, kind):
        return "since"
    if _SERIAL.fullmatch(folded):
        return "serial"
    if _STATUS.fullmatch(folded):
        return "status"
    if city_of_text(folded) == folded or _DISTRICT.fullmatch(folded):
        return "place"
    return "name"


def _like_a_code(text: str) -> bool:
    return bool(_CODE_LIKE.fullmatch(text)) and sum(map(str.isdigit, text)) >= _CODE_DIGITS


def _entry(cells: Mapping[str, str], kind: ListKind, usual: tuple[str, str]) -> Listed:
    name = _name(cells.get("name", ""))
    uscc = _code(cells.get("uscc", ""))
    written = cells.get("since", "")
    since = since_of(written, kind)
    if written and not since:
        raise _Trouble(f"“{written[:20]}”不是{_DATES[kind]}")
    since = since or usual[0]
    if not since:
        raise _Trouble(f"没有写{_DATES[kind].partition('（')[0]}，也没有填统一的{_USUAL[kind]}")
    status = cells.get("status", "") or usual[1]
    if len(status) > _STATUS_MOST:
        raise _Trouble("状态过长，请写成“培育中”“已退出”等几个字")
    return Listed(name, uscc, since, status)


_DATES: Final = {
    ListKind.CULTIVATED: "年度（如 2025）",
    ListKind.REMOVED: "移出日期（如 2024-12 或 2024年12月5日）",
}
_USUAL: Final = {ListKind.CULTIVATED: "名单年度", ListKind.REMOVED: "移出日期"}


def _name(cell: str) -> str:
    if not cell or _folded(cell).isdecimal():
        raise _Trouble("没有企业名称")
    if len(cell) < _NAME_LEAST:
        raise _Trouble("企业名称不全，请写全称")
    if len(cell) > _NAME_MOST:
        raise _Trouble(f"企业名称超过{_NAME_MOST}字，请核对是否几行并成了一行")
    return cell


def _code(cell: str) -> str:
    if _AS_NUMBER.fullmatch(_folded(cell)):
        raise _Trouble("信用代码在表格里成了数字，末几位已丢失；请把该列设为文本后重新填写")
    code = re.sub(r"[\s\-_·.]+", "", _folded(cell)).upper()
    if not code or code in ("无", "/", "—"):
        return ""
    if len(code) != _CODE_LENGTH:
        raise _Trouble(f"信用代码应为18位，这里是{len(code)}位")
    meant = likely(code)
    perhaps = f"，是否为 {meant}？" if meant else "，请对照营业执照核对"
    if not well_formed(code):
        raise _Trouble(f"信用代码里有不该出现的字符{perhaps}")
    if code[17] != check_character(code):
        raise _Trouble(f"信用代码的校验位不对{perhaps}")
    return code


def _not_twice(number: int, entry: Listed, met: dict[str, tuple[int, Listed]]) -> None:
    keys = list(keys_of(entry))
    for key in keys:
        if key not in met:
            continue
        line, other = met[key]
        if entry.uscc and other.uscc and entry.uscc != other.uscc:
            raise _Trouble(f"与第{line}行同名而信用代码不同，请核对")
        raise _Trouble(f"与第{line}行重复")
    met.update((key, (number, entry)) for key in keys)


def keys_of(entry: Listed) -> Iterator[str]:
    """What tells a firm: its code where there is one, and its name in one spelling."""
    if entry.uscc:
        yield entry.uscc
    yield normalised(entry.name)


def heads(kind: ListKind) -> tuple[str, ...]:
    """The columns of a list, as tables and workbooks head them."""
    since = "年度" if kind is ListKind.CULTIVATED else "移出日期"
    return ("企业名称", "统一社会信用代码", since, "状态")


def as_text(listed: Sequence[Listed], kind: ListKind) -> str:
    """Lines that :func:`read` understands as just these firms."""
    rows = ((entry.name, entry.uscc, entry.since, entry.status) for entry in listed)
    return "\n".join("\t".join(row) for row in [heads(kind), *rows])
