"""One submission opened for one person: what every tab starts from, in a fixed number of queries."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import msgspec
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from desk.access import STAFF, who
from schemas.finding import Finding as Found
from schemas.submission import Submission as Understood
from store import audit, scopes
from store.bodies import unpack
from store.models import File, Finding, Submission, Version
from store.scopes import Who

_SEEN: Final = "submissions_seen"
_REMEMBERED: Final = 200
_COLUMNS: Final = ("pk", "rule", "severity", "speciality", "message", "ruling", "fingerprint")


class Shown:
    """The current version of a submission, as ``who`` may see it. Each part is fetched once."""

    def __init__(self, who: Who, row: Submission, version: Version) -> None:
        self.who = who
        self.row = row
        self.version = version

    @property
    def staff(self) -> bool:
        """Whether the person may change anything here."""
        return self.who.role in STAFF

    @property
    def closed(self) -> bool:
        """Whether nothing may be changed any more."""
        return self.row.stage == "closed"

    @cached_property
    def understood(self) -> Understood:
        """Everything that was read of it, corrections put in."""
        return unpack(self.version.body, Understood)

    @cached_property
    def files(self) -> list[File]:
        """Its files, by path."""
        return list(self.version.files.order_by("path"))

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings that this person may see: an expert's own desks only."""
        mine = scopes.findings(self.who).filter(version=self.version)
        return list(mine.only(*_COLUMNS, "body", "version_id").order_by("pk"))

    @cached_property
    def bodies(self) -> dict[int, Found]:
        """The same findings with their grounds, by id."""
        return {row.pk: msgspec.convert(row.body, Found) for row in self.findings}


def opened(request: HttpRequest, pk: int) -> Shown:
    """The submission, where this person may see it; else 404, as for one that is not there."""
    person = who(request)
    rows = scopes.opened(person).select_related("current", "batch")
    row = get_object_or_404(rows.defer("current__verdicts", "current__facts"), pk=pk)
    if row.current is None:
        raise LookupError("a scope gave a submission without a version")
    _note(request, person, row, row.current)
    return Shown(person, row, row.current)


def _note(request: HttpRequest, person: Who, row: Submission, version: Version) -> None:
    """One line of the log a version and login, not one a tab."""
    seen = request.session.get(_SEEN, [])
    if version.pk in seen:
        return
    request.session[_SEEN] = [*seen, version.pk][-_REMEMBERED:]
    audit.record(person.name, "view_submission", f"submission:{row.pk}", number=version.number)
