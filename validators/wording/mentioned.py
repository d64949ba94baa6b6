"""Figures of the running text that rules may rest on: surely read, and stated as one figure.

Names of metrics as in ``schemas.quantities``.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from schemas.policy import Policy
from schemas.submission import Mention, Submission
from validators.figures import number

PV_CAPACITY: Final = "pv_capacity"
PV_GENERATION: Final = "pv_generation"
GREEN_POWER: Final = "green_power"
OFFSET_VOLUME: Final = "offset_volume"
ANNUAL_DROP: Final = "annual_drop"


def mentioned(submission: Submission, metric: str, policy: Policy) -> list[Mention]:
    """The metric's figures, in the order of the text; doubtful ones and bounds are left out."""
    return [
        mention
        for mention in submission.mentions
        if mention.metric == metric
        and number(mention.read) is not None
        and mention.read.confidence >= policy.tolerance.sure_reading
    ]


def value(mention: Mention) -> float:
    """The figure in the contract's unit."""
    return number(mention.read) or 0.0


def each(mentions: list[Mention]) -> list[float]:
    """Each figure once, however often the text repeats it; as often as one sentence lists it."""
    told: dict[str, Counter[float]] = {}
    for mention in mentions:
        told.setdefault(mention.sentence, Counter())[value(mention)] += 1
    most: Counter[float] = Counter()
    for listed in told.values():
        most |= listed
    return list(most.elements())


def past(submission: Submission, metric: str, year: int | None, policy: Policy) -> list[Mention]:
    """The metric's figures of a past ``year`` for the factory as a whole."""
    return [
        mention
        for mention in mentioned(submission, metric, policy)
        if mention.tense == "past" and mention.year == year and not mention.entity
    ]
