"""The package of an Office file: its parts, parsed with care, and its relationships.

Nothing outside the file is ever opened (threats.md: entities, external relationships).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from extractors.errors import UnreadableFile

PART_LIMIT = 100 * 1024 * 1024
"""Inflated bytes that one part may have."""

_PURL = b"http://purl.oclc.org/ooxml/"
_OPEN = b"http://schemas.openxmlformats.org/"
_STRICT = tuple(
    (_PURL + strict, _OPEN + transitional)
    for strict, transitional in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
        (b"officeDocument/math", b"officeDocument/2006/math"),
        (b"officeDocument/extendedProperties", b"officeDocument/2006/extended-properties"),
        (b"drawingml/main", b"drawingml/2006/main"),
        (b"drawingml/picture", b"drawingml/2006/picture"),
        (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
        (b"drawingml/spreadsheetDrawing", b"drawingml/2006/spreadsheetDrawing"),
    )
)
"""Strict namespaces (ISO 29500) and their transitional ones."""

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGED = (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError)
"""What zipfile raises for a directory that no longer makes sense."""
_SAVE_AGAIN = "请用原软件打开后另存，再重新提交"
_DOCTYPE = f"文件含有不允许的文档类型声明，{_SAVE_AGAIN}。"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One entry of a part's relationships; ``kind`` is the last word of its type."""

    ident: str
    kind: str
    target: str
    external: bool


class Package:
    """An open package. Part names are absolute without the leading slash."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        # some tools write backslashes
        self._members = {i.filename.replace("\\", "/"): i for i in archive.infolist()}
        self._relations: dict[str, tuple[Relationship, ...]] = {}

    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._members)

    def read(self, part: str, limit: int | None = None) -> bytes | None:
        """The bytes of a part, ``None`` where there is none.

        Raises ``UnreadableFile``: ``bomb`` past ``limit`` (by default :data:`PART_LIMIT`)
        inflated bytes, ``encrypted``,
        ``malformed`` for data that does not inflate.
        """
        info = self._members.get(part)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableFile("encrypted")
        most = PART_LIMIT if limit is None else limit
        data = _inflate(self._archive, info, most)
        if len(data) > most:
            raise UnreadableFile("bomb", f"文件内容展开后过大，{_SAVE_AGAIN}。")
        return data

    def size(self, part: str) -> int | None:
        """The inflated size that the directory states, ``None`` where there is no part."""
        info = self._members.get(part)
        return None if info is None else info.file_size

    def tree(self, part: str) -> etree._Element | None:
        """The root element of an XML part, ``None`` where there is none."""
        data = self.read(part)
        return None if data is None else parse_part(data)

    def relations(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part (``""``: of the package)."""
        if part not in self._relations:
            folder, base = posixpath.split(part)
            root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
            entries = () if root is None else root.iter(_REL)
            self._relations[part] = tuple(_relationship(e, folder) for e in entries)
        return self._relations[part]

    def related(self, part: str, kind: str) -> str | None:
        """The name of the first internal part related to ``part`` by ``kind``."""
        for relation in self.relations(part):
            if relation.kind == kind and not relation.external:
                return relation.target
        return None

    def related_tree(self, part: str, kind: str) -> etree._Element | None:
        """The root of the part related to ``part`` by ``kind``, ``None`` if there is none."""
        related = self.related(part, kind)
        return None if related is None else self.tree(related)


def open_package(path: Path) -> Package:
    """Open ``path``; raises ``UnreadableFile`` (``truncated``, ``malformed``)."""
    try:
        return Package(zipfile.ZipFile(path))
    except _DAMAGED as error:
        if path.read_bytes()[:4] == b"PK\x03\x04":
            raise UnreadableFile("truncated") from error
        raise UnreadableFile("malformed", f"文件不是有效的Office文档，{_SAVE_AGAIN}。") from error


def parse_part(data: bytes) -> etree._Element:
    """The root of an XML part in transitional names.

    Raises ``UnreadableFile('malformed')`` for a DOCTYPE or broken XML.
    """
    try:
        root = etree.fromstring(checked(data), _parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("malformed", f"文件内部结构损坏，{_SAVE_AGAIN}。") from error
    # a part in UTF-16 hides its DOCTYPE from the look at the bytes
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile("malformed", _DOCTYPE)
    return root


def checked(data: bytes) -> bytes:
    """The bytes of an XML part in transitional names.

    Raises ``UnreadableFile('malformed')`` for a DOCTYPE: what it declares could vanish from
    the text or swell it.
    """
    if b"<!DOCTYPE" in data:
        raise UnreadableFile("malformed", _DOCTYPE)
    return _transitional(data)


def streamed(data: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of ``tags`` in a checked part, each forgotten once it was taken.

    Raises ``UnreadableFile('malformed')`` for broken XML.
    """
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        ):
            yield element
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("malformed", f"文件内部结构损坏，{_SAVE_AGAIN}。") from error


def _forget(element: etree._Element) -> None:
    """Free what was read: the element and all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )


def _transitional(data: bytes) -> bytes:
    if b"purl.oclc.org/ooxml" not in data:
        return data
    for strict, transitional in _STRICT:
        data = data.replace(strict + b'"', transitional + b'"')
    return data


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(limit + 1)
    except (*_DAMAGED, zlib.error, EOFError, OSError) as error:
        raise UnreadableFile("malformed", f"文件内容损坏，{_SAVE_AGAIN}。") from error


def _relationship(entry: etree._Element, folder: str) -> Relationship:
    target = entry.get("Target", "")
    external = entry.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(
        entry.get("Id", ""), entry.get("Type", "").rsplit("/", 1)[-1], target, external
    )
