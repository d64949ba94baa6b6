"""One finding laid out in the order in which it is judged: value, grounds, mentions, sum, clause, decision."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from msgspec import Struct

from desk.findings import before, filters, words
from desk.findings.before import LastTime, Recent, Said
from desk.findings.grounds import Ground, grounds_of, key_of
from desk.findings.ledger import Ledger, ledger_of
from desk.findings.queue import MOST, Count, Spot
from desk.findings.sources import Shelf, Source, source_of
from desk.findings.strip import Strip, strip_of
from schemas.desk import Ruling
from schemas.finding import Finding as Found
from schemas.finding import Severity, Speciality
from schemas.submission import Submission as Understood
from schemas.words import SEVERITY_WORDS, SPECIALITY_WORDS
from store import scopes, workdays
from store.bodies import unpack
from store.models import Finding
from store.scopes import Who
from store.standing import WAITING
from validators import catalogue

_TITLES: Final[dict[str, str]] = {}


class Look(Struct, frozen=True):
    """What somebody chose to see: the second source, another page on the left, the printed copy."""

    see: int = -1
    page: int = 0
    printed: bool = False


class Cause(Struct, frozen=True):
    """The open findings of the same rule, this one included, and in how many submissions."""

    findings: Count
    submissions: int


class Item(Struct, frozen=True):
    """All that the page shows of a finding."""

    row: Finding
    found: Found
    title: str
    severity_word: str
    speciality_word: str
    left: Source | None
    middle: Source | None
    ledger: Ledger
    strip: Strip | None
    expected: words.Amount
    actual: words.Amount
    difference: words.Amount
    tokens: list[words.Token]
    certainty: words.Certainty
    last_time: LastTime | None
    cause: Cause | None
    said: Said | None
    seen: int | None
    workdays_left: int | None
    about: str
    """City and trade, as far as they are known."""

    @property
    def picked(self) -> str:
        """The ruling that is set when the page opens. What only informs asks nothing of the firm:
        Enter must not put it into a correction notice."""
        known = self.said.ruling if self.said else ""
        return known or str(Ruling.HARMLESS if self.informs else Ruling.UPHELD)

    @property
    def informs(self) -> bool:
        """Whether it stands there for the record only."""
        return self.row.severity == Severity.INFO

    @property
    def harmless_because(self) -> str:
        """The reason that is set for 属实·不影响."""
        return "系统提示，留作记录，无需补正。" if self.informs else ""

    @property
    def wording(self) -> str:
        """The sentence for the correction notice: as put by whoever upheld it, else the
        rule's. The list has the place in a column of its own."""
        upheld = self.said and self.said.ruling == Ruling.UPHELD
        return (
            self.said.remark if self.said and upheld else ""
        ) or f"{self.found.message}{self.found.fix}"

    @property
    def waits(self) -> bool:
        """Whether a dismissal waits for its second person."""
        return self.row.ruling == WAITING

    @property
    def needs_second(self) -> bool:
        """Whether dismissing it takes two people."""
        return self.row.severity == Severity.ERROR


def opened(who: Who, pk: int) -> Finding:
    """The finding with its submission, as ``who`` may see it. Raises ``Http404``."""
    rows = scopes.findings(who).select_related("version__submission")
    return get_object_or_404(rows.defer("version__verdicts", "version__facts"), pk=pk)


def item_of(who: Who, row: Finding, look: Look, today: date) -> Item:
    """The page of one finding."""
    found = msgspec.convert(row.body, Found)
    grounds = grounds_of(found)
    understood = unpack(row.version.body, Understood)
    ledger = ledger_of(found, grounds, understood)
    places = (*grounds, *(g for g in ledger.everything if g.index >= len(grounds)))
    shelf = Shelf(row.version, (ground.evidence.where.file for ground in places))
    left, middle = _sources(places, ledger, shelf, look)
    on_it = before.decisions_on(row)
    last = before.latest(on_it)
    expected, actual = words.amount(found.expected), words.amount(found.actual)
    return Item(
        row=row,
        found=found,
        title=title_of(row.rule),
        severity_word=SEVERITY_WORDS[Severity(row.severity)],
        speciality_word=SPECIALITY_WORDS[Speciality(row.speciality)],
        left=left,
        middle=middle,
        ledger=ledger,
        strip=strip_of(row.version, left),
        expected=expected,
        actual=actual,
        difference=words.difference(expected, actual),
        tokens=words.tokens(found.working, grounds),
        certainty=words.certainty(found),
        last_time=before.last_time(row),
        cause=_cause(filters.same_cause(who, row.rule)),
        said=before.stands(on_it),
        seen=last.pk if last else None,
        workdays_left=_workdays(row.version.submission.due_on, today),
        about=_about(row, understood),
    )


def _sources(
    places: tuple[Ground, ...], ledger: Ledger, shelf: Shelf, look: Look
) -> tuple[Source | None, Source | None]:
    """The disputed value's source, and the one that it is held against."""
    if not places:
        return None, None
    leading = next((ground for ground in places if ground.disputed), places[0])
    left = source_of(leading, places, shelf, page=look.page, printed=look.printed)
    other = _second(leading, ledger, look)
    return left, source_of(other, places, shelf) if other else None


def _second(leading: Ground, ledger: Ledger, look: Look) -> Ground | None:
    """The place that was asked for, else the first one that lies somewhere else."""
    own = key_of(leading.evidence.where)
    listed = ledger.everything
    asked = next((g for g in listed if g.index == look.see), None)
    elsewhere = (g for g in listed if key_of(g.evidence.where) != own)
    return asked or next(elsewhere, None)


def _cause(rows: QuerySet[Finding]) -> Cause | None:
    versions = list(rows.order_by().values_list("version", flat=True)[: MOST + 1])
    if len(versions) < 2:
        return None
    count = Count(min(len(versions), MOST), len(versions) > MOST)
    return Cause(count, len(set(versions[:MOST])))


def _about(row: Finding, understood: Understood) -> str:
    trade = understood.fields.get("industry_name")
    named = trade.value if trade and isinstance(trade.value, str) else ""
    return " · ".join(filter(None, [row.city or "市未填", named[:12]]))


def _workdays(due: date | None, today: date) -> int | None:
    return workdays.left(today, due) if due else None


def title_of(code: str) -> str:
    """What officers call the rule; its code where it is no more."""
    if not _TITLES:
        _TITLES.update({card.code: card.title for card in catalogue.cards()})
    return _TITLES.get(code, code)


class Foot(Struct, frozen=True):
    """The strip under everything: where one stands, what can be undone, how long it will take."""

    spot: Spot
    recent: Recent | None
    minutes: int | None


def foot_of(who: Who, spot: Spot) -> Foot:
    """The queue's end as far as it can be told from this person's own pace today."""
    now = timezone.now()
    seconds = before.pace(who, now)
    minutes = max(1, round(seconds * spot.left.number / 60)) if seconds else None
    return Foot(spot, before.recent(who, now), minutes if spot.left.number else None)
