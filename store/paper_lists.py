"""What the lists of many firms say: 《审核意见汇总表》 and 《台账》."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final, TypeVar

from django.db.models import Count, QuerySet
from django.utils import timezone

from schemas.desk import CONCLUSION_WORDS, Ruling
from schemas.facts import Facts
from schemas.finding import Severity
from store.bodies import unpack
from store.models import Finding, Opinion, Submission, Version
from store.paper_bodies import Ledger, LedgerRow, Summary, SummaryRow
from store.papers import industry_of, office_of
from store.refusals import Refused
from store.scopes import Who

_ASKING: Final = (Severity.ERROR, Severity.WARNING)
R = TypeVar("R", SummaryRow, LedgerRow)
Counts = dict[int, Counter[str]]
"""Submission → ruling → how many findings; by severity too, for the live ones."""


def summary(who: Who, rows: QuerySet[Submission], today: date) -> Summary:
    """The list of what was judged of each firm."""
    counts, experts = _counts(rows), _experts(rows)
    lines = (_summed(one, version, counts, experts) for one, version in _each(rows))
    return Summary(office_of(who), today, _some(tuple(lines)))


def ledger(who: Who, rows: QuerySet[Submission], today: date) -> Ledger:
    """The list of what each firm handed in and how far it is."""
    counts = _counts(rows)
    lines = (_ledger_row(one, version, counts) for one, version in _each(rows))
    return Ledger(office_of(who), today, _some(tuple(lines)))


def _some(lines: tuple[R, ...]) -> tuple[R, ...]:
    if not lines:
        raise Refused("empty", "当前筛选下没有企业，请调整筛选后再导出。")
    return lines


def _each(rows: QuerySet[Submission]) -> Iterator[tuple[Submission, Version]]:
    found = rows.select_related("current", "batch").order_by("batch_id", "name")
    unread = ("current__body", "current__verdicts")
    for one in found.defer(*unread).iterator(chunk_size=200):
        if one.current is not None:
            yield one, one.current


def _counts(rows: QuerySet[Submission]) -> Counts:
    live = Finding.objects.filter(live=True, version__submission__in=rows.values("pk"))
    asked = live.filter(severity__in=_ASKING)
    grouped = asked.values_list("version__submission", "ruling", "severity")
    counts: Counts = defaultdict(Counter)
    for submission, ruling, severity, n in grouped.annotate(n=Count("pk")).order_by():
        counts[submission][ruling] += n
        counts[submission][severity] += n
    return counts


def _experts(rows: QuerySet[Submission]) -> dict[int, list[str]]:
    """Submission → each expert's submitted conclusion in words."""
    said = Opinion.objects.filter(submission__in=rows.values("pk"), submitted=True)
    last: dict[tuple[int, str], str] = {}
    for submission, name, conclusion in said.order_by("pk").values_list(
        "submission", "person__name", "conclusion"
    ):
        last[submission, name] = CONCLUSION_WORDS.get(conclusion, conclusion)
    told = defaultdict(list)
    for (submission, name), words in last.items():
        told[submission].append(f"{name}：{words}")
    return told


def _summed(
    one: Submission, version: Version, counts: Counts, experts: dict[int, list[str]]
) -> SummaryRow:
    said = counts.get(one.pk, Counter())
    decided = sum(said[r] for r in (Ruling.UPHELD, Ruling.HARMLESS, Ruling.DISMISSED))
    undecided = said[Severity.ERROR] + said[Severity.WARNING] - decided
    return SummaryRow(
        firm=version.factory_name or one.name,
        uscc=version.uscc,
        city=version.city,
        industry=industry_of(version.trade),
        number=version.number,
        errors=said[Severity.ERROR],
        warnings=said[Severity.WARNING],
        upheld=said[Ruling.UPHELD],
        harmless=said[Ruling.HARMLESS],
        dismissed=said[Ruling.DISMISSED],
        undecided=undecided,
        experts="；".join(experts.get(one.pk, ())),
        opinion=_opinion(version, said[Ruling.UPHELD], undecided),
    )


def _opinion(version: Version, upheld: int, undecided: int) -> str:
    if version.status == "unreadable":
        return f"材料读不了：{version.problem_message}"
    parts = [f"须补正{upheld}项"] if upheld else []
    parts += [f"尚有{undecided}条未裁定"] if undecided else []
    return "，".join(parts) or "核对中未发现须补正的问题"


def _ledger_row(one: Submission, version: Version, counts: Counts) -> LedgerRow:
    facts = unpack(version.facts, Facts) if version.facts else Facts()
    said = counts.get(one.pk, Counter())
    return LedgerRow(
        batch=one.batch.name,
        firm=version.factory_name or one.name,
        uscc=version.uscc,
        city=version.city,
        industry=industry_of(version.trade),
        number=version.number,
        handed_in=timezone.localdate(version.created_at),
        output=_figure(facts, "output_value.0"),
        energy=_figure(facts, "energy_consumption.0"),
        emissions=_figure(facts, "emissions.0"),
        investment=_figure(facts, "total_investment"),
        claimed=facts.claimed,
        computed=_range(facts.computed),
        errors=said[Severity.ERROR],
        warnings=said[Severity.WARNING],
        upheld=said[Ruling.UPHELD],
        stage=one.stage,
        owner=one.owner,
        due_on=one.due_on,
    )


def _figure(facts: Facts, key: str) -> float | None:
    value = facts.values.get(key)
    return float(value) if isinstance(value, int | float) else None


def _range(computed: tuple[float, float] | None) -> str:
    if computed is None:
        return ""
    low, high = computed
    return f"{low:g}" if low == high else f"{low:g}～{high:g}"
