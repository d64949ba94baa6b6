"""What a person typed for a field → its value, by the field dictionary; strict, in plain Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from extractors.grammar.dates import read_date
from schemas.fields import ALL_FIELDS, HONOURS, OWNERSHIP, TABLES, Field, Type, label_of
from schemas.policy import edition
from schemas.submission import ScoreItem, State, Value
from store.refusals import Refused

BLANK: Final = "空"
"""What a person types where the form shows the field and nothing is written there."""
LONGEST: Final = 20_000


class Target(Struct, frozen=True):
    """A key that can be put right: what it is called and how its text is to be understood."""

    key: str
    label: str
    type: Type
    unit: str = ""


class Typed(Struct, frozen=True):
    """A value as typed: ``decimals`` counts the typed ones, ``None`` where it is no number."""

    value: Value
    raw: str
    state: State = State.STATED
    decimals: int | None = None


_OWN: Final = {
    "industry_code": Type.INDUSTRY,
    "industry_name": Type.TEXT,
    "period_start": Type.DATE,
    "period_end": Type.DATE,
}
_FIELDS: Final = {field.key: field for field in ALL_FIELDS}
_TABLE_WORDS: Final = {
    "innovations": "创新成果",
    "projects": "重点项目",
    "existing_equipment": "现有设备",
    "new_equipment": "更新设备",
}


def target_of(key: str) -> Target:
    """The field behind a stored key. Raises :class:`Refused` for a key that nobody may put right."""
    stem, _, rest = key.partition(".")
    if key in _OWN:
        return Target(key, label_of(key), _OWN[key])
    if stem in TABLES:
        return _cell_target(key, stem, rest)
    if stem == "self_evaluation" and rest in set(ScoreItem):
        return _claim_target(key, ScoreItem(rest))
    field = _FIELDS.get(stem)
    if field is None or not _suffix_fits(field, rest):
        raise Refused("no_such_field", "没有这个指标，不能更正。请从关键指标表重新进入。")
    if rest == "unit":
        return Target(key, label_of(key), Type.TEXT)
    unit = "" if field.unit == "free" else field.unit
    return Target(key, label_of(key), field.type, unit)


def _suffix_fits(field: Field, rest: str) -> bool:
    if field.yearly:
        return bool(re.fullmatch(r"(19|20)\d\d", rest))
    if field.compared:
        return rest in ("before", "after", "effect", "unit")
    return not rest


def _cell_target(key: str, table: str, rest: str) -> Target:
    number, _, column = rest.partition(".")
    found = next((field for field in TABLES[table] if field.key == column), None)
    if found is None or not re.fullmatch(r"[1-9]\d{0,3}", number):
        raise Refused("no_such_field", "没有这个指标，不能更正。请从关键指标表重新进入。")
    label = f"{_TABLE_WORDS[table]} 第{number}行 {found.label}"
    return Target(key, label, found.type, found.unit)


def _claim_target(key: str, item: ScoreItem) -> Target:
    label = next(row.label for row in edition().items if row.item is item)
    admission = item in (ScoreItem.ADMISSION_FACTORY, ScoreItem.ADMISSION_SCALE)
    kind = Type.FLAG if admission else Type.NUMBER
    return Target(key, f"自评 {label}", kind, "" if admission else "分")


def typed(target: Target, text: str) -> Typed:
    """The value that ``text`` means. Raises :class:`Refused` with what to type instead."""
    plain = unicodedata.normalize("NFC", text).strip()
    if not plain:
        raise Refused("nothing_typed", f"请填写正确的值；表上确实没有填的，请填“{BLANK}”。")
    if len(plain) > LONGEST:
        raise Refused("too_long", f"内容超过{LONGEST}字，请删减后再保存。")
    if plain == BLANK:
        return Typed(None, "", State.BLANK)
    return _PARSERS.get(target.type, _text)(target, plain)


def _refused(target: Target, text: str, advice: str) -> Refused:
    return Refused("not_understood", f"“{text[:40]}”不能作为“{target.label}”：{advice}")


_NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")


def _number(target: Target, text: str) -> Typed:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    plain = plain.removesuffix(_WRITTEN.get(target.unit, target.unit) or "\0")
    found = _NUMBER.fullmatch(plain.removesuffix(target.unit or "\0"))
    if found is None or len(plain) > 24:
        unit = f"（单位：{_WRITTEN.get(target.unit, target.unit)}）" if target.unit else ""
        raise _refused(target, text, f"请只填一个数字{unit}，例如 8650.00。")
    value = float(found[0].replace(",", ""))
    return Typed(value, text, decimals=len(found[1] or ""))


_WRITTEN: Final = {"tce": "吨标准煤", "tCO2": "吨二氧化碳", "kW": "千瓦"}


def _count(target: Target, text: str) -> Typed:
    found = _number(target, text)
    if not isinstance(found.value, float) or found.value != int(found.value) or found.value < 0:
        raise _refused(target, text, "请填一个整数，例如 12。")
    return found


def _date(target: Target, text: str) -> Typed:
    found = read_date(text)
    if found.value is None or "short_year" in found.flags:
        raise _refused(target, text, "请按 2025-03-10 或 2025年3月 的样子填写实际存在的日期。")
    month_only = target.key in ("period_start", "period_end")
    return Typed(found.value[:7] if month_only else found.value, text)


def _choice(target: Target, text: str) -> Typed:
    chosen = OWNERSHIP.get(text) or (text if text in OWNERSHIP.values() else None)
    if chosen is None:
        raise _refused(target, text, f"请从{'、'.join(OWNERSHIP)}中选一项。")
    return Typed(chosen, text)


def _choices(target: Target, text: str) -> Typed:
    chosen = [part for part in re.split(r"[、，,;；\s]+", text) if part]
    unknown = next((part for part in chosen if part not in HONOURS), None)
    if unknown:
        raise _refused(target, unknown, "请用表上印的荣誉名称，多项之间用顿号隔开。")
    return Typed(list(dict.fromkeys(chosen)), text)


def _flag(target: Target, text: str) -> Typed:
    said = {"是": True, "有": True, "符合": True, "否": False, "无": False, "不符合": False}
    if text not in said:
        words = "符合或不符合" if target.key.startswith("self_evaluation") else "是或否"
        raise _refused(target, text, f"请填{words}。")
    return Typed(said[text], text)


def _uscc(target: Target, text: str) -> Typed:
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not re.fullmatch(r"[0-9A-Z]{15,20}", plain):
        raise _refused(target, text, "请逐位填写表上印的18位数字和大写字母。")
    return Typed(plain, text)


def _phone(target: Target, text: str) -> Typed:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if not re.fullmatch(r"[\d+()/、;-]{7,60}", plain):
        raise Refused("not_understood", f"“{target.label}”请填手机号，或带区号的固定电话。")
    return Typed(plain, text)


def _industry(target: Target, text: str) -> Typed:
    plain = unicodedata.normalize("NFKC", text).upper()
    if not re.fullmatch(r"[A-Z]?\d{2,4}", plain):
        raise _refused(target, text, "请填国民经济行业代码，例如 2822。")
    return Typed(plain, text)


def _text(target: Target, text: str) -> Typed:
    return Typed(text, text)


_PARSERS: Final[dict[Type, Callable[[Target, str], Typed]]] = {
    Type.NUMBER: _number,
    Type.MONEY: _number,
    Type.PERCENT: _number,
    Type.COUNT: _count,
    Type.DATE: _date,
    Type.CHOICE: _choice,
    Type.CHOICES: _choices,
    Type.FLAG: _flag,
    Type.USCC: _uscc,
    Type.PHONE: _phone,
    Type.INDUSTRY: _industry,
}
