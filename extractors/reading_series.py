"""Pictures that are pages of one document, opened together: a table that runs over two is joined.

Runs inside the sandbox. Each picture stays a file with an outcome of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from extractors.errors import UnreadableFile
from extractors.packages_model import PackedFile
from extractors.readers import ocr_room
from extractors.reading import Opened, open_file, read_as
from schemas.document import Document

if TYPE_CHECKING:
    from extractors.readers.scan_page import Page


def open_series(files: tuple[PackedFile, ...], kept: Path | None = None) -> tuple[Opened, ...]:
    """The pictures ``files``, in the order of their pages; the first readable one holds the document.

    A file alone is opened as :func:`extractors.reading.open_file` opens it. ``kept`` is the folder of
    recognised pages. Raises only where our own code breaks; the files are then opened one by one.
    """
    if len(files) == 1:
        return (open_file(files[0], kept),)
    from extractors.readers import scan

    ocr_room.remember_in(kept)
    pages = _pages(files)
    if not pages:
        return tuple(open_file(file, kept) for file in files)
    whole = scan.bound_files(list(pages.items()))
    return tuple(
        _page_of(whole, file, len(pages[file.path]))
        if file.path in pages
        else open_file(file, kept)
        for file in files
    )


def _pages(files: tuple[PackedFile, ...]) -> dict[str, list[Page]]:
    """The pages of each picture that can be read, numbered through."""
    from extractors.readers import scan

    found: dict[str, list[Page]] = {}
    for file in files:
        try:
            found[file.path] = scan.pages_of(file.opened, 1 + sum(map(len, found.values())))
        except UnreadableFile:
            continue  # open_file finds the same and says so
    return found


def _page_of(whole: Document, file: PackedFile, pages: int) -> Opened:
    read = read_as(file, whole)
    source = structs.replace(read.source, pages=pages)
    return Opened(source, whole if whole.file == file.path else None)
