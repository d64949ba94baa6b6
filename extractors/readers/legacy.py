"""Old and foreign office files (.doc .wps .rtf .odt, .xls .et .ods), read by way of LibreOffice.

The copy that LibreOffice makes is a .docx or .xlsx; the document is the original's: its kind, its
name in every place. Tables and paragraphs keep their count, so a place in the copy is one in the
original.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from msgspec import structs

from extractors.detect import kind_of
from extractors.errors import UnreadableFile
from extractors.readers.legacy_checks import LEGACY, has_macros, refuse_unfit
from extractors.readers.legacy_office import Target, convert
from schemas.document import Document, Kind, Notice
from schemas.place import WholeFile

BOOKS: Final = frozenset((Kind.XLS, Kind.ET, Kind.ODS))
_ENDING_OF: Final = {Kind.WPS: ".doc", Kind.ET: ".xls"}
"""What WPS Office writes is the same as Word's and Excel's; LibreOffice knows it by their endings."""


def target_of(kind: Kind) -> Target:
    """What a file of ``kind`` is converted to."""
    return Target.BOOK if kind in BOOKS else Target.WORD


def ending_of(kind: Kind) -> str:
    """The ending under which LibreOffice is given a file of ``kind``."""
    return _ENDING_OF.get(kind, f".{kind}")


def read(path: Path, name: str) -> Document:
    """The file at ``path``, converted on its own; ``name`` is its path inside the submission.

    Raises :class:`UnreadableFile` as :func:`refuse_unfit` and :func:`convert` do, and
    ``malformed`` where LibreOffice could not make anything of it.
    """
    kind = kind_of(path)
    refuse_unfit(path, kind)
    with tempfile.TemporaryDirectory() as folder:
        target = target_of(kind)
        convert([path], [ending_of(kind)], target, Path(folder))
        return read_copy(Path(folder) / f"0{target.ending}", path, name, kind)


def read_copy(copy: Path, path: Path, name: str, kind: Kind) -> Document:
    """The original at ``path`` as a document, read from its converted ``copy``."""
    if not copy.exists():
        raise UnreadableFile("malformed")
    assert kind in LEGACY, kind
    document = _read(copy, name, kind)
    notices = document.notices
    if has_macros(path, kind):
        notices = (*notices, Notice("macros", WholeFile(name)))
    return structs.replace(document, kind=kind, notices=notices)


def _read(copy: Path, name: str, kind: Kind) -> Document:
    if kind in BOOKS:
        from extractors.readers import workbook

        return workbook.read(copy, name)
    from extractors.readers import word
    from extractors.readers.legacy_mend import mended  # brings lxml, as the reader does

    return word.read(mended(copy), name)
