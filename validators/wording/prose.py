"""The running text as rules search it: chapters, 主要举措与成效, explanations of the self-evaluation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from schemas.finding import Evidence
from schemas.place import Where
from schemas.policy import Policy, points_of
from schemas.submission import Read, Submission
from validators.faults import Ground
from validators.figures import printed
from validators.memory import remembered

_END = re.compile(r"[。；;！？!?\n]")
_SHOWN = 120


class Passage(Struct, frozen=True):
    """A stretch of running text with its place and the name that people know it by."""

    text: str
    where: Where
    label: str
    chapter: str = ""

    def sentence(self, start: int) -> str:
        """The sentence around position ``start``, shortened to what can be shown."""
        before = max((m.end() for m in _END.finditer(self.text, 0, start)), default=0)
        after = _END.search(self.text, start)
        return self.text[before : after.start() if after else None].strip()[:_SHOWN]

    def ground(self, start: int, mark: str = "") -> Ground:
        """The sentence around ``start`` as evidence, with what matters in it."""
        return Ground("", Evidence(self.where, self.sentence(start), self.label, mark=mark))


@remembered
def passages(submission: Submission, policy: Policy) -> tuple[Passage, ...]:
    """All running text in reading order, empty stretches left out."""
    return tuple(_passages(submission, policy))


def _passages(submission: Submission, policy: Policy) -> Iterator[Passage]:
    for chapter in submission.chapters:
        if chapter.text:
            yield Passage(chapter.text, chapter.where, f"正文{chapter.number}", chapter.number)
    if words := printed(submission.fields.get("measures")):
        yield Passage(words, submission.fields["measures"].where, "主要举措与成效")
    sheet = submission.self_evaluation
    for item, row in sheet.items.items() if sheet else ():
        if row.evidence and (words := printed(row.evidence)):
            yield Passage(words, row.evidence.where, f"自评 {points_of(item, policy).label}")


def clause_before(text: str, start: int) -> str:
    """What stands before ``start`` in the same sentence.

    >>> clause_before("设备先进。近三年未发生安全、环保事故", 15)
    '近三年未发生安全、环'
    """
    before = max((m.end() for m in _END.finditer(text, 0, start)), default=0)
    return text[before:start]


def words_of(read: Read | None) -> str:
    """What stands in a cell without white space, ``""`` if nothing."""
    return re.sub(r"\s+", "", printed(read))
