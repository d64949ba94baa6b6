"""A share stated in table, text and self-evaluation: like compared with like (rules K05, K06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.finding import Finding, Rule
from schemas.policy import Policy
from schemas.submission import Mention, Read, Submission
from validators.faults import Ground, fault, field_ground, mention_ground, plain
from validators.figures import base_year, number
from validators.slips import fraction_slips
from validators.wording.told import AHEAD, PAST, in_goal_year, points_apart, told

_THREE_YEARS: Final = re.compile(r"近(?:三|3)个?年|三年|20\d\d年?[—–~-]+20\d\d年|累计|平均")


class Places(Struct, frozen=True):
    """The table's share and all mentions of it, of which some differ."""

    table: Read
    ground: Ground
    mentions: tuple[Mention, ...]
    wrong: tuple[Mention, ...]


def differing(submission: Submission, stem: str, when: str, policy: Policy) -> Iterator[Places]:
    """The places where the share reached (``before``) or aimed at (``after``) is another than the table's."""
    key = f"{stem}.{when}"
    table = submission.fields.get(key)
    if table is None or number(table) is None or key in fraction_slips(submission):
        return
    found = (
        _present(submission, stem, policy) if when == "before" else _aimed(submission, stem, policy)
    )
    limit = policy.narrative.share_points
    wrong = tuple(m for m in found if points_apart(m.read, table) > limit)
    if wrong:
        yield Places(table, field_ground(submission, key), tuple(found), wrong)


def _present(submission: Submission, stem: str, policy: Policy) -> list[Mention]:
    last = base_year(submission)
    lines = {
        (m.read.where, number(m.read))
        for m in submission.mentions
        if m.metric == f"{stem.split('_')[0]}_threshold"
    }
    return [
        m
        for m in told(submission, stem, policy, PAST)
        if m.year in (None, last)
        and not _THREE_YEARS.search(m.sentence)
        and (m.read.where, number(m.read)) not in lines
        and not m.chapter.startswith(("二", "四"))
    ]


def _aimed(submission: Submission, stem: str, policy: Policy) -> list[Mention]:
    """Goals of the plan's end outside chapter 二, where K02 looks."""
    said = told(submission, stem, policy, AHEAD, "三")
    return in_goal_year(submission, said)


def finding(rule: Rule, places: Places, fix: str) -> Finding:
    """All places together: the table, what agrees with it and what does not."""
    shown = f"{plain(number(places.table) or 0.0)}%"
    parts = [f"表{shown}"]
    for word, in_text in (("正文", True), ("自评", False)):
        values = [_shown(m) for m in places.wrong if bool(m.chapter) == in_text]
        if values:
            parts.append(word + "、".join(dict.fromkeys(values)))
    actual = "、".join(dict.fromkeys(map(_shown, places.wrong)))
    grounds = [places.ground, *map(mention_ground, places.mentions)]
    return fault(rule, grounds, places="，".join(parts), expected=shown, actual=actual, fix=fix)


def _shown(mention: Mention) -> str:
    return f"{plain(number(mention.read) or 0.0)}%"
