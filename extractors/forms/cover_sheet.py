"""The cover in a file of its own, beside a plan without one: told by what stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from extractors.forms import cover
from extractors.forms.cover import Cover
from extractors.grammar.text import fold
from schemas.document import Document
from schemas.submission import State

_TITLE: Final = re.compile(r"零碳.{0,14}工厂.{0,12}(?:方案|材料|申报书|申请书|文本)")
_MOST_LINES: Final = 25
_LONGEST_LINE: Final = 60
_KEYS: Final = ("cover_applicant", "cover_city", "cover_date")


def covers(documents: Iterable[Document]) -> tuple[Cover, ...]:
    """The covers among ``documents``: files that hold a cover and nothing else."""
    found = (_alone(document) for document in documents)
    return tuple(one for one in found if one is not None)


def _alone(document: Document) -> Cover | None:
    """The title, the applicant, the city or the date, and not one sentence: no letter, no proof."""
    texts = [fold(line.text) for line in cover.lines(document.blocks)]
    if len(texts) > _MOST_LINES or any("。" in t or len(t) > _LONGEST_LINE for t in texts):
        return None
    if not _TITLE.search("".join(texts)):
        return None
    found = cover.read(document.blocks)
    stated = [key for key in _KEYS if key in found.reads and _is_stated(found, key)]
    return found if "cover_applicant" in stated and len(stated) >= 2 else None


def _is_stated(found: Cover, key: str) -> bool:
    return found.reads[key].state is State.STATED
