"""What is to be given out: one desk for each speciality of a submission with something to judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from schemas.assignment import Case, Firm
from schemas.finding import Finding, Severity, Speciality


class Desk(Struct, frozen=True):
    """One speciality of one submission; ``rules`` are the codes of its findings, in order."""

    firm: Firm
    speciality: Speciality
    rules: tuple[str, ...]

    @property
    def key(self) -> tuple[str, Speciality]:
        """Submission and speciality: what is unique about a desk."""
        return self.firm.submission, self.speciality


def desks_of(cases: Iterable[Case]) -> Iterator[Desk]:
    """The desks of all cases, by submission and in the specialities' order; info is nobody's work."""
    for case in sorted(cases, key=lambda case: case.firm.submission):
        work = [f for f in case.findings if f.severity is not Severity.INFO]
        for speciality in Speciality:
            rules = tuple(_codes(work, speciality))
            if rules:
                yield Desk(case.firm, speciality, rules)


def _codes(findings: Iterable[Finding], speciality: Speciality) -> list[str]:
    return sorted({f.rule for f in findings if f.speciality is speciality})
