"""What a Word file holds besides its text: revisions, comments, macros, foreign links."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from extractors.readers import word_names as n
from extractors.readers.office_notices import package_notices
from extractors.readers.office_package import Package
from schemas.document import Notice
from schemas.place import Where, WholeFile

_REVISIONS = (n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO, n.W + "cellIns", n.W + "cellDel")
_STRIKES = (n.W + "strike", n.W + "dstrike")


def notices(package: Package, root: etree._Element, file: str) -> tuple[Notice, ...]:
    """All remarks on the file as a whole, in a fixed order."""
    where = WholeFile(file)
    counted = (
        ("tracked_changes", root.iter(*_REVISIONS)),
        ("comments", root.iter(n.W + "commentReference")),
    )
    found = [_counted(code, elements, where) for code, elements in counted]
    return (*(c for c in found if c is not None), *package_notices(package, where))


def _counted(code: str, elements: Iterable[object], where: Where) -> Notice | None:
    count = sum(1 for _ in elements)
    return Notice(code, where, count) if count else None
