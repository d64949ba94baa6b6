"""What a Word file holds besides its text: revisions, comments, macros, foreign links."""

from __future__ import annotations

from lxml import etree

from extractors.readers import word_names as n
from extractors.readers.office_notices import package_notices
from extractors.readers.office_package import Package
from schemas.document import Notice
from schemas.place import WholeFile

_REVISIONS = (n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO, n.W + "cellIns", n.W + "cellDel")
_FORMULAS = ("Equation", "MathType")


def notices(package: Package, part: str, root: etree._Element, file: str) -> tuple[Notice, ...]:
    """All remarks on the file as a whole, in a fixed order."""
    where = WholeFile(file)
    counts = {
        "tracked_changes": sum(1 for _ in root.iter(*_REVISIONS)),
        "comments": sum(1 for _ in root.iter(n.W + "commentReference")),
    }
    counted = (Notice(code, where, count) for code, count in counts.items() if count)
    return (*counted, *package_notices(package, where, _formulas(package, part, root)))


def _formulas(package: Package, part: str, root: etree._Element) -> frozenset[str]:
    """The embedded parts that are formulas of an equation editor."""
    idents = {
        item.get(n.R + "id")
        for item in root.iter(n.O + "OLEObject")
        if item.get("ProgID", "").startswith(_FORMULAS)
    }
    return frozenset(r.target for r in package.relations(part) if r.ident in idents)
