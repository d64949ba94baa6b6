"""近3年节能技改项目投资额: stated in the self-evaluation or the running text, wherever."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from extractors.versions import at_odds
from schemas.submission import Mention, Read

KEY = "retrofit_investment"


class Stated(Struct, frozen=True):
    """The figure that counts (``None``: stated nowhere) and those that contradict it."""

    read: Read | None
    rivals: tuple[Read, ...] = ()


def settle(told: Sequence[Mention], narrated: Sequence[Mention]) -> Stated:
    """The self-evaluation's figure (``told``) first, else the narrative's; agreement makes it surer.

    Of several figures in one source the one stated most often counts, then the surest.
    """
    first = [m.read for m in told if _fits(m)]
    rest = [m.read for m in narrated if _fits(m)]
    chosen = _commonest(first) or _commonest(rest)
    if chosen is None:
        return Stated(None)
    everyone = [*first, *rest]
    agreeing = [read for read in everyone if read is not chosen and not at_odds(chosen, read)]
    others = tuple(read for read in everyone if at_odds(chosen, read))
    return Stated(_surer(chosen, agreeing, others), _distinct(others))


def _fits(mention: Mention) -> bool:
    return mention.metric == KEY and isinstance(mention.read.value, int | float)


def _commonest(reads: Sequence[Read]) -> Read | None:
    votes = [(sum(not at_odds(read, other) for other in reads), read.confidence) for read in reads]
    best = max(range(len(reads)), key=lambda i: (*votes[i], -i), default=None)
    return reads[best] if best is not None else None


def _surer(chosen: Read, agreeing: Sequence[Read], others: Sequence[Read]) -> Read:
    doubt = 1 - chosen.confidence
    for _ in agreeing[:3]:
        doubt *= 0.5
    sure = min(1 - doubt, 0.98) if not others else min(1 - doubt, 0.85)
    return structs.replace(chosen, confidence=round(sure, 4))


def _distinct(reads: Sequence[Read]) -> tuple[Read, ...]:
    kept: list[Read] = []
    for read in reads:
        if all(at_odds(read, known) for known in kept):
            kept.append(read)
    return tuple(kept)
