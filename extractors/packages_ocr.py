"""Which files want OCR, what it may use, and pictures put together to the document they are pages of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import Final

from msgspec import structs

from extractors.packages_model import Package, PackedFile
from extractors.reading import Opened
from extractors.sandbox import Limits
from extractors.sandbox_child import GIB
from schemas.document import Document, Kind
from schemas.submission import Outcome, Role

_CPU_SECONDS: Final = 120.0
_PAGES: Final = 20
"""So many pages fit into the CPU time of one child (threats.md); a longer scan gets more."""
_SECONDS_A_PAGE: Final = 6.0
_MOST_SECONDS: Final = 900.0
_WAITING: Final = 5.0
"""Wall clock for each second of CPU: a busy machine must not lose a scan; the CPU limit holds."""


def wants_ocr(file: PackedFile) -> bool:
    """Whether a quick look found pages that only OCR can read, in a file that is to be read."""
    return file.scanned > 0 and file.problem is None and file.role is not Role.ATTACHMENT


def may_want_ocr(file: PackedFile) -> bool:
    """Whether a page that a quick look took for text may turn out to need OCR (fonts without code)."""
    return file.kind is Kind.PDF and file.problem is None and file.role is not Role.ATTACHMENT


def series_in(files: Sequence[PackedFile]) -> list[tuple[PackedFile, ...]]:
    """``files`` as they are to be opened: the pages of one document together, in their order."""
    ordered = sorted(files, key=lambda file: (file.series or file.path, len(file.path), file.path))
    grouped = groupby(ordered, key=lambda file: file.series or file.path)
    return [tuple(pages) for _, pages in grouped]


def ocr_limits(groups: Sequence[Sequence[PackedFile]], limits: Limits) -> Limits:
    """``limits`` for a child that recognises pages: 2 GiB, and the time that the longest group takes."""
    longest = max((sum(file.scanned for file in group) for group in groups), default=0)
    seconds = min(_MOST_SECONDS, _CPU_SECONDS + _SECONDS_A_PAGE * max(0, longest - _PAGES))
    return replace(
        limits,
        memory=max(limits.memory, 2 * GIB),
        cpu_seconds=max(limits.cpu_seconds, seconds),
        wall_seconds=max(limits.wall_seconds, _WAITING * seconds),
    )


def with_series(package: Package, opened: Sequence[Opened]) -> list[Opened]:
    """The files as opened; of pictures that are pages of one document the first one holds it all.

    Places keep the picture's own name: page 1 of that file.
    """
    series = {file.path: file.series for file in package.files if file.series}
    pages: dict[str, list[Document]] = {}
    for entry in opened:
        if entry.document and entry.source.path in series:
            pages.setdefault(series[entry.source.path], []).append(entry.document)
    for documents in pages.values():
        documents.sort(key=lambda document: (len(document.file), document.file))
    firsts = {documents[0].file: documents for documents in pages.values()}
    return [_with_pages(entry, firsts, series) for entry in opened]


def with_page_roles(package: Package, opened: Sequence[Opened]) -> list[Opened]:
    """Later pages have the role that the first one, which holds the document, turned out to have."""
    series = {file.path: file.series for file in package.files if file.series}
    known = {
        series[entry.source.path]: entry.source.role
        for entry in opened
        if entry.document and entry.source.path in series
    }
    return [
        _with_role_of_page(entry, known.get(series.get(entry.source.path, ""))) for entry in opened
    ]


def _with_role_of_page(entry: Opened, role: Role | None) -> Opened:
    if role is None or entry.source.outcome is not Outcome.READ:
        return entry
    return structs.replace(entry, source=structs.replace(entry.source, role=role))


def _with_pages(entry: Opened, firsts: dict[str, list[Document]], series: dict[str, str]) -> Opened:
    if entry.document is None or entry.source.path not in series:
        return entry
    documents = firsts.get(entry.source.path)
    if documents is None:
        return structs.replace(entry, document=None)
    whole = structs.replace(
        documents[0],
        blocks=tuple(chain.from_iterable(document.blocks for document in documents)),
        notices=tuple(chain.from_iterable(document.notices for document in documents)),
        pages=sum(document.pages or 1 for document in documents),
    )
    return structs.replace(entry, document=whole)
