"""Who made an Office file, for whom, and how many pages it was last counted to have."""

from __future__ import annotations

from extractors.readers.office_package import Package

_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def properties(package: Package) -> tuple[str, str, int | None]:
    """Author, company and pages; ``""`` and ``None`` where the file does not say."""
    core = package.related_tree("", "core-properties")
    app = package.related_tree("", "extended-properties")
    author = "" if core is None else core.findtext(_CREATOR) or ""
    company = "" if app is None else app.findtext(_APP + "Company") or ""
    pages = "" if app is None else app.findtext(_APP + "Pages") or ""
    return author.strip(), company.strip(), int(pages) if pages.isdigit() and int(pages) else None
