"""The board's filter: what stands in the address, checked, and the condition that it means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, When
from django.http import QueryDict
from msgspec import Struct, structs

from schemas.desk import STAGE_WORDS
from store import scopes, workdays
from store.models import Finding, Submission
from store.scopes import Who

NOBODY: Final = "-"
"""The owner's word for: nobody yet."""
STATUSES: Final = {"closed_file": "需人工", **STAGE_WORDS}
LEVELS: Final = {
    "error": "有错误",
    "asking": "错误、警告",
    "warning": "只有警告",
    "clean": "无错误警告",
}
SORTS: Final = {
    "due": "剩余工作日",
    "errors": "错误多的在前",
    "unsure": "置信度低的在前",
    "new": "新收的在前",
    "firm": "企业名称",
}
VIEWS: Final = {
    "all": "全部",
    "mine": "我的待核",
    "errors": "有错误",
    "missing": "缺材料",
    "due": "两日内到期",
    "again": "重新提交",
}
_SOON: Final = 2
_LONGEST: Final = 60
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_RULE: Final = re.compile(r"[A-Z][0-9]{2}")
_OPEN: Final = ("checking", "reviewing", "closing")


class Filter(Struct, frozen=True, omit_defaults=True):
    """What a list shows; an empty word does not narrow it."""

    view: str = "all"
    batch: str = ""
    city: str = ""
    trade: str = ""
    status: str = ""
    level: str = ""
    rule: str = ""
    owner: str = ""
    q: str = ""
    sort: str = "due"

    @property
    def query(self) -> str:
        """The filter as an address carries it, without what does not narrow."""
        return urlencode(_kept(self))

    @property
    def is_narrow(self) -> bool:
        """Whether one of the boxes narrows the list, beside its view and its batch."""
        words = (self.city, self.trade, self.status, self.level, self.rule, self.owner, self.q)
        return any(words)


def _kept(wanted: Filter) -> dict[str, str]:
    plain = structs.asdict(Filter())
    return {key: word for key, word in structs.asdict(wanted).items() if word != plain[key]}


def parsed(query: Mapping[str, str]) -> Filter:
    """The filter of an address; words that mean nothing here do not count."""
    query = {key: word.replace("\x00", "").strip() for key, word in query.items()}
    batch, rule = query.get("batch", ""), query.get("rule", "").upper()
    return Filter(
        view=_one_of(query.get("view", ""), VIEWS) or "all",
        batch=batch if _NUMBER.fullmatch(batch) else "",
        city=query.get("city", "")[:_LONGEST],
        trade=query.get("trade", "")[:2],
        status=_one_of(query.get("status", ""), STATUSES),
        level=_one_of(query.get("level", ""), LEVELS),
        rule=rule if _RULE.fullmatch(rule) else "",
        owner=query.get("owner", "")[:_LONGEST],
        q=query.get("q", "")[:_LONGEST],
        sort=_one_of(query.get("sort", ""), SORTS) or "due",
    )


def from_query(text: str) -> Filter:
    """The filter of a kept address."""
    return parsed(QueryDict(text).dict())


def _one_of(word: str, known: Mapping[str, str]) -> str:
    return word if word in known else ""


def rows(who: Who) -> QuerySet[Submission]:
    """Everything that the board may show to ``who``."""
    return scopes.submissions(who).filter(card__isnull=False)


def condition(wanted: Filter, who: Who, today: date) -> Q:
    """What the filter lets through."""
    return _view(wanted.view, who, today) & _boxes(wanted) & _level(wanted.level)


def _view(view: str, who: Who, today: date) -> Q:
    match view:
        case "mine":
            return Q(owner=who.name, stage="checking")
        case "errors":
            return Q(card__errors__gt=0)
        case "missing":
            return Q(card__missing__gt=0)
        case "due":
            return Q(due_on__lte=workdays.after(today, _SOON), stage__in=_OPEN)
        case "again":
            return Q(card__number__gt=1)
        case _:
            return Q()


def _boxes(wanted: Filter) -> Q:
    found = Q()
    if wanted.batch:
        found &= Q(batch=int(wanted.batch))
    if wanted.city:
        found &= Q(card__city=wanted.city)
    if wanted.trade:
        found &= Q(card__trade=wanted.trade)
    if wanted.owner:
        found &= Q(owner="" if wanted.owner == NOBODY else wanted.owner)
    if wanted.q:
        found &= Q(card__firm__icontains=wanted.q) | Q(card__uscc__istartswith=wanted.q)
    return found & _status(wanted.status) & _rule(wanted.rule)


def _status(status: str) -> Q:
    if not status:
        return Q()
    return Q(card__closed=True) if status == "closed_file" else Q(stage=status, card__closed=False)


def _rule(rule: str) -> Q:
    if not rule:
        return Q()
    return Q(Exists(Finding.objects.filter(version=OuterRef("current"), rule=rule)))


def _level(level: str) -> Q:
    match level:
        case "error":
            return Q(card__errors__gt=0)
        case "asking":
            return Q(card__errors__gt=0) | Q(card__warnings__gt=0)
        case "warning":
            return Q(card__errors=0, card__warnings__gt=0)
        case "clean":
            return Q(card__errors=0, card__warnings=0, card__closed=False)
        case _:
            return Q()


def ordered(found: QuerySet[Submission], sort: str) -> QuerySet[Submission]:
    """By the wish; of equals, the earlier one first."""
    match sort:
        case "errors":
            return found.order_by("-card__errors", "-card__warnings", "pk")
        case "unsure":
            return found.order_by(F("card__confidence").asc(nulls_first=True), "pk")
        case "new":
            return found.order_by("-pk")
        case "firm":
            return found.order_by("card__firm", "pk")
        case _:
            # What waits for the firm or is closed has no day of ours that runs.
            waits = Case(
                When(stage="closed", then=2),
                When(stage="correcting", then=1),
                default=0,
                output_field=IntegerField(),
            )
            return found.order_by(waits, F("due_on").asc(nulls_last=True), "pk")


def fetched(pks: Sequence[int]) -> list[Submission]:
    """The submissions of a page with their cards, in the page's order: sorted by their keys alone,
    for a sort of whole rows carries twenty thousand of them along."""
    rows = Submission.objects.select_related("card").in_bulk(pks)
    return [rows[pk] for pk in pks]
