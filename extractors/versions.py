"""One plan in several versions, one annex in several files: which one counts, who disagrees."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from extractors.forms.annexes_2025 import Annex
from extractors.grammar.text import fold
from schemas.submission import Read, SelfEvaluation, State

_MARKS = frozenset({"commitment_signed", "commitment_sealed"})
"""The stamped copy is a version of its own: a mark on any version counts."""
_AT_ODDS = 1e-6
_MARKS_OF_WRITING = re.compile(r"[\W_]+")


class Settled(Struct, frozen=True):
    """The reads that count and those of other versions that state something else."""

    reads: dict[str, Read]
    rivals: dict[str, tuple[Read, ...]]


def settle(versions: Sequence[Mapping[str, Read]]) -> Settled:
    """The first version's reads; the others fill what it lacks, and contradict what it says."""
    reads: dict[str, Read] = {}
    rivals: dict[str, tuple[Read, ...]] = {}
    for version in versions:
        for key, read in version.items():
            known = reads.get(key)
            if known is None or _better(key, known, read):
                reads[key] = read if known is None else _from_other(key, read)
            elif key not in _MARKS and at_odds(known, read):
                rivals[key] = (*rivals.get(key, ()), read)
    return Settled(reads, rivals)


def filled(reads: Mapping[str, Read], others: Sequence[Mapping[str, Read]]) -> dict[str, Read]:
    """``reads`` and what the ``others`` state where these say nothing; nobody is contradicted."""
    found = dict(reads)
    for other in others:
        for key, read in other.items():
            if key not in found or _better(key, found[key], read):
                found[key] = read
    return found


def _better(key: str, known: Read, other: Read) -> bool:
    if key in _MARKS:
        return other.value is True and known.value is not True
    return known.state is State.BLANK and other.state is State.STATED


def _from_other(key: str, read: Read) -> Read:
    if key in _MARKS:
        return read
    flags = (*read.flags, "other_version")
    return structs.replace(read, flags=flags, confidence=round(read.confidence * 0.95, 4))


def at_odds(one: Read, other: Read) -> bool:
    """Whether both state something and not the same."""
    if one.state is not State.STATED or other.state is not State.STATED:
        return False
    left, right = one.value, other.value
    if isinstance(left, int | float) and isinstance(right, int | float):
        return abs(left - right) > _AT_ODDS * max(1.0, abs(left))
    if isinstance(left, str) and isinstance(right, str):
        return _bare(left) != _bare(right)
    return left != right


def _bare(text: str) -> str:
    """Letters, digits and characters alone: line breaks and punctuation differ by file format."""
    return _MARKS_OF_WRITING.sub("", fold(text))


def best_annex(offers: Sequence[Annex]) -> Annex:
    """The annex that counts among ``offers`` (the plan's first): the fuller one, else the first."""
    return max(enumerate(offers), key=lambda entry: (*_fullness(entry[1]), -entry[0]))[1]


def _fullness(annex: Annex) -> tuple[bool, int, int]:
    stated = sum(read.state is State.STATED for row in annex.rows for read in row.values())
    return bool(annex.rows), len(annex.rows), stated


def annex_rivals(chosen: Annex, offers: Sequence[Annex]) -> dict[str, tuple[Read, ...]]:
    """Where other copies of an annex state another figure, by ``projects.2.total_investment``.

    A copy of another length is one rival of the whole table (key ``projects``): its row count.
    """
    found: dict[str, tuple[Read, ...]] = {}
    for other in offers:
        if other is chosen or not other.rows:
            continue
        for key, read in _differences(chosen, other).items():
            found[key] = (*found.get(key, ()), read)
    return found


def _differences(chosen: Annex, other: Annex) -> dict[str, Read]:
    if len(other.rows) != len(chosen.rows):
        return {chosen.key: Read(len(other.rows), f"{len(other.rows)}行", other.where)}
    return {
        f"{chosen.key}.{i}.{column}": theirs[column]
        for i, (ours, theirs) in enumerate(zip(chosen.rows, other.rows, strict=True), start=1)
        for column in ours
        if column in theirs and column != "seq" and at_odds(ours[column], theirs[column])
    }


def best_sheet(offers: Sequence[SelfEvaluation]) -> SelfEvaluation | None:
    """The self-evaluation with most claims stated, the first of equals."""
    return max(offers, key=_claims, default=None)


def _claims(sheet: SelfEvaluation) -> int:
    return sum(item.claimed.state is State.STATED for item in sheet.items.values())


def sheet_rivals(
    chosen: SelfEvaluation, offers: Sequence[SelfEvaluation]
) -> dict[str, tuple[Read, ...]]:
    """Other claims for the same row, by ``self_evaluation.carbon_offset``."""
    found: dict[str, tuple[Read, ...]] = {}
    for other in offers:
        for item, theirs in other.items.items() if other is not chosen else ():
            ours = chosen.items.get(item)
            if ours is not None and at_odds(ours.claimed, theirs.claimed):
                key = f"self_evaluation.{item}"
                found[key] = (*found.get(key, ()), theirs.claimed)
    return found
