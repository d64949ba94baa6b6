"""The roster of readers, kept as TOML (``roster.example.toml`` shows every item)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import msgspec

from schemas.assignment import Expert, Leave, Roster, Tie
from schemas.finding import Speciality
from schemas.words import SPECIALITY_WORDS

_HEADER: Final = re.compile(r"^\s*\[\[\s*experts\s*\]\]", re.MULTILINE)
_WORDS: Final = {word: speciality for speciality, word in SPECIALITY_WORDS.items()}
_TYPES: Final = {
    "int": "整数",
    "str": "文字",
    "bool": "true 或 false",
    "array": "数组",
    "object": "表",
}
_MISSING: Final = re.compile(r"missing required field `(\w+)`")
_UNKNOWN: Final = re.compile(r"contains unknown field `(.+?)`")
_ENUM: Final = re.compile(r"Invalid enum value (.+?)(?: - at `\$\.(.+?)`)?$")
_TYPE: Final = re.compile(r"Expected `(\w+)[^`]*`, got `[^`]*`(?: - at `\$\.(.+?)`)?")


class RosterError(ValueError):
    """A roster that cannot be used; the text says in Chinese where and why."""


def load(path: Path) -> Roster:
    """The roster in the TOML file at ``path``. Raises :class:`RosterError`."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise RosterError(f"专家名册打不开：{path}") from error
    except UnicodeDecodeError as error:
        raise RosterError(f"专家名册不是UTF-8编码：{path}，请另存为UTF-8") from error
    return parse(text, path.name)


@cache
def example() -> Roster:
    """The example roster that comes with the product; everybody in it is fictional."""
    name = "roster.example.toml"
    return parse(resources.files("routing").joinpath(name).read_text("utf-8"), name)


def parse(text: str, name: str) -> Roster:
    """The roster written in ``text``; ``name`` goes into messages. Raises :class:`RosterError`."""
    try:
        tables = tomllib.loads(text).get("experts", [])
    except tomllib.TOMLDecodeError as error:
        raise RosterError(f"{name} 不是有效的TOML：{error}") from error
    if not isinstance(tables, list) or not tables:
        raise RosterError(f"{name} 里没有任何专家，请至少写一段 [[experts]]")
    lines = _lines(text, len(tables))
    experts = tuple(
        _expert(table, f"{name} 第{line}行") for table, line in zip(tables, lines, strict=True)
    )
    _refuse_namesakes(experts, name)
    return Roster(experts)


def _lines(text: str, count: int) -> list[int]:
    """The line of each expert's header; inline tables have none and share the last one's."""
    lines = [text.count("\n", 0, found.end()) + 1 for found in _HEADER.finditer(text)] or [1]
    return [lines[min(index, len(lines) - 1)] for index in range(count)]


def _expert(table: object, place: str) -> Expert:
    who = table.get("name", "（未写姓名）") if isinstance(table, Mapping) else "（未写姓名）"
    prefix = f"{place}，专家“{who}”"
    try:
        expert = msgspec.convert(_plain(table), Expert)
    except msgspec.ValidationError as error:
        raise RosterError(f"{prefix}：{_in_chinese(str(error))}") from error
    for fault in _faults(expert):
        raise RosterError(f"{prefix}：{fault}")
    return expert


def _plain(value: object) -> object:
    """TOML's dates as ISO text, and specialities in Chinese as their codes."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(_WORDS[value]) if isinstance(value, str) and value in _WORDS else value


def _in_chinese(message: str) -> str:
    """The converter's English complaint in the words of somebody who edits the file."""
    if found := _MISSING.search(message):
        return f"缺少 {found[1]}"
    if found := _UNKNOWN.search(message):
        return f"有不认识的项 {found[1]}"
    if found := _ENUM.search(message):
        known = "、".join(speciality.value for speciality in Speciality)
        hint = f"，可用：{known}" if "specialities" in (found[2] or "") else ""
        return f"{found[2] or '取值'} 不认识 {found[1]}{hint}"
    if found := _TYPE.search(message):
        return f"{found[2] or '该项'} 应为{_TYPES.get(found[1], found[1])}"
    return f"填写有误（{message}）"


def _faults(expert: Expert) -> Iterator[str]:
    if not expert.name.strip():
        yield "姓名为空"
    if not expert.specialities:
        yield "specialities 为空，请至少写一个专业"
    if expert.limit < 0:
        yield "limit 不能为负数"
    for leave in expert.leave:
        yield from _faults_of_leave(leave)
    for tie in expert.ties:
        yield from _faults_of_tie(tie)


def _faults_of_leave(leave: Leave) -> Iterator[str]:
    if not (_is_day(leave.start) and _is_day(leave.end) and leave.start <= leave.end):
        yield f"休假日期有误：{leave.start} 至 {leave.end}（应为 2025-03-01 的形式，且先后有序）"


def _faults_of_tie(tie: Tie) -> Iterator[str]:
    if not (tie.firm.strip() or tie.uscc.strip()):
        yield "ties 里须写 firm（企业名称）或 uscc（统一社会信用代码）"
    if tie.until and not _is_day(tie.until):
        yield f"ties 的 until 日期有误：{tie.until}（应为 2025-03-01 的形式）"


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _refuse_namesakes(experts: Sequence[Expert], name: str) -> None:
    repeated = [who for who, count in Counter(e.name for e in experts).items() if count > 1]
    if repeated:
        raise RosterError(f"{name} 里有重名：{'、'.join(repeated)}，请加以区分")
