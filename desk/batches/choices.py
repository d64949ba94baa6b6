"""What the boxes over the table offer."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.timezone import localtime
from msgspec import Struct

from desk.batches import filters
from desk.batches.filters import NOBODY, Filter
from desk.batches.table import trade_words
from schemas.desk import Role
from store import uploads
from store.models import Person
from store.scopes import Who
from validators.catalogue import cards


class Choice(Struct, frozen=True):
    """One word of a box."""

    value: str
    words: str
    on: bool


class Box(Struct, frozen=True):
    """One box: its name in the address, its label, its words; the first means no narrowing."""

    name: str
    label: str
    none: str
    choices: tuple[Choice, ...]

    @property
    def is_set(self) -> bool:
        return any(choice.on for choice in self.choices)


def of(me: Who, wanted: Filter) -> list[Box]:
    """All boxes, with what the filter has chosen; three queries."""
    rows = filters.rows(me).order_by()
    cities = rows.exclude(card__city="").values_list("card__city", flat=True).distinct()
    trades = rows.exclude(card__trade="").values_list("card__trade", flat=True).distinct()
    owners = rows.exclude(owner="").values_list("owner", flat=True).distinct()
    return [
        _box("city", "市", "全部", wanted.city, ((c, c) for c in sorted(cities))),
        _box("trade", "行业", "全部", wanted.trade, ((t, trade_words(t)) for t in sorted(trades))),
        _box("status", "状态", "全部", wanted.status, filters.STATUSES.items()),
        _box("level", "级别", "不限", wanted.level, filters.LEVELS.items()),
        _box("rule", "规则", "不限", wanted.rule, _rules()),
        _box("owner", "负责人", "不限", wanted.owner, _owners(owners)),
    ]


def sorts(wanted: Filter) -> list[Choice]:
    """The orders of the table."""
    return [Choice(key, words, key == wanted.sort) for key, words in filters.SORTS.items()]


def batches(me: Who) -> list[tuple[int, str]]:
    """The latest batches that hold something of theirs, for correcting one by an upload."""
    latest = uploads.correctable(me)[:30]
    return [
        (batch.pk, f"{batch.name}（{localtime(batch.created_at):%Y-%m-%d}）") for batch in latest
    ]


def staff(me: Who) -> list[str]:
    """Who may be put in charge: the province's staff and, for a city, its own."""
    people = Person.objects.filter(is_active=True, role__in=(Role.PROVINCE, Role.CITY))
    if me.role is Role.CITY:
        people = people.filter(role=Role.CITY, city__startswith=me.city[:2])
    return list(people.order_by("role", "name").values_list("name", flat=True))


def _rules() -> Iterable[tuple[str, str]]:
    return ((rule.code, f"{rule.code} {rule.title}") for rule in cards())


def _owners(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    return [(NOBODY, "未分派"), *((name, name) for name in sorted(names))]


def _box(name: str, label: str, none: str, chosen: str, words: Iterable[tuple[str, str]]) -> Box:
    return Box(name, label, none, tuple(Choice(key, said, key == chosen) for key, said in words))
