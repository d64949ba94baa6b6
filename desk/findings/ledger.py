"""Every place that states the disputed figure, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from desk.findings.grids import spot_of
from desk.findings.grounds import Ground, alike, figures_in
from schemas.fields import label_of
from schemas.finding import Evidence, Finding
from schemas.place import Where, WholeFile
from schemas.submission import Mention, Read, State, Submission

_MOST = 12


class Entry(Struct, frozen=True):
    """One place: ``stand`` is ``wrong`` (the disputed value), ``right`` (agrees with what should
    stand there), ``same`` or ``other`` (agrees with the disputed value or with neither)."""

    ground: Ground
    stand: str


class Ledger(Struct, frozen=True):
    """All mentions of the disputed figure, and the other grounds that the sum needs."""

    entries: tuple[Entry, ...]
    others: tuple[Ground, ...]

    @property
    def is_sum(self) -> bool:
        """Whether several cells make up the disputed value together, a sum that is printed nowhere."""
        wrong = [entry.ground.figures for entry in self.entries if entry.stand == "wrong"]
        return any(not alike(one, wrong[0]) for one in wrong[1:])

    @property
    def agreeing(self) -> int:
        """How many places state the same figure: the largest camp."""
        stands = [entry.stand for entry in self.entries]
        right, wrong = stands.count("right"), stands.count("wrong") + stands.count("same")
        return max(right, wrong)

    @property
    def everything(self) -> tuple[Ground, ...]:
        """Every place of it once, in the order shown."""
        return (*(entry.ground for entry in self.entries), *self.others)


def ledger_of(found: Finding, grounds: Sequence[Ground], submission: Submission) -> Ledger:
    """The disputed value first, then whatever states the same thing, then the other grounds."""
    right = figures_in(found.expected)
    if all(isinstance(ground.evidence.where, WholeFile) for ground in grounds):
        return Ledger((), ())  # a file states no figure
    disputed = [ground for ground in grounds if ground.disputed]
    wrong = [figure for ground in disputed for figure in ground.figures]
    key = key_of(found, disputed[0].evidence.where, submission) if disputed else ""
    same = [g for g in grounds if not g.disputed and _states_it(g, key, right, wrong)]
    told = _told(key, submission, {spot_of(g.evidence.where) for g in grounds}, len(grounds))
    entries = [Entry(ground, "wrong") for ground in disputed]
    entries += [Entry(g, _stand(g, right, wrong)) for g in (*same, *told)]
    others = tuple(g for g in grounds if not g.disputed and g not in same)
    return Ledger(tuple(entries[:_MOST]), others)


def _states_it(ground: Ground, key: str, right: Sequence[float], wrong: Sequence[float]) -> bool:
    """Whether a ground is another mention of the disputed figure, not an operand of the sum."""
    labelled = bool(key) and ground.evidence.label == label_of(key)
    return labelled or alike(ground.figures, right) or alike(ground.figures, wrong)


def _stand(ground: Ground, right: Sequence[float], wrong: Sequence[float]) -> str:
    if alike(ground.figures, right):
        return "right"
    return "same" if alike(ground.figures, wrong) else "other"


def key_of(found: Finding, where: Where, submission: Submission) -> str:
    """The field that the disputed value is; ``""`` where it is no field of its own."""
    reads = ((key, submission.fields.get(key)) for key in found.fields)
    return next((key for key, read in reads if read and read.where == where), "")


def _told(
    key: str, submission: Submission, known: set[tuple[object, ...]], first: int
) -> Iterator[Ground]:
    """Other places of the same field: second versions and the running text."""
    if not key:
        return
    index = first
    for evidence in (*_rivals(key, submission), *_mentions(key, submission.mentions)):
        if spot_of(evidence.where) in known:
            continue
        known.add(spot_of(evidence.where))
        figures = figures_in(evidence.mark or evidence.text)
        yield Ground(index, evidence, False, "", figures)
        index += 1


def _rivals(key: str, submission: Submission) -> Iterator[Evidence]:
    for read in (submission.fields[key], *submission.rivals.get(key, ())):
        if read.state is State.STATED:
            yield _evidence(read, read.raw, read.label or label_of(key))


def _mentions(key: str, mentions: Iterable[Mention]) -> Iterator[Evidence]:
    metric, _, year = key.partition(".")
    for mention in mentions:
        if mention.metric != metric or mention.entity or str(mention.year or "") != year:
            continue
        label = f"正文{mention.chapter}" if mention.chapter else "正文"
        yield _evidence(mention.read, mention.sentence or mention.read.raw, label)


def _evidence(read: Read, text: str, label: str) -> Evidence:
    return Evidence(read.where, text, label, read.confidence, read.flags, read.raw)
