"""Word files (.docx, .docm, .dotx): the XML walked, so that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

from extractors.errors import UnreadableFile
from extractors.readers import word_names as n
from extractors.readers.office_package import Package, open_package
from extractors.readers.office_properties import properties
from extractors.readers.word_blocks import Story, read_blocks
from extractors.readers.word_notices import notices
from extractors.readers.word_numbering import Numbering
from extractors.readers.word_pictures import Album
from extractors.readers.word_styles import Styles
from schemas.document import Document, Kind


def read(path: Path, name: str) -> Document:
    """The Word file at ``path``; ``name`` is its path inside the submission.

    Changes are read as accepted. Raises ``UnreadableFile`` (``truncated``, ``malformed``,
    ``encrypted``, ``bomb``).
    """
    package = open_package(path)
    try:
        return _document(package, name)
    except RecursionError as error:
        raise UnreadableFile("malformed") from error


def _document(package: Package, name: str) -> Document:
    part = package.related("", "officeDocument") or "word/document.xml"
    root = package.tree(part)
    body = None if root is None else root.find(n.BODY)
    if root is None or body is None:
        raise UnreadableFile(
            "malformed", "文件中没有正文内容，请用Word或WPS打开后另存，再重新提交。"
        )
    story = Story(name, *_formatting(package, part), Album(package, part))
    author, company, pages = properties(package)
    return Document(
        file=name,
        kind=Kind.DOCX,
        blocks=tuple(read_blocks(body, story)),
        pages=pages,
        notices=notices(package, root, name),
        author=author,
        company=company,
    )


def _formatting(package: Package, part: str) -> tuple[Styles, Numbering]:
    styles = package.related_tree(part, "styles")
    numbering = package.related_tree(part, "numbering")
    return Styles(styles), Numbering(numbering)
