"""余能使用: which kinds of waste energy an explanation names, and how well each is used.

附件1: «每使用一种余能且利用率达到60%以上得2分». Whether a kind (余热) or every source counts is open
(rules.md §5 no. 9, ``switches.waste_kind``).
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

from msgspec import Struct

from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators.faults import Ground
from validators.points.score_evidence import (
    explained,
    explanation_ground,
    open_ended,
    stated_counts,
)

_KIND: Final = re.compile(r"余[热压冷气能]")
_USE: Final = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s?%")
_NONE: Final = re.compile(
    r"(?:未|暂无|没有|尚无|无)[^,。;]{0,8}余[热压冷能]|不涉及|不适用|余[热压冷能](?:利用)?(?:较少|不足|不具备)"
)


class Source(Struct, frozen=True):
    """One use of waste energy: its kind, and its utilisation (percent) where stated."""

    kind: str
    use: float | None


class Waste(Struct, frozen=True):
    """What the explanation says: sources that count, those too poorly used, whether it is all."""

    enough: tuple[Source, ...]
    poor: tuple[Source, ...]
    unknown: tuple[Source, ...]
    closed: bool
    grounds: tuple[Ground, ...]

    def kinds(self, policy: Policy) -> int:
        """How many count, by the reading in force."""
        return _count(self.enough, policy)

    def most(self, policy: Policy) -> int:
        """How many would count if those without a stated utilisation did."""
        return _count((*self.enough, *self.unknown), policy)

    @property
    def words(self) -> str:
        """``余热72%、余压45%``."""
        listed = (*self.enough, *self.poor, *self.unknown)
        return "、".join(s.kind + ("" if s.use is None else f"{s.use:g}%") for s in listed)


def waste(submission: Submission, policy: Policy) -> Waste | None:
    """What the row's explanation names; ``None`` where it names nothing."""
    own = explained(submission, ScoreItem.WASTE_ENERGY)
    ground = explanation_ground(submission, ScoreItem.WASTE_ENERGY, policy)
    found = sources(own)
    if ground is None or not found:
        return None
    least = policy.scoring.waste_energy_min_use
    enough = tuple(s for s in found if s.use is not None and s.use >= least)
    poor = tuple(s for s in found if s.use is not None and s.use < least)
    unknown = tuple(s for s in found if s.use is None)
    closed = not open_ended(own) and (len(found) > 1 or bool(poor) or bool(stated_counts(own)))
    return Waste(enough, poor, unknown, closed, (ground,))


def sources(text: str) -> list[Source]:
    """The sources that a half-width text names, each with the utilisation that follows it.

    >>> sources("余热利用率72%,余压45%")
    [Source(kind='余热', use=72.0), Source(kind='余压', use=45.0)]
    >>> sources("利用余冷(利用率62%)和余热,利用率按回收量计算")
    [Source(kind='余冷', use=62.0), Source(kind='余热', use=None)]
    >>> sources("目前暂未开展余能利用,不计分")
    []
    """
    if _NONE.search(text):
        return []
    places = list(_KIND.finditer(text))
    found = []
    for place, following in zip_longest(places, places[1:]):
        end = following.start() if following else place.end() + 30
        use = _USE.search(text[place.end() : min(end, place.end() + 30)])
        found.append(Source(place[0], float(use[1]) if use else None))
    return _merged(found)


def _merged(found: list[Source]) -> list[Source]:
    """Without mentions that only repeat a kind whose utilisation stands elsewhere."""
    told = {source.kind for source in found if source.use is not None}
    kept = [source for source in found if source.use is not None or source.kind not in told]
    whole = [source for source in kept if source.kind != "余能"]
    listed = whole or kept
    unknown: dict[str, Source] = {s.kind: s for s in listed if s.use is None}
    return [s for s in listed if s.use is not None] + list(unknown.values())


def _count(sources: tuple[Source, ...], policy: Policy) -> int:
    if policy.switches.waste_kind == "sources":
        return len(sources)
    return len({source.kind for source in sources})
