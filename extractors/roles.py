"""What a file is within its submission, by what stands in it."""

from __future__ import annotations

import re

from extractors import grid
from extractors.forms import (
    annexes_2025,
    basic_table,
    chapters,
    lines,
    self_evaluation_2025,
)
from extractors.grammar.text import fold
from schemas.document import Document, Paragraph, Table
from schemas.submission import Role

SURE_LABELS = 12
"""So many labels of 基本信息表 in one table are the form, whatever stands around it."""
SOME_LABELS = 4
SURE_CHAPTERS = 3
"""So many of the form's four chapters are its text."""
_TITLE = re.compile(r"零碳.{0,12}工厂(?:培育)?建设方案|基本信息表")
_OWN_TITLE = re.compile(r"零碳.{0,12}工厂建设方案(?:[(].{1,8}[)])?\Z")
"""The plan's own title; the policy is called 工厂培育建设方案."""
_FIRST_BLOCKS = 30
_MAIN = frozenset("一二三四")

_ANNEX_ROLES = {
    "innovations": Role.ANNEX_2_1,
    "projects": Role.ANNEX_2_2,
    "equipment": Role.ANNEX_2_3,
}


def role_of(document: Document) -> Role:
    """The role of ``document``: the plan, one annex, several, the self-evaluation, or evidence."""
    if _is_surely_plan(document):
        return Role.PLAN
    roles = _annex_roles(document)
    if not roles:
        return Role.PLAN if _is_likely_plan(document) else Role.ATTACHMENT
    return roles.pop() if len(roles) == 1 else Role.ANNEXES


def _annex_roles(document: Document) -> set[Role]:
    roles = {_ANNEX_ROLES[kind] for kind in annexes_2025.kinds(document)}
    if self_evaluation_2025.read(document) is not None:
        roles.add(Role.SELF_EVALUATION)
    return roles


def _is_surely_plan(document: Document) -> bool:
    """Whether the form's basic table or its chapters stand in ``document``."""
    labels = _labels(document)
    if labels >= SURE_LABELS or _chapters(document) >= SURE_CHAPTERS:
        return True
    if labels >= SOME_LABELS and _titled(document, _OWN_TITLE):
        return True
    return _titled(document) and _typed_labels(document) >= SURE_LABELS


def _is_likely_plan(document: Document) -> bool:
    """The same with less to go by, for files that hold nothing else of a submission."""
    labels, main, titled = _labels(document), _chapters(document), _titled(document)
    if titled and (labels >= SOME_LABELS or main >= 1):
        return True
    if main >= 2 and labels >= SOME_LABELS:
        return True
    return titled and _typed_labels(document) >= SOME_LABELS * 2


def _labels(document: Document) -> int:
    shown = (b for b in document.blocks if isinstance(b, Table) and not b.hidden)
    return max(map(basic_table.weight, shown), default=0)


def _chapters(document: Document) -> int:
    found = chapters.read(document.blocks, document.kind).chapters
    return sum(chapter.number in _MAIN for chapter in found)


def _titled(document: Document, title: re.Pattern[str] = _TITLE) -> bool:
    first = document.blocks[:_FIRST_BLOCKS]
    texts = [block.text for block in first if isinstance(block, Paragraph)]
    cells = [c.text for b in first[:3] if isinstance(b, Table) for c in grid.cells(b)]
    return any(title.search(fold(text)) for text in (*texts, *cells) if len(text) <= 60)


def _typed_labels(document: Document) -> int:
    """How many of the form's labels stand in lines of text."""
    typed = lines.as_cells(b for b in document.blocks if isinstance(b, Paragraph))
    return len({slot.key for slot in lines.find(list(typed), basic_table.FIELDS)})
