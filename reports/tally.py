"""Stored rows → the day's quality report. Pure: the same rows give the same report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reports.calendar import ahead
from reports.drift import drift
from reports.folded import Folded
from reports.headline import headline
from reports.material import Material
from reports.shares import wilson
from reports.stages import stages
from reports.tiles import passed, tiles
from schemas.fields import ALL_FIELDS
from schemas.finding import Rule, Severity
from schemas.quality import ExpertLine, FieldLine, HeatCell, Quality, RuleLine, Sampling
from schemas.stored import Judged, Line, Punctual, RuleCount
from store.sampling import drawn

TOP: Final = 10
"""Rules that the report lists."""
REVIEW_SHARE, REVIEW_LEAST = 30.0, 20
"""A rule dismissed in more than this share (percent) of at least so many rulings is put up for review."""
RULED: Final = frozenset({"upheld", "harmless", "dismissed"})
"""Rulings that say whether the finding was right."""


def tally(material: Material, cards: Mapping[str, Rule]) -> Quality:
    """The report of ``material.day``; ``cards`` are the catalogue's rules by code."""
    shown = tiles(material)
    return Quality(
        day=material.day,
        headline=headline(material, shown),
        alarm=_alarm(material),
        tiles=shown,
        rules=tuple(_rules(material, cards)),
        heat=tuple(_heat(material.lines)),
        fields=tuple(_fields(material.folded, material.corrected)),
        experts=tuple(_experts(material)),
        checks=material.checks,
        drift=drift(material.folded.month, material.folded.baseline),
        sampling=_sampling(material),
        deadlines=tuple(ahead(material.day)),
        stages=tuple(stages(material.times)),
        unread=len(material.unread),
        without_line=material.without_line,
    )


def _alarm(material: Material) -> str:
    failed = [night for night in material.nights if night.state == "failed"]
    if not failed:
        return ""
    night = failed[-1]
    return f"{night.day:%-m月%-d日}夜间任务在“{night.step or '启动'}”一步失败：{night.problem}"


def _rules(material: Material, cards: Mapping[str, Rule]) -> Iterator[RuleLine]:
    """The rules that spoke most (those that ask for something), and every rule up for review."""
    findings, submissions = _by_rule(material.month)
    verdicts = {
        rule: _verdicts(one for one in material.judged if one.rule == rule)
        for rule in {one.rule for one in material.judged}
    }
    lines = [
        _rule_line(cards[rule], findings[rule], submissions[rule], *verdicts.get(rule, (0, 0)))
        for rule in sorted(cards, key=lambda rule: (-submissions[rule], -findings[rule], rule))
        if findings[rule] or rule in verdicts
    ]
    yield from (line for place, line in enumerate(lines) if place < TOP or line.review)


def _by_rule(counts: Iterable[RuleCount]) -> tuple[Counter[str], Counter[str]]:
    findings: Counter[str] = Counter()
    submissions: Counter[str] = Counter()
    for count in counts:
        if count.severity != Severity.INFO:
            findings[count.rule] += count.findings
            submissions[count.rule] += count.submissions
    return findings, submissions


def _verdicts(rulings: Iterable[Judged]) -> tuple[int, int]:
    counted = _counted(rulings)
    return sum(counted[word] for word in RULED), counted["dismissed"]


def _counted(rulings: Iterable[Judged]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for one in rulings:
        counted[one.ruling] += one.count
    return counted


def _rule_line(card: Rule, findings: int, submissions: int, ruled: int, dismissed: int) -> RuleLine:
    often = ruled >= REVIEW_LEAST and 100 * dismissed / ruled > REVIEW_SHARE
    return RuleLine(
        card.code, card.title, card.severity, findings, submissions, ruled, dismissed, often
    )


def _heat(lines: Iterable[Line]) -> Iterator[HeatCell]:
    cells: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.current and line.status == "processed":
            cells[line.city, line.trade[:2]].append(line)
    for (city, division), mine in sorted(cells.items()):
        good = sum(line.number == 1 and passed(line) for line in mine)
        yield HeatCell(city, division, len(mine), good)


def _fields(folded: Folded, right: Mapping[tuple[str, str], int] | None) -> Iterator[FieldLine]:
    """Every dictionary field that was read at all, by the plan's format."""
    labels = {field.key: field.label for field in ALL_FIELDS}
    for (key, kind), sure in sorted(folded.reads.items()):
        if key in labels and sure.read:
            mean = sure.total / sure.read
            corrected = None if right is None else right.get((key, kind), 0)
            said = (key, labels[key], kind, sure.read, sure.unsure, sure.unreadable, mean)
            yield FieldLine(*said, corrected)


def _experts(material: Material) -> Iterator[ExpertLine]:
    times = {one.expert: one for one in material.punctual}
    for load in material.loads:
        mine = _counted(one for one in material.by_each if one.by == load.expert)
        timely = times.get(load.expert, Punctual(load.expert, 0, 0))
        shared = [pair.agreed for pair in material.pairs if pair.expert == load.expert]
        yield ExpertLine(
            load.expert,
            load.assigned,
            load.findings,
            load.decided,
            mine["upheld"] + mine["harmless"],
            mine["dismissed"],
            len(shared),
            sum(shared),
            timely.due,
            timely.in_time,
        )


def _sampling(material: Material) -> Sampling:
    automatic = (
        line for line in material.lines if line.current and passed(line) and not line.warnings
    )
    due = sum(drawn(line.version, line.handed_on) for line in automatic)
    read, values, wrong = material.readings
    interval = wilson(wrong, values)
    low, high = interval or (None, None)
    return Sampling(due, read, values, wrong, low, high)
