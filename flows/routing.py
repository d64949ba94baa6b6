"""Stored findings and the roster → who looks at what, stored."""

from __future__ import annotations

from datetime import date

from routing.assign import assign
from schemas.assignment import Case, Firm, Roster
from schemas.submission import Gist
from store import blind_readers, expert_desks, selectors, services
from validators.figures import text
from validators.registers.divisions import city_of_text


def route(batch: int, roster: Roster, today: date) -> None:
    """Give out the batch's findings; desks that were given out before stay where they are,
    what wants a blind second reader gets one, and nobody one of a firm that they declared a tie to."""
    roster = expert_desks.declared(roster)
    cases = [
        Case(_firm(one.submission), one.verdicts.findings) for one in selectors.outlines(batch)
    ]
    allocation = assign(cases, roster, today=today, existing=selectors.assignments(batch))
    services.save_assignments(batch, allocation.assigned, allocation.unassigned)
    blind_readers.give_out_batch(batch, roster, today)


def _firm(submission: Gist) -> Firm:
    fields = submission.fields
    return Firm(
        submission=submission.name,
        factory_name=text(fields.get("factory_name")) or text(fields.get("cover_applicant")),
        legal_representative=text(fields.get("legal_representative")),
        uscc=text(fields.get("uscc")),
        city=_city(text(fields.get("cover_city"))),
    )


def _city(written: str) -> str:
    """The city that the cover means, as the roster names it: 萧山区 → 杭州市."""
    return city_of_text(written) or written
