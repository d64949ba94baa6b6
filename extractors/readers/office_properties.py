"""Who made an Office file, for whom, and how many pages it was last counted to have."""

from __future__ import annotations

from lxml import etree

from extractors.errors import UnreadableFile
from extractors.readers.office_package import Package
from extractors.readers.office_values import whole

_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def properties(package: Package) -> tuple[str, str, int | None]:
    """Author, company and pages; ``""`` and ``None`` where the file does not say."""
    core, app = _part(package, "core-properties"), _part(package, "extended-properties")
    author = "" if core is None else core.findtext(_CREATOR) or ""
    company = "" if app is None else app.findtext(_APP + "Company") or ""
    return author.strip(), company.strip(), None if app is None else _pages(app)


def _pages(app: etree._Element) -> int | None:
    """The pages as last counted; a file of no characters was never counted, only made."""
    if app.findtext(_APP + "Characters") == "0":
        return None
    return whole(app.findtext(_APP + "Pages")) or None


def _part(package: Package, kind: str) -> etree._Element | None:
    """The part, ``None`` where it is missing or damaged: no reason to refuse the document."""
    try:
        return package.related_tree("", kind)
    except UnreadableFile:
        return None
