"""What the boxes over the table offer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from msgspec import Struct

from desk.batches import filters
from desk.batches.filters import NOBODY, Filter
from desk.batches.table import trade_words
from desk.options import options
from schemas.desk import Role
from store import scopes, uploads
from store.models import Batch, Card, Person
from store.scopes import Who
from validators.catalogue import cards

_BATCHES: Final = 30


class Box(Struct, frozen=True):
    """One box: its name in the address, its label, its words."""

    name: str
    label: str
    is_set: bool
    options: SafeString


def of(me: Who, wanted: Filter) -> list[Box]:
    """All boxes, with what the filter has chosen; four queries."""
    cities, trades, owners = _cards(me, "city"), _cards(me, "trade"), _owners(me)
    return [
        _box("batch", "批次", "全部", wanted.batch, _latest(me)),
        _box("city", "市", "全部", wanted.city, ((c, c) for c in cities)),
        _box("trade", "行业", "全部", wanted.trade, ((t, trade_words(t)) for t in trades)),
        _box("status", "状态", "全部", wanted.status, filters.STATUSES.items()),
        _box("level", "级别", "不限", wanted.level, filters.LEVELS.items()),
        _box("rule", "规则", "不限", wanted.rule, _rules()),
        _box("owner", "负责人", "不限", wanted.owner, [(NOBODY, "未分派"), *owners]),
    ]


def _cards(me: Who, column: str) -> list[str]:
    """What stands in a column of the cards that ``me`` may see. Who sees all is spared the join:
    the column's index alone answers."""
    cards = Card.objects.exclude(**{column: ""})
    if me.role is not Role.PROVINCE:
        cards = cards.filter(submission__in=filters.rows(me).values("pk"))
    return sorted(cards.order_by().values_list(column, flat=True).distinct())


def _owners(me: Who) -> list[tuple[str, str]]:
    rows = scopes.submissions(me).exclude(owner="").order_by()
    return [(name, name) for name in sorted(rows.values_list("owner", flat=True).distinct())]


def sorts(wanted: Filter) -> SafeString:
    """The orders of the table."""
    return options(filters.SORTS.items(), wanted.sort)


def _latest(me: Who) -> list[tuple[str, str]]:
    """The latest batches that hold something of theirs."""
    held = Exists(scopes.submissions(me).filter(batch=OuterRef("pk")))
    rows = Batch.objects.filter(held).order_by("-pk")[:_BATCHES]
    return [(str(batch.pk), f"{localtime(batch.created_at):%m-%d} {batch.name}") for batch in rows]


def batches(me: Who) -> list[tuple[int, str]]:
    """The latest batches that hold something of theirs, for correcting one by an upload."""
    latest = uploads.correctable(me)[:_BATCHES]
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


def _box(name: str, label: str, none: str, chosen: str, words: Iterable[tuple[str, str]]) -> Box:
    known = list(words)
    if chosen and all(value != chosen for value, _ in known):
        known.append((chosen, f"{chosen}（现无）"))  # what narrows the list is shown, gone or not
    is_set = bool(chosen)
    return Box(name, label, is_set, options([("", none), *known], chosen))
