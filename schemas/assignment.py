"""Who looks at what, and why: the roster, and the answers of routing.

An assignment's unit is a *desk*: one speciality of one submission, so that one reader sees all
findings of that speciality together.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from schemas.finding import Finding, Speciality


class Duty(StrEnum):
    """What kind of reader somebody is."""

    EXPERT = "expert"
    """专家"""
    STAFF = "staff"
    """经办人员: takes the clerical desks."""


class TieKind(StrEnum):
    """How somebody is tied to a firm (回避事由)."""

    EMPLOYER = "employer"
    ADVISER = "adviser"
    KIN = "kin"
    DECLARED = "declared"


class Tie(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A tie to a firm, by its name or its 统一社会信用代码 (at least one of them).

    ``until`` is the ISO date on which an adviser's work ended; empty: it goes on.
    """

    kind: TieKind
    firm: str = ""
    uscc: str = ""
    until: str = ""


class Leave(Struct, frozen=True, rename={"start": "from", "end": "to"}, forbid_unknown_fields=True):
    """Days of leave, both included, as ISO dates."""

    start: str
    end: str


class Expert(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One reader of the roster.

    ``limit`` is the most desks at a time. ``cities`` restricts where they serve; empty: all.
    ``legal_representative`` is that of their employer, so that two firms under one person are
    seen as tied. ``on_leave`` is leave without dates.
    """

    name: str
    specialities: tuple[Speciality, ...]
    limit: int
    duty: Duty = Duty.EXPERT
    employer: str = ""
    legal_representative: str = ""
    cities: tuple[str, ...] = ()
    on_leave: bool = False
    leave: tuple[Leave, ...] = ()
    ties: tuple[Tie, ...] = ()


class Roster(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Everybody who may be given work. Names are unique: they are the key."""

    experts: tuple[Expert, ...]


class Firm(Struct, frozen=True, omit_defaults=True):
    """What routing must know of an applicant; ``submission`` is the submission's name."""

    submission: str
    factory_name: str = ""
    legal_representative: str = ""
    uscc: str = ""
    city: str = ""


class Case(Struct, frozen=True):
    """One submission's findings, to be given out."""

    firm: Firm
    findings: tuple[Finding, ...]


class ReasonCode(StrEnum):
    """Why somebody was chosen, or was not."""

    SPECIALITY = "speciality"
    LOAD = "load"
    ROTATION = "rotation"
    KEPT = "kept"
    ONLY_ONE = "only_one"
    BY_HAND = "by_hand"
    WRONG_SPECIALITY = "wrong_speciality"
    WRONG_CITY = "wrong_city"
    ON_LEAVE = "on_leave"
    TIED = "tied"
    FULL = "full"


class Reason(Struct, frozen=True):
    """A code for machines and the Chinese words for people."""

    code: ReasonCode
    text: str


class Exclusion(Struct, frozen=True):
    """Somebody who could not be considered for a desk, and why."""

    expert: str
    reason: Reason


class Assignment(Struct, frozen=True):
    """A desk with its reader. ``rules`` are the codes of the findings on it, in order."""

    submission: str
    speciality: Speciality
    expert: str
    rules: tuple[str, ...]
    reasons: tuple[Reason, ...]
    exclusions: tuple[Exclusion, ...] = ()


class Unassigned(Struct, frozen=True):
    """A desk that nobody on the roster may take, with the reason and who was excluded why."""

    submission: str
    speciality: Speciality
    rules: tuple[str, ...]
    reason: str
    exclusions: tuple[Exclusion, ...] = ()


class Allocation(Struct, frozen=True):
    """All that routing says: every desk stands in exactly one of the two."""

    assigned: tuple[Assignment, ...]
    unassigned: tuple[Unassigned, ...]
