"""For ``--render``: Word files also tell the page and box where their values stand when printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import structs

from extractors import disk, sandbox
from extractors.errors import UnreadableFile
from extractors.packages_model import Package, PackedFile
from extractors.packages_ready import CONVERTING
from extractors.packages_spots import spots_of
from extractors.readers import legacy_office
from extractors.readers.legacy import ending_of
from extractors.readers.legacy_office import Target
from schemas.document import Document, Kind
from schemas.place import WordPlace
from schemas.submission import Submission

WRITTEN: Final = frozenset((Kind.DOCX, Kind.DOC, Kind.WPS, Kind.RTF, Kind.ODT))
_RENDERING: Final = replace(CONVERTING, wall_seconds=180)


def with_pages(
    package: Package, documents: Sequence[Document], submission: Submission
) -> Submission:
    """``submission`` with ``page`` and ``bbox`` in every place of a Word file that was found on paper.

    What cannot be rendered stays as it is; nothing is lost by trying.
    """
    packed = {file.path: file for file in package.files}
    written = [d for d in documents if d.kind in WRITTEN and d.file in packed]
    if not written or not legacy_office.installed():
        return submission
    with disk.temporary() as folder:
        papers = _rendered([packed[document.file] for document in written], folder)
        spots = [
            spot for d, paper in zip(written, papers, strict=True) for spot in _spots(d, paper)
        ]
    return _placed(submission, spots)


def _rendered(files: Sequence[PackedFile], folder: Path) -> list[Path]:
    endings = [ending_of(file.kind) for file in files]
    sources = [file.opened for file in files]
    with suppress(UnreadableFile):  # the files that came out before it are there
        sandbox.call(
            legacy_office.convert, sources, endings, Target.PAPER, folder, limits=_RENDERING
        )
    return [folder / f"{number}{Target.PAPER.ending}" for number in range(len(files))]


def _spots(document: Document, paper: Path) -> tuple[WordPlace, ...]:
    if not paper.exists():
        return ()
    try:
        return sandbox.call(spots_of, document, paper)
    except UnreadableFile:
        return ()


def _placed(submission: Submission, spots: Iterable[WordPlace]) -> Submission:
    known: dict[tuple[object, ...], WordPlace] = {}
    for spot in spots:
        key = _key(msgspec.to_builtins(spot))
        known[key] = _both(known[key], spot) if key in known else spot
    raw = msgspec.to_builtins(submission)
    _fill(raw, known)
    return msgspec.convert(raw, Submission)


def _both(one: WordPlace, other: WordPlace) -> WordPlace:
    """A place that several spots share (a table inside a cell): on its first page, around them all."""
    if one.page != other.page or one.bbox is None or other.bbox is None:
        return one
    left, top, right, bottom = zip(one.bbox, other.bbox, strict=True)
    return structs.replace(one, bbox=(min(left), min(top), max(right), max(bottom)))


def _key(place: Mapping[str, Any]) -> tuple[object, ...]:
    cell = place.get("cell")
    return place["file"], place.get("table"), tuple(cell) if cell else None, place.get("paragraph")


def _fill(raw: Any, spots: Mapping[tuple[object, ...], WordPlace]) -> None:
    """Every Word place in the plain data of a submission, wherever it stands."""
    if isinstance(raw, dict):
        if raw.get("type") == "word" and (spot := spots.get(_key(raw))):
            raw |= {"page": spot.page, "bbox": spot.bbox}
        for value in raw.values():
            _fill(value, spots)
    elif isinstance(raw, list | tuple):
        for value in raw:
            _fill(value, spots)
