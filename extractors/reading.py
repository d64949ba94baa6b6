"""One file, or a submission's files, opened with the reader that fits their content.

Runs inside the sandbox. Readers are imported where they are needed: each brings its library.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from extractors.detect import kind_of
from extractors.errors import UnreadableFile
from extractors.packages_model import Package, PackedFile
from schemas.document import Document, Kind
from schemas.submission import Outcome, Problem, Role, SourceFile

_ASK_FOR_WORD: Final = "暂不支持.{}格式，请另存为.docx或PDF后重新提交。"
_ASK_FOR_EXCEL: Final = "暂不支持.{}格式，请另存为.xlsx后重新提交。"
CLOSED: Final = {
    Kind.DOC: _ASK_FOR_WORD,
    Kind.WPS: _ASK_FOR_WORD,
    Kind.RTF: _ASK_FOR_WORD,
    Kind.ODT: _ASK_FOR_WORD,
    Kind.OFD: _ASK_FOR_WORD,
    Kind.XLS: _ASK_FOR_EXCEL,
    Kind.ET: _ASK_FOR_EXCEL,
    Kind.ODS: _ASK_FOR_EXCEL,
    Kind.CSV: _ASK_FOR_EXCEL,
}


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
    sentence = CLOSED.get(kind)
    return UnreadableFile("unsupported", sentence.format(kind) if sentence else "")


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
        case kind:
            raise unsupported(kind)


def read_files(package: Package) -> tuple[Opened, ...]:
    """Every file of the package in order, read, ignored or with its problem. Never raises for bad input."""
    return tuple(map(open_file, package.files))


def open_file(file: PackedFile) -> Opened:
    """One file read, ignored or with its problem. Never raises for bad input."""
    if file.problem:
        return _without(file, Outcome.UNREADABLE, file.problem)
    if file.role is Role.ATTACHMENT:
        return _without(file, Outcome.IGNORED)
    try:
        document = read_file(file.disk, file.path)
    except UnreadableFile as error:
        return _without(file, Outcome.UNREADABLE, error.problem)
    except RecursionError:
        return _without(file, Outcome.UNREADABLE, UnreadableFile("malformed").problem)
    except MemoryError:
        return _without(file, Outcome.UNREADABLE, UnreadableFile("too_large").problem)
    except Exception:  # noqa: BLE001 - the per-file boundary: the rest is still read
        problem = UnreadableFile("crashed").problem
        return structs.replace(
            _without(file, Outcome.UNREADABLE, problem), bug=traceback.format_exc()
        )
    return _with(file, document)


def _with(file: PackedFile, document: Document) -> Opened:
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
