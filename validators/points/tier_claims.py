"""Which tier of annex 1 the applicant's words claim, and which one the energy of 上年度 gives.

D02 and D03 share the claims so that no claim is spoken about twice: where the one renewable and
the one offset claim differ from each other D03 speaks about both, else D02 about each claim
that differs from the computed tier.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from schemas.policy import Policy, Tier
from schemas.submission import Mention, Submission
from validators.faults import Ground, field_ground, mention_ground
from validators.figures import base_year, number, tier
from validators.slips import slipped

RENEWABLE: Final = "renewable_threshold"
OFFSET: Final = "offset_threshold"


class Claim(Struct, frozen=True):
    """A full-score line that the text says it falls under, with the tier that has this line."""

    tier: Tier
    mention: Mention

    @property
    def ground(self) -> Ground:
        """The sentence that claims it."""
        return mention_ground(self.mention)

    @property
    def words(self) -> str:
        """``可再生能源20%``."""
        name = "可再生能源" if self.mention.metric == RENEWABLE else "碳抵消"
        return f"{name}{number(self.mention.read):g}%"

    @property
    def place(self) -> str:
        """自评, or the chapter of the text."""
        return f"正文{self.mention.chapter}" if self.mention.chapter else "自评"


class Computed(Struct, frozen=True):
    """The tier of the energy of 上年度, with the figure that it rests on."""

    tier: Tier
    year: int
    energy: float
    ground: Ground

    @property
    def words(self) -> str:
        """``可再生能源15%、碳抵消70%``."""
        return lines(self.tier)


def lines(level: Tier) -> str:
    """A tier's two full-score lines in words."""
    return f"可再生能源{level.renewable_full:g}%、碳抵消{level.offset_full:g}%"


def computed(submission: Submission, policy: Policy) -> Computed | None:
    """The tier by 上年度's energy; ``None`` where that is missing or in the wrong unit (G02)."""
    level, year = tier(submission, policy), base_year(submission)
    key = f"energy_consumption.{year}"
    if level is None or year is None or key in slipped(submission, policy):
        return None
    energy = number(submission.fields[key]) or 0.0
    return Computed(level, year, energy, field_ground(submission, key))


def claims(submission: Submission, policy: Policy) -> tuple[Claim, ...]:
    """What the text claims to fall under; quotations of the policy's whole scale are left out."""
    found = [
        Claim(level, mention)
        for mention in submission.mentions
        if mention.tense == "past" and (level := _tier_with(mention, policy)) is not None
    ]
    return tuple(claim for claim in found if not _quoted(claim, found, policy))


def crossed(found: Iterable[Claim]) -> bool:
    """Whether the renewable and the offset claim, one each, name different tiers (D03)."""
    sides: dict[str, set[int]] = {RENEWABLE: set(), OFFSET: set()}
    for claim in found:
        sides[claim.mention.metric].add(claim.tier.number)
    renewable, offset = sides[RENEWABLE], sides[OFFSET]
    return len(renewable) == len(offset) == 1 and renewable != offset


def _tier_with(mention: Mention, policy: Policy) -> Tier | None:
    if mention.metric not in (RENEWABLE, OFFSET):
        return None
    value = number(mention.read)
    full = {
        RENEWABLE: {level.renewable_full: level for level in policy.tiers},
        OFFSET: {level.offset_full: level for level in policy.tiers},
    }
    return full[mention.metric].get(value) if value is not None else None


def _quoted(claim: Claim, found: Iterable[Claim], policy: Policy) -> bool:
    """Whether the same place, or the whole chapter, names other lines of the scale as well."""
    own = claim.mention
    alike = [other for other in found if other.mention.metric == own.metric]
    here = {c.tier.number for c in alike if c.mention.read.where == own.read.where}
    chapter = {
        c.tier.number
        for c in alike
        if (c.mention.chapter, c.mention.read.where.file) == (own.chapter, own.read.where.file)
    }
    return len(here) > 1 or len(chapter) == len(policy.tiers)
