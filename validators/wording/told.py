"""What the running text states, as the rules of group K ask for it: sure, of one kind, comparable."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.policy import Policy
from schemas.quantities import CARRIED
from schemas.submission import Mention, Read, Submission
from validators.faults import UNSURE_FLAGS, Ground, mention_ground, plain
from validators.figures import number, text
from validators.rounding import half_unit

AHEAD = ("goal", "planned")
PAST = ("past",)


def told(
    submission: Submission,
    metric: str,
    policy: Policy,
    tenses: tuple[str, ...] = PAST,
    chapter: str = "",
    *,
    bounds: bool = False,
) -> list[Mention]:
    """The sure mentions of ``metric`` in chapters whose number starts with ``chapter``, with a figure.

    ``bounds``: those that state only a bound too.
    """
    return [
        mention
        for mention in submission.mentions
        if mention.metric == metric
        and mention.tense in tenses
        and mention.chapter.startswith(chapter)
        and (number(mention.read) is not None or (bounds and _bounded(mention.read)))
        and is_sure(mention, policy)
    ]


def _bounded(read: Read) -> bool:
    return read.low is not None or read.high is not None


def also_told(
    submission: Submission, metric: str, year: int | None, policy: Policy, known: Iterable[Ground]
) -> list[Ground]:
    """Every further place that states the figure of that year, so that a finding shows them all.

    Hedged figures («约») stay out: a finding would rest on them (rules.md §1).
    """
    shown = {ground.evidence.where for ground in known}
    told_too = (
        mention_ground(mention)
        for mention in told(submission, metric, policy)
        if mention.year == year and not UNSURE_FLAGS & set(mention.read.flags)
    )
    return [ground for ground in told_too if ground.evidence.where not in shown]


def is_sure(mention: Mention, policy: Policy) -> bool:
    """Whether the mention was read surely enough to accuse by; a carried year is a guess."""
    read = mention.read
    return read.confidence >= policy.tolerance.sure_reading and CARRIED not in read.flags


def in_goal_year(submission: Submission, mentions: Iterable[Mention]) -> list[Mention]:
    """Those that speak of the plan's end: of its last year, or of no year at all."""
    end = text(submission.fields.get("period_end"))[:4]
    return [m for m in mentions if m.year is None or str(m.year) == end]


def percent_apart(one: Read, other: Read) -> float:
    """By how much two figures differ (percent of ``other``), 0 where rounding explains it."""
    left, right = number(one) or 0.0, number(other) or 0.0
    if abs(left - right) <= half_unit(one) + half_unit(other) + 1e-9:
        return 0.0
    return 100 * abs(left - right) / abs(right) if right else 100.0


def stated_apart(said: Read, table: Read) -> float:
    """By how much a stated figure, or the nearer end of a stated range, leaves the table (percent).

    Signs are left out: a loss is «亏损120万元» in the text and -120 in the table.
    """
    if number(said) is not None:
        one, other = abs(number(said) or 0.0), abs(number(table) or 0.0)
        gap = abs(one - other)
        within = gap <= half_unit(said) + half_unit(table) + 1e-9
        return 0.0 if within else 100 * gap / other
    value = number(table) or 0.0
    short, over = (said.low or value) - value, value - (said.high or value)
    gap = max(short, over, 0.0) - half_unit(table)
    return 100 * max(gap, 0.0) / abs(value) if value else 0.0


def stated_words(read: Read) -> str:
    """A stated figure or range as officers write it: ``9,200``, ``不超过10,000``, ``8,000—9,000``."""
    value = number(read)
    if value is not None:
        return plain(value)
    if read.low is not None and read.high is not None:
        return f"{plain(read.low)}—{plain(read.high)}"
    low = read.low is not None
    return f"{'不低于' if low else '不超过'}{plain((read.low if low else read.high) or 0.0)}"


def points_apart(one: Read, other: Read) -> float:
    """By how many percentage points two shares differ, 0 where rounding explains it."""
    gap = abs((number(one) or 0.0) - (number(other) or 0.0))
    return 0.0 if gap <= half_unit(one) + half_unit(other) + 1e-9 else gap


def listed(values: Iterable[str]) -> str:
    """Different values in order: ``14.5%、18%``."""
    return "、".join(dict.fromkeys(values))
