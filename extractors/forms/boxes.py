"""Yes or no by ticking: ``☑符合 □不符合``, ``是□ 否☑``, ``符合√``."""

from __future__ import annotations

import re

from extractors.grammar.ticks_scan import Mark, Shape, marks

_ANSWER = re.compile(r"(?:不|未)?(?:符合|满足|达标|具备|通过)|是|否")
_EDGE = " \t\n\u3000(（[【"


def marked(text: str) -> bool:
    """Whether boxes or ticks stand beside one of several answers."""
    return bool(marks(text)) and len(_ANSWER.findall(text)) > 1


def untouched(text: str) -> bool:
    """Whether boxes are there and none is ticked."""
    return all(mark.shape is Shape.EMPTY for mark in marks(text))


def chosen(text: str) -> str:
    """The one answer that is ticked, ``""`` for none or several."""
    found = marks(text)
    ticked = [mark for mark in found if mark.shape is not Shape.EMPTY]
    if len(ticked) != 1:
        return ""
    before = not text[: found[0].start].strip(_EDGE)
    return _beside(text, ticked[0], before)


def _beside(text: str, mark: Mark, before: bool) -> str:
    """The answer that a mark stands for: marks stand all before their answers, or all behind."""
    answers = list(_ANSWER.finditer(text))
    if before:
        return next((a[0] for a in answers if a.start() >= mark.end), "")
    return next((a[0] for a in reversed(answers) if a.end() <= mark.start), "")
