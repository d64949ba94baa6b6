"""The log as an auditor reads it: narrowed, a page at a time, without anything of a submission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from msgspec import Struct

from schemas.desk import PAPER_WORDS, REASON_WORDS, ROLE_WORDS, RULING_WORDS, STAGE_WORDS
from store.audit import ACTIONS
from store.models import Audit, Finding, Submission

PAGE: Final = 50
_OBJECTS: Final = {
    "finding": "问题",
    "submission": "材料",
    "person": "人员",
    "paper": "文书",
    "blind": "盲审",
    "decision": "认定",
    "batch": "批次",
    "list": "名单",
}
_DETAILS: Final = {
    "address": "来自",
    "step": "步骤",
    "role": "角色",
    "city": "市",
    "file": "文件",
    "files": "文件",
    "page": "页",
    "form": "形式",
    "original": "原文件",
    "number": "第几次",
    "ruling": "认定",
    "reason": "理由",
    "remark": "说明",
    "agreed": "同意",
    "decision": "认定号",
    "key": "字段",
    "kind": "种类",
    "name": "名称",
    "sha256": "指纹",
    "before": "原为",
    "after": "改为",
    "bytes": "字节",
    "submissions": "材料数",
    "rows": "行数",
    "count": "数量",
    "tied": "有关系",
    "stage": "环节",
    "reader": "审阅人",
    "edition": "第几版",
    "source": "出处",
    "restored": "恢复自第几版",
}
"""The details that are shown; any other stays in the store, where the chain covers it."""
_STEPS: Final = {
    "add": "新增",
    "change": "修改角色或市",
    "enable": "恢复",
    "disable": "停用",
    "reset": "重置密码",
    "password": "修改密码",
    "make": "生成",
    "confirm": "确认",
    "queue": "开始",
    "pause": "暂停",
    "discard": "取消",
    "retry": "重试",
}
_VALUES: Final[dict[str, str]] = {
    str(key): word
    for words in (ROLE_WORDS, RULING_WORDS, REASON_WORDS, STAGE_WORDS, PAPER_WORDS, _STEPS)
    for key, word in words.items()
}
_LONGEST: Final = 80
_DIGITS: Final = 18


class Wanted(Struct, frozen=True):
    """What the log is narrowed to; days are the office's, both inclusive."""

    actor: str = ""
    action: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None
    """Only lines older than this one: the next page."""


class Line(Struct, frozen=True):
    """One line in words."""

    pk: int
    at: datetime
    actor: str
    action: str
    object: str
    details: tuple[tuple[str, str], ...]


def count(wanted: Wanted) -> int:
    """How many lines there are of what is wanted, over all pages."""
    return _narrowed(wanted).count()


def page(wanted: Wanted) -> tuple[list[Line], int | None]:
    """The next lines, the newest first, and the key that the page after them begins before."""
    rows = _narrowed(wanted).order_by("-pk")
    if wanted.before is not None:
        rows = rows.filter(pk__lt=wanted.before)
    found = list(rows[: PAGE + 1])
    named = _named(row.object for row in found)
    lines = [_in_words(row, named.get(row.object, "")) for row in found[:PAGE]]
    return lines, lines[-1].pk if len(found) > PAGE else None


def actors() -> list[str]:
    """Everybody who stands in the log."""
    return list(Audit.objects.order_by("actor").values_list("actor", flat=True).distinct())


def _narrowed(wanted: Wanted) -> QuerySet[Audit]:
    rows = Audit.objects.all()
    if wanted.actor:
        rows = rows.filter(actor=wanted.actor)
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.first:
        rows = rows.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        rows = rows.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _named(objects: Iterable[str]) -> dict[str, str]:
    """Whose material and which rule's finding, as far as they are still there."""
    kinds: dict[str, set[int]] = {"submission": set(), "finding": set()}
    for kind, _, number in (thing.partition(":") for thing in objects):
        if kind in kinds and number.isdecimal() and len(number) < _DIGITS:
            kinds[kind].add(int(number))
    firms = Submission.objects.filter(pk__in=kinds["submission"])
    rows = Finding.objects.filter(pk__in=kinds["finding"])
    own = firms.values_list("pk", "current__factory_name", "name")
    said = rows.values_list("pk", "rule", "version__factory_name", "version__submission__name")
    return {
        **{f"submission:{pk}": firm or name for pk, firm, name in own},
        **{f"finding:{pk}": f"{rule} {firm or name}" for pk, rule, firm, name in said},
    }


def _in_words(row: Audit, name: str) -> Line:
    kind, _, number = row.object.partition(":")
    known = kind in _OBJECTS and number
    thing = f"{_OBJECTS[kind]} {number} {name}".strip() if known else row.object
    action = ACTIONS.get(row.action, row.action)
    return Line(row.pk, row.at, row.actor, action, thing, _details(row.detail))


def _details(said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    shown = ((_DETAILS[key], _value(key, said[key])) for key in _DETAILS if key in said)
    return tuple((word, value) for word, value in shown if value)


def _value(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))[:_LONGEST]
    text = str(value if value is not None else "")
    return text[:12] if key == "sha256" else _VALUES.get(text, text)[:_LONGEST]
