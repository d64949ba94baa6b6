"""What any Office package may hold besides its text: macros, embedded files, foreign links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.readers.office_package import Package, Relationship
from schemas.document import Notice
from schemas.place import Where

_EMBEDDED = frozenset({"oleObject", "package", "control", "aFChunk"})


def package_notices(
    package: Package, where: Where, harmless: frozenset[str] = frozenset()
) -> tuple[Notice, ...]:
    """Remarks on the package as a whole, in a fixed order. Nothing is opened.

    ``harmless`` are embedded parts that are no objects of their own, such as formulas; the
    numbers behind a chart are left out too.
    """
    relations = list(_relations(package))
    embedded = (
        relation.target
        for source, relation in relations
        if relation.kind in _EMBEDDED and not relation.external and "charts/" not in source
    )
    external = (
        f"{relation.kind}: {relation.target}"
        for _, relation in relations
        if relation.external and relation.kind != "hyperlink"
    )
    found = (
        _named("macros", (p for p in package.names() if p.endswith("vbaProject.bin")), where),
        _named("embedded_object", (e for e in embedded if e not in harmless), where),
        _named("external_link", external, where),
    )
    return tuple(notice for notice in found if notice is not None)


def _named(code: str, names: Iterable[str], where: Where) -> Notice | None:
    listed = list(names)
    return Notice(code, where, len(listed), "；".join(listed[:5])) if listed else None


def _relations(package: Package) -> Iterator[tuple[str, Relationship]]:
    """All relationships, each with the part that it starts from."""
    for name in package.names():
        if name.endswith(".rels"):
            folder, _, base = name.removesuffix(".rels").rpartition("_rels/")
            for relation in package.relations(folder + base):
                yield folder + base, relation
