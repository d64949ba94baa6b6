"""The sentences of the plan's running text, each with the chapter that holds it.

For the few facts that the ledger of mentions does not carry: factors, standards, lists of fuels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.finding import Evidence
from schemas.spelling import nfkc
from schemas.submission import Chapter, Submission
from validators.faults import Ground
from validators.memory import kept

_END: Final = re.compile(r"[。！？\n]+")


class Passage(Struct, frozen=True):
    """One sentence in NFKC (``kWh``, ``m3`` without odd letters)."""

    sentence: str
    chapter: Chapter

    def ground(self, mark: str = "") -> Ground:
        """The sentence as evidence, ``mark`` the stretch that matters."""
        label = f"正文{self.chapter.number} {self.chapter.title}"
        return Ground("", Evidence(self.chapter.where, self.sentence, label, mark=mark))


def passages(submission: Submission, prefix: str = "") -> Iterator[Passage]:
    """The sentences of all chapters whose number starts with ``prefix``, in order."""
    for chapter, told in _by_chapter(submission):
        if chapter.number.startswith(prefix):
            yield from told


@kept
def _by_chapter(submission: Submission) -> tuple[tuple[Chapter, tuple[Passage, ...]], ...]:
    return tuple((chapter, tuple(_sentences(chapter))) for chapter in submission.chapters)


def _sentences(chapter: Chapter) -> Iterator[Passage]:
    for sentence in map(str.strip, _END.split(nfkc(chapter.text))):
        if sentence:
            yield Passage(sentence, chapter)


def words(submission: Submission, prefix: str = "") -> str:
    """All text of the chapters whose number starts with ``prefix``, a sentence a line."""
    return "\n".join(passage.sentence for passage in passages(submission, prefix))
