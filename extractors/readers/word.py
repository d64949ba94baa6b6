"""Word files (.docx, .docm, .dotx): the XML walked, so that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

from extractors.errors import UnreadableFile
from extractors.readers import word_names as n
from extractors.readers.office_package import Package, open_package, parse_part
from extractors.readers.office_properties import properties
from extractors.readers.word_blocks import read_blocks
from extractors.readers.word_lines import Story
from extractors.readers.word_notices import notices
from extractors.readers.word_numbering import Numbering
from extractors.readers.word_pictures import Album
from extractors.readers.word_styles import Styles
from schemas.document import Document, Kind

_NO_BODY = "文件中没有正文内容，请用Word或WPS打开后另存，再重新提交。"
# the ends of Wingdings and Symbol, so that case does not matter; UTF-16 parts are searched too
_SYMBOL_FONTS = (b"dings", b"DINGS", b"ymbol", b"YMBOL", b"d\0i\0n\0g\0s")


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
    data = package.read(part)
    root = None if data is None else parse_part(data)
    body = None if root is None else root.find(n.BODY)
    if data is None or root is None or body is None:
        raise UnreadableFile("malformed", _NO_BODY)
    styles, numbering = _formatting(package, part, data)
    story = Story(name, styles, numbering, Album(package, part), revised=b"del" in data)
    blocks = tuple(read_blocks(body, story))
    author, company, pages = properties(package)
    return Document(
        file=name,
        kind=Kind.DOCX,
        blocks=blocks,
        pages=pages,
        notices=(*notices(package, part, root, name), *story.remarks.values()),
        author=author,
        company=company,
    )


def _formatting(package: Package, part: str, text: bytes) -> tuple[Styles, Numbering]:
    styles, numbering = package.related(part, "styles"), package.related(part, "numbering")
    given = None if styles is None else package.read(styles)
    symbols = any(font in data for data in (text, given or b"") for font in _SYMBOL_FONTS)
    return (
        Styles(None if given is None else parse_part(given), symbols),
        Numbering(None if numbering is None else package.tree(numbering)),
    )
