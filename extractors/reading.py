"""One file, or a submission's files, opened with the reader that fits their content.

Runs inside the sandbox. Readers are imported where they are needed: each brings its library.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from extractors import disk
from extractors.detect import is_heif, kind_of
from extractors.errors import UnreadableFile
from extractors.packages_model import Package, PackedFile
from extractors.readers import ocr_room
from extractors.readers.legacy_checks import LEGACY
from extractors.readers.ocr_room import NoRoomError
from schemas.document import Document, Kind
from schemas.submission import Outcome, Problem, Role, SourceFile

_SENTENCES: Final = {
    Kind.OFD: "暂不支持OFD格式，请用OFD阅读器另存为（导出为）PDF后重新提交。",
    Kind.TEXT: "暂不支持纯文本文件，请将内容放入Word后存为.docx重新提交。",
}
_NO_HEIF: Final = "暂不支持HEIC格式的照片，请在手机上转存为JPG，或提交PDF扫描件。"
_HEAD: Final = 16


class Opened(Struct, frozen=True, omit_defaults=True):
    """A file of the submission with what its reader made of it.

    ``document`` is ``None`` unless ``source.outcome`` is READ. ``source.role`` is what a quick
    look took the file for; who has read the document knows better. ``bug`` is the traceback
    where a reader of ours broke: the file counts as unreadable, the rest goes on, and the
    caller must log it.
    """

    source: SourceFile
    document: Document | None = None
    bug: str = ""


def unsupported(kind: Kind) -> UnreadableFile:
    """The exception for a kind that no reader opens, with what to save it as."""
    return UnreadableFile("unsupported", _SENTENCES.get(kind, ""))


def read_file(path: Path, name: str) -> Document:
    """The file at ``path`` as a document; ``name`` (its path in the submission) goes into places.

    Raises :class:`UnreadableFile` as :func:`extractors.detect.kind_of` and the readers do, and
    ``unsupported``.
    """
    match kind_of(path):
        case Kind.DOCX:
            from extractors.readers import word

            return word.read(path, name)
        case Kind.PDF:
            from extractors.readers import pdf

            return pdf.read(path, name)
        case Kind.XLSX:
            from extractors.readers import workbook

            return workbook.read(path, name)
        case Kind.CSV:
            from extractors.readers import csv_table

            return csv_table.read(path, name)
        case Kind.IMAGE:
            return _read_picture(path, name)
        case kind if kind in LEGACY:
            from extractors.readers import legacy

            return legacy.read(path, name)
        case kind:
            raise unsupported(kind)


def _read_picture(path: Path, name: str) -> Document:
    with path.open("rb") as file:
        if is_heif(file.read(_HEAD)):
            raise UnreadableFile("unsupported", _NO_HEIF)
    from extractors.readers import scan

    return scan.read(path, name)


def read_files(package: Package) -> tuple[Opened, ...]:
    """Every file of the package in order, read, ignored or with its problem. Never raises for bad input."""
    return tuple(map(open_file, package.files))


def open_file(file: PackedFile, pages: Path | None = None) -> Opened:
    """One file read, ignored or with its problem; recognised pages are kept in the folder ``pages``.

    Never raises for bad input. Raises :class:`NoRoomError` where a page wants recognition and this
    process is too small for it, and :class:`OSError` where the disk is full.
    """
    ocr_room.remember_in(pages)
    if file.problem:
        return _without(file, Outcome.UNREADABLE, file.problem)
    if file.role is Role.ATTACHMENT:
        return _without(file, Outcome.IGNORED)
    try:
        document = _read(file)
    except UnreadableFile as error:
        return _without(file, Outcome.UNREADABLE, error.problem)
    except RecursionError:
        return _without(file, Outcome.UNREADABLE, UnreadableFile("malformed").problem)
    except NoRoomError:
        raise  # read again in a child with recognition's limits
    except MemoryError:
        return _without(file, Outcome.UNREADABLE, UnreadableFile("too_large").problem)
    except Exception as error:  # noqa: BLE001 - the per-file boundary: the rest is still read
        return _broken(file, error)
    return read_as(file, document)


def _broken(file: PackedFile, error: Exception) -> Opened:
    """A file on which a reader of ours broke; a full disk is nobody's bug."""
    if disk.is_full(error):
        raise error
    lost = _without(file, Outcome.UNREADABLE, UnreadableFile("crashed").problem)
    return structs.replace(lost, bug="".join(traceback.format_exception(error)))


def _read(file: PackedFile) -> Document:
    if file.copy is None:
        return read_file(file.opened, file.path)
    from extractors.readers import legacy

    return legacy.read_copy(file.copy, file.opened, file.path, file.kind)


def read_as(file: PackedFile, document: Document) -> Opened:
    """``file`` as read to ``document``."""
    source = SourceFile(
        path=file.path,
        role=file.role,
        kind=document.kind,
        sha256=file.sha256,
        outcome=Outcome.READ,
        pages=document.pages,
        size=file.size,
    )
    return Opened(source, document)


def _without(file: PackedFile, outcome: Outcome, problem: Problem | None = None) -> Opened:
    source = SourceFile(
        path=file.path,
        role=file.role,
        kind=file.kind,
        sha256=file.sha256,
        outcome=outcome,
        problem=problem,
        size=file.size,
    )
    return Opened(source)
