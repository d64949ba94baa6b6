"""What any Office package may hold besides its text: macros, embedded files, foreign links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.readers.office_package import Package
from schemas.document import Notice
from schemas.place import Where

_EMBEDDED = ("/embeddings/", "/activeX/")


def package_notices(package: Package, where: Where) -> tuple[Notice, ...]:
    """Remarks on the package as a whole, in a fixed order. Nothing is opened."""
    found = (
        _named("macros", (p for p in package.names() if p.endswith("vbaProject.bin")), where),
        _named("embedded_object", _embedded(package), where),
        _named("external_link", _external(package), where),
    )
    return tuple(notice for notice in found if notice is not None)


def _named(code: str, names: Iterable[str], where: Where) -> Notice | None:
    listed = list(names)
    return Notice(code, where, len(listed), "；".join(listed[:5])) if listed else None


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
