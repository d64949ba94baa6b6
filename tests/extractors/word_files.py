"""Word files made by hand: a zip of strings, so that a test shows the very XML it is about."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from extractors.readers import word
from schemas.document import Cell, Document, Paragraph, Table

_OFFICE = "http://schemas.openxmlformats.org/"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": _OFFICE + "wordprocessingml/2006/main",
        "r": _OFFICE + "officeDocument/2006/relationships",
        "m": _OFFICE + "officeDocument/2006/math",
        "a": _OFFICE + "drawingml/2006/main",
        "pic": _OFFICE + "drawingml/2006/picture",
        "wp": _OFFICE + "drawingml/2006/wordprocessingDrawing",
        "mc": _OFFICE + "markup-compatibility/2006",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def part(name: str, inner: str) -> str:
    """An XML part whose root is ``w:name``."""
    return f"<?xml version='1.0' encoding='UTF-8'?><w:{name} {NAMESPACES}>{inner}</w:{name}>"


def relations(*entries: tuple[str, str, str]) -> str:
    """A relationships part of (id, kind, target); a target with a scheme is external."""
    outside = ' TargetMode="External"'
    listed = "".join(
        f'<Relationship Id="{ident}" Type="{_RELATED}{kind}" Target="{target}"'
        f"{outside if '://' in target else ''}/>"
        for ident, kind, target in entries
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def save(
    path: Path,
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    related: tuple[tuple[str, str, str], ...] = (),
    more: dict[str, str | bytes] | None = None,
) -> Path:
    """A package with ``body`` inside ``w:body`` and the parts given."""
    entries = (("rS", "styles", "styles.xml"), ("rN", "numbering", "numbering.xml"), *related)
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(*entries),
        "word/styles.xml": part("styles", styles),
        "word/numbering.xml": part("numbering", numbering),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | (more or {})).items():
            archive.writestr(name, content)
    return path


def document(tmp_path: Path, body: str, **parts: Any) -> Document:
    """The document that the reader makes of ``body``."""
    return word.read(save(tmp_path / "方案.docx", body, **parts), "方案.docx")


def run(text: str, properties: str = "") -> str:
    """A run of ``text``."""
    given = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{given}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str = "", properties: str = "") -> str:
    """A paragraph; plain text is put into a run."""
    given = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{given}{inner if inner.startswith('<') or not inner else run(inner)}</w:p>"


def tc(inner: str = "", properties: str = "") -> str:
    """A cell; what is no paragraph or table is put into one."""
    block = inner if inner.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{block}</w:tc>"


def tbl(*rows: str) -> str:
    """A table without ``tblGrid``; ``rows`` hold cells."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def text_of(tmp_path: Path, inner: str, **parts: str) -> str:
    """The text of the only paragraph, whose content is ``inner``."""
    return paragraphs(document(tmp_path, p(inner), **parts))[0].text


def paragraphs(read: Document) -> list[Paragraph]:
    """The paragraphs outside tables."""
    return [block for block in read.blocks if isinstance(block, Paragraph)]


def tables(read: Document) -> list[Table]:
    """The tables."""
    return [block for block in read.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    """The texts of a table's grid; a merged cell repeats."""
    return [[cell.text for cell in row] for row in table.rows]


def cell(tmp_path: Path, inner: str, **parts: str) -> Cell:
    """The only cell of a table that holds ``inner``."""
    return tables(document(tmp_path, tbl(tc(inner)) + p(), **parts))[0].rows[0][0]
