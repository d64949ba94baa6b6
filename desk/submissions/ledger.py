"""Where else a figure stands: running text, annexes, second versions; and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from desk.submissions.words import cut, masked, read_words, spot
from schemas.place import Where
from schemas.submission import Mention, Read, Submission
from validators.figures import number

_LONGEST_SENTENCE = 80


class Entry(Struct, frozen=True):
    """One other place: what it says there, ``agrees`` with the form's figure or not."""

    name: str
    read: Read
    agrees: bool
    sentence: str = ""

    @property
    def where(self) -> Where:
        """The place."""
        return self.read.where

    @property
    def words(self) -> str:
        """The figure as an officer writes it."""
        return read_words(self.read)

    @property
    def spot(self) -> str:
        """The place in words, without its file."""
        return spot(self.read.where)


def narrative(submission: Submission, key: str, read: Read | None) -> tuple[Entry, ...]:
    """What the running text says of the figure under ``key``, in reading order."""
    found = (one for one in submission.mentions if _is_of(one, key, read))
    return tuple(_mentioned(one, read) for one in found)


def annexes(submission: Submission, key: str, read: Read | None) -> tuple[Entry, ...]:
    """What other tables say of it: a second version of the form, the annex's total row."""
    rivals = submission.rivals.get(key, ())
    entries = [Entry("另一处填写", rival, agree(read, rival)) for rival in rivals]
    if key == "total_investment":
        entries += [
            Entry("附件2-2 合计", row["total_investment"], agree(read, row["total_investment"]))
            for row in submission.totals.get("projects", ())
            if number(row.get("total_investment")) is not None
        ]
    return tuple(entries)


def _mentioned(one: Mention, read: Read | None) -> Entry:
    name = f"正文{one.chapter}" if one.chapter else "正文"
    return Entry(
        name, one.read, agree(read, one.read), cut(masked(one.sentence), _LONGEST_SENTENCE)
    )


def _is_of(one: Mention, key: str, read: Read | None) -> bool:
    """Whether a mention speaks of this very figure of the factory as a whole."""
    stem, _, rest = key.partition(".")
    if number(one.read) is None or not _same_unit(one, read):
        return False
    if rest.isdigit():
        return one.metric == stem and one.year == int(rest) and not one.entity
    if rest == "effect":
        return one.metric == key
    if one.metric != stem or one.entity not in ("", "产品"):
        return False
    return _of_its_time(one, rest)


def _of_its_time(one: Mention, rest: str) -> bool:
    """Before is past, after is the plan's goal; an intermediate year's goal is neither."""
    if rest == "before":
        return one.tense == "past"
    if rest == "after":
        return one.tense == "goal" and one.year is None
    return not rest


def _same_unit(one: Mention, read: Read | None) -> bool:
    return read is None or not read.unit or one.read.unit.startswith(read.unit)


def agree(read: Read | None, other: Read) -> bool:
    """Whether two figures are one, the coarser one's rounding allowed for."""
    mine, theirs = number(read), number(other)
    if mine is None or theirs is None or read is None:
        return False
    known = [one.decimals for one in (read, other) if one.decimals is not None]
    return abs(mine - theirs) <= (0.5 * 10.0 ** -min(known) if known else 0.0) + 1e-9


def disagreeing(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Those that say something else."""
    return (entry for entry in entries if not entry.agrees)
