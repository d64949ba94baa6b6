"""Keeps the board's cards true: counted from a version's rows, never from its bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone

from schemas.finding import Severity
from store import workdays
from store.models import Batch, File, Finding, Read, Submission, Version
from store.models_board import Card
from validators.registers.divisions import city_of_text

_AT_ONCE: Final = 500
_LACKING: Final = "A01"
"""The rule that names a part which a complete submission has and this one lacks."""
_COLUMNS: Final = tuple(f.name for f in Card._meta.concrete_fields if not f.primary_key)
_LEVELS: Final = {
    "errors": Severity.ERROR,
    "warnings": Severity.WARNING,
    "infos": Severity.INFO,
}


def refresh_batch(batch: int) -> None:
    """The cards of a whole batch, after something was compared across it."""
    refresh(Batch(pk=batch).submissions.values_list("pk", flat=True))


def refresh(submissions: Iterable[int]) -> None:
    """The cards of these submissions, made or made anew."""
    wanted = list(submissions)
    for start in range(0, len(wanted), _AT_ONCE):
        _refresh(wanted[start : start + _AT_ONCE])


@transaction.atomic
def _refresh(submissions: Sequence[int]) -> None:
    versions = Version.objects.filter(pk__in=_current(submissions))
    before = dict(Card.objects.filter(pk__in=submissions).values_list("submission_id", "number"))
    rows = list(_described(versions))
    counts = _counted([row["pk"] for row in rows])
    cards = [_card(row, counts[row["pk"]]) for row in rows]
    _begin([card for card in cards if before.get(card.pk, 0) < card.number])
    Card.objects.bulk_create(
        cards, update_conflicts=True, unique_fields=["submission"], update_fields=_COLUMNS
    )


def _current(submissions: Sequence[int]) -> QuerySet[Submission, int | None]:
    rows = Submission.objects.filter(pk__in=submissions, current__isnull=False)
    return rows.values_list("current_id", flat=True)


def _described(versions: QuerySet[Version]) -> Iterable[dict[str, Any]]:
    said = ("pk", "submission_id", "submission__name", "number", "status")
    rows: Iterable[dict[str, Any]] = versions.values(*said, "factory_name", "uscc", "city", "trade")
    return rows


def _card(row: dict[str, Any], counts: dict[str, Any]) -> Card:
    return Card(
        submission_id=row["submission_id"],
        firm=row["factory_name"] or row["submission__name"],
        uscc=row["uscc"],
        city=short_city(row["city"]),
        trade=row["trade"][:2],
        number=row["number"],
        closed=row["status"] == "unreadable",
        **counts,
    )


def _counted(versions: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Version → what was found, lacking and unread in it, and how sure its reading is."""
    levels = {name: Count("pk", filter=Q(severity=level)) for name, level in _LEVELS.items()}
    lacking, unread = Q(rule=_LACKING), Q(outcome="unreadable")
    counts: dict[int, dict[str, Any]] = {version: {} for version in versions}
    for rows in (
        _of(Finding.objects, versions).annotate(**levels, missing=Count("pk", filter=lacking)),
        _of(File.objects, versions).annotate(files=Count("pk"), unread=Count("pk", filter=unread)),
        _of(Read.objects.filter(state="stated"), versions).annotate(confidence=Avg("confidence")),
    ):
        for row in rows:
            counts[row.pop("version")] |= row
    return counts


def _of(rows: Any, versions: Sequence[int]) -> Any:
    """The rows of these versions, one group each."""
    return rows.filter(version__in=versions).order_by().values("version")


def short_city(written: str) -> str:
    """绍兴市柯桥区 → 绍兴; what names none of the cities stays as it was written."""
    return (city_of_text(written) or written).removesuffix("市")[:20]


def _begin(cards: Sequence[Card]) -> None:
    """Something new was handed in: the office's days begin, and it is ours to check again."""
    due = workdays.after(timezone.localdate(), workdays.CHECKING_DAYS)
    new = Submission.objects.filter(pk__in=[card.pk for card in cards])
    new.update(due_on=due)
    new.filter(stage="correcting").update(stage="checking")
