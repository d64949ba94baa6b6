"""What a Word file holds besides its text: revisions, comments, macros, foreign links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from extractors.readers import word_names as n
from extractors.readers.office_package import Package
from schemas.document import Notice
from schemas.place import Where, WholeFile

_REVISIONS = (n.INS, n.DEL, n.MOVE_FROM, n.MOVE_TO, n.W + "cellIns", n.W + "cellDel")
_STRIKES = (n.W + "strike", n.W + "dstrike")
_EMBEDDED = ("/embeddings/", "/activeX/")


def notices(package: Package, part: str, root: etree._Element, file: str) -> tuple[Notice, ...]:
    """All remarks on the file as a whole, in a fixed order."""
    where = WholeFile(file)
    counted = (
        ("tracked_changes", root.iter(*_REVISIONS)),
        ("comments", root.iter(n.W + "commentReference")),
    )
    found = [_counted(code, elements, where) for code, elements in counted]
    found.append(_named("macros", _endings(package, "vbaProject.bin"), where))
    found.append(_named("embedded_object", _embedded(package), where))
    found.append(_named("external_link", _external(package), where))
    return tuple(notice for notice in found if notice is not None)


def _counted(code: str, elements: Iterable[object], where: Where) -> Notice | None:
    count = sum(1 for _ in elements)
    return Notice(code, where, count) if count else None


def _named(code: str, names: Iterable[str], where: Where) -> Notice | None:
    listed = list(names)
    return Notice(code, where, len(listed), "；".join(listed[:5])) if listed else None


def _endings(package: Package, ending: str) -> Iterator[str]:
    return (name for name in package.names() if name.endswith(ending))


def _embedded(package: Package) -> Iterator[str]:
    for name in package.names():
        if any(folder in f"/{name}" for folder in _EMBEDDED) and not name.endswith(".rels"):
            yield name.rsplit("/", 1)[-1]


def _external(package: Package) -> Iterator[str]:
    for name in package.names():
        if not name.endswith(".rels"):
            continue
        folder, _, base = name.removesuffix(".rels").rpartition("_rels/")
        for relation in package.relations(folder + base):
            if relation.external and relation.kind != "hyperlink":
                yield f"{relation.kind}: {relation.target}"
