"""In which order packages are worked off, and by whom: quick kinds first, scans by hands of their own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from extractors.packages import Package
from extractors.packages_ocr import wants_ocr
from extractors.readers.legacy_checks import LEGACY
from schemas.document import Kind
from schemas.submission import Role

_PAPER: Final = frozenset({Kind.PDF, Kind.IMAGE})


class Lane(IntEnum):
    """What a package costs most by, cheapest first."""

    QUICK = 0
    """Word and Excel of today: about a tenth of a second."""
    PAPER = 1
    """Digital PDF: some tenths."""
    CONVERTED = 2
    """What LibreOffice has to convert: seconds."""
    RECOGNISED = 3
    """Scans: seconds a page, and a gigabyte."""


def lane_of(package: Package) -> Lane:
    """The dearest of the files that will be read."""
    if package.problem:
        return Lane.QUICK
    read = [file for file in package.files if not file.problem and file.role is not Role.ATTACHMENT]
    if any(map(wants_ocr, read)):
        return Lane.RECOGNISED
    kinds = {file.kind for file in read}
    if kinds & LEGACY:
        return Lane.CONVERTED
    return Lane.PAPER if kinds & _PAPER else Lane.QUICK


def in_order(packages: Sequence[Package]) -> tuple[list[Package], list[Package]]:
    """The packages for all workers, quick kinds first, and those that want recognition."""
    ranked = sorted(packages, key=lane_of)
    first = next((n for n, one in enumerate(ranked) if lane_of(one) is Lane.RECOGNISED), None)
    return (ranked, []) if first is None else (ranked[:first], ranked[first:])
