"""The picture that the next item will open with, so that it is drawn and fetched beforehand."""

from __future__ import annotations

import msgspec
from django.urls import reverse

from desk.findings.grounds import grounds_of
from schemas.finding import Finding as Found
from schemas.place import PageBox
from store import scopes
from store.models import File
from store.scopes import Who


def picture_ahead(who: Who, pk: int | None) -> str:
    """The address of the page that the finding's disputed value stands on; ``""`` where it has none."""
    row = scopes.findings(who).filter(pk=pk).only("version_id", "body").first() if pk else None
    if row is None:
        return ""
    grounds = grounds_of(msgspec.convert(row.body, Found))
    leading = next((ground for ground in grounds if ground.disputed), None)
    if leading is None or not isinstance(leading.evidence.where, PageBox):
        return ""
    where = leading.evidence.where
    file = File.objects.filter(version=row.version_id, path=where.file).first()
    return reverse("finding-page", args=(row.pk, file.pk, where.page)) if file else ""
