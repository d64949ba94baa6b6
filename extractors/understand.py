"""Documents → Submission: versions settled, annexes gathered, every figure with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from extractors import oddities, retrofit, versions
from extractors.certainty import bounded
from extractors.errors import UnreadableFile
from extractors.forms import (
    annexes_2025,
    cover_sheet,
    plan_2025,
    promise_sheet,
    self_evaluation_2025,
)
from extractors.forms.annexes_2025 import Annex, Annexes
from extractors.forms.cover import Cover
from extractors.forms.plan_2025 import Plan
from extractors.narrative.ledger import mentions, text_mentions
from schemas.document import Document, Kind, Notice
from schemas.place import Where
from schemas.submission import (
    Mention,
    Part,
    Read,
    Role,
    SelfEvaluation,
    SourceFile,
    Submission,
)

Given = Sequence[tuple[Role, Document]]

_WRITTEN = (Kind.DOCX, Kind.DOC, Kind.WPS, Kind.ODT, Kind.RTF, Kind.OFD, Kind.PDF)
"""Kinds of plan files, the likeliest to be read without loss first."""
_ANNEX_PARTS = {
    "innovations": Part.ANNEX_2_1,
    "projects": Part.ANNEX_2_2,
    "existing_equipment": Part.ANNEX_2_3_EXISTING,
    "new_equipment": Part.ANNEX_2_3_NEW,
}
_HOLDERS = frozenset(
    {Role.PLAN, Role.ANNEX_2_1, Role.ANNEX_2_2, Role.ANNEX_2_3, Role.ANNEXES, Role.SELF_EVALUATION}
)


class _Annexed(Struct, frozen=True):
    chosen: dict[str, Annex]
    rivals: dict[str, tuple[Read, ...]]
    headings: dict[str, Where]


def understand(name: str, documents: Given, files: tuple[SourceFile, ...]) -> Submission:
    """The submission that ``documents`` make up.

    Never raises for what is written in them; without a plan the submission comes back with
    ``problem`` ``no_plan``.
    """
    plans = _plans(documents)
    if not plans:
        return Submission(
            name, files, problem=UnreadableFile("no_plan").problem, notices=_notices(documents)
        )
    return _assembled(name, files, documents, plans)


def _plans(documents: Given) -> list[Plan]:
    """The plan's versions: Word before PDF, then the fuller."""
    written = [document for role, document in documents if role is Role.PLAN]
    read = [(_rank(document.kind), plan_2025.read(document)) for document in written]
    return [plan for _, plan in sorted(read, key=lambda entry: (entry[0], -entry[1].labels))]


def _rank(kind: Kind) -> int:
    return _WRITTEN.index(kind) if kind in _WRITTEN else len(_WRITTEN)


def _assembled(
    name: str, files: tuple[SourceFile, ...], documents: Given, plans: Sequence[Plan]
) -> Submission:
    settled = versions.settle([plan.fields for plan in plans])
    fronts = cover_sheet.covers(doc for role, doc in documents if role is Role.ATTACHMENT)
    letters = promise_sheet.promises(doc for role, doc in documents if role is not Role.PLAN)
    fields = versions.filled(settled.reads, [*(front.reads for front in fronts), *letters])
    main = next((plan for plan in plans if plan.years), plans[0])
    annexed = _annexes(documents)
    sheets = _sheets(documents)
    sheet = versions.best_sheet(sheets)
    text = max(plans, key=lambda plan: len(plan.chapters))
    read = [document for _, document in documents]
    told = bounded(_told(sheet, main.years), read)
    narrated = bounded(mentions(text.passages, main.years), read)
    invested = retrofit.settle(told, narrated)
    rivals = [plan.rivals for plan in plans[:1]] + [settled.rivals, annexed.rivals]
    rivals += [versions.sheet_rivals(sheet, sheets)] if sheet else []
    rivals += [{retrofit.KEY: invested.rivals}] if invested.rivals else []
    return Submission(
        name=name,
        files=files,
        years=main.years,
        year_cells=main.year_cells,
        fields=fields | ({retrofit.KEY: invested.read} if invested.read else {}),
        tables={key: annex.rows for key, annex in annexed.chosen.items()},
        totals={key: annex.totals for key, annex in annexed.chosen.items() if annex.totals},
        headings={key: annex.where for key, annex in annexed.chosen.items()},
        parts=_parts(plans, annexed.headings, sheet, fronts),
        self_evaluation=sheet,
        chapters=text.chapters,
        mentions=(*narrated, *told),
        notices=_notices(documents),
        rivals=_gathered(rivals),
    )


def _annexes(documents: Given) -> _Annexed:
    """The annexes of all files, the plan's own first."""
    read = [annexes_2025.read(document) for document in _holders(documents)]
    chosen, rivals = dict[str, Annex](), dict[str, tuple[Read, ...]]()
    for key in _ANNEX_PARTS:
        offers = [annexes.found[key] for annexes in read if key in annexes.found]
        if offers:
            chosen[key] = versions.best_annex(offers)
            rivals |= versions.annex_rivals(chosen[key], offers)
    return _Annexed(chosen, rivals, _headings(read))


def _headings(read: Iterable[Annexes]) -> dict[str, Where]:
    found: dict[str, Where] = {}
    for annexes in read:
        found = {**annexes.headings, **found}
    return found


def _holders(documents: Given) -> list[Document]:
    """The files that may hold annexes or the self-evaluation: plans first, Word before PDF."""
    held = [(role, document) for role, document in documents if role in _HOLDERS]
    ranked = sorted(held, key=lambda entry: (entry[0] is not Role.PLAN, _rank(entry[1].kind)))
    return [document for _, document in ranked]


def _sheets(documents: Given) -> list[SelfEvaluation]:
    found = (self_evaluation_2025.read(document) for document in _holders(documents))
    return [sheet for sheet in found if sheet is not None]


def _told(sheet: SelfEvaluation | None, years: tuple[int, ...]) -> tuple[Mention, ...]:
    """What the explanations of the self-evaluation state."""
    found: list[Mention] = []
    for item, row in sheet.items.items() if sheet else ():
        read = row.evidence
        if read is not None and isinstance(read.value, str):
            found.extend(text_mentions(read.value, read.where, "", years, str(item)))
    return tuple(found)


def _parts(
    plans: Sequence[Plan],
    headings: dict[str, Where],
    sheet: SelfEvaluation | None,
    fronts: Sequence[Cover],
) -> dict[Part, Where]:
    found: dict[Part, Where] = {}
    for plan in plans:
        found = {**plan.parts, **found}
    for front in fronts:
        found = ({Part.COVER: front.where} if front.where else {}) | found
    found |= {_ANNEX_PARTS[key]: where for key, where in headings.items()}
    if sheet is not None:
        found[Part.SELF_EVALUATION] = sheet.where
    return found


def _notices(documents: Given) -> tuple[Notice, ...]:
    return tuple(
        notice
        for _, document in documents
        for notice in (*document.notices, *oddities.notices(document))
    )


def _gathered(rivals: Iterable[dict[str, tuple[Read, ...]]]) -> dict[str, tuple[Read, ...]]:
    found: dict[str, tuple[Read, ...]] = {}
    for one in rivals:
        for key, reads in one.items():
            found[key] = (*found.get(key, ()), *reads)
    return found
