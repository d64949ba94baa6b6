"""What the rules say: a rule's card, a finding, the grounds that it stands on."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from schemas.place import Where


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Contradicts the policy or itself."""
    WARNING = "warning"
    """An expert must look."""
    INFO = "info"
    """For the record, no action needed."""


class Speciality(StrEnum):
    """Whose desk a finding lands on."""

    CLERICAL = "clerical"
    ENERGY = "energy"
    CARBON = "carbon"
    INVESTMENT = "investment"
    EQUIPMENT = "equipment"
    PROCESS = "process"


class Rule(Struct, frozen=True):
    """A rule's card. ``code`` is for ever; ``name`` is its slug, ``title`` what officers read.

    ``message`` is a ``str.format`` template in Chinese. ``inputs`` names what the rule
    needs; the catalogue lists the rule as *skipped* when one is missing: field keys,
    ``key.*`` for all reporting years, ``tables.projects``, ``self_evaluation``, ``years``.
    """

    code: str
    name: str
    title: str
    severity: Severity
    speciality: Speciality
    citation: str
    message: str
    inputs: tuple[str, ...] = ()
    across: bool = False
    """Compares submissions of a batch instead of looking at one."""


class Evidence(Struct, frozen=True, omit_defaults=True):
    """One place that a finding stands on: what is printed there and how surely it was read."""

    where: Where
    text: str = ""
    label: str = ""
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    mark: str = ""
    """The stretch of ``text`` that matters, where ``text`` is a whole sentence."""


class Finding(Struct, frozen=True, omit_defaults=True):
    """One fault, with both figures, both places and the clause."""

    rule: str
    severity: Severity
    speciality: Speciality
    message: str
    citation: str
    fields: tuple[str, ...] = ()
    expected: str = ""
    actual: str = ""
    evidence: tuple[Evidence, ...] = ()
    working: str = ""
    """The sum with its operands, where one was made: ``15 × 2644.13 ÷ 3000 = 13.22``."""
    fix: str = ""
    """The smallest thing the applicant can do about it."""
    sentence: str = ""
    """The ready sentence for the correction notice (补正通知书): place, fault, what to do."""
    lowered_from: Severity | None = None
    """Set when the finding rests on an uncertain reading and dropped one level."""


class Skipped(Struct, frozen=True):
    """A rule that could not be judged, and what it lacked. Never counted as passed."""

    rule: str
    missing: tuple[str, ...]


class Score(Struct, frozen=True, omit_defaults=True):
    """One row of annex 1 recomputed. ``computed`` is ``None`` where nothing could be computed.

    ``low``/``high`` bound it where the text allows two readings. ``expert`` marks a row that only
    an expert can judge: ``computed`` is then the most that the evidence named bears out, and
    ``None`` where none is named.
    """

    max: float
    computed: float | None = None
    claimed: float | None = None
    low: float | None = None
    high: float | None = None
    basis: str = ""
    evidence: tuple[Evidence, ...] = ()
    expert: bool = False


class Verdicts(Struct, frozen=True):
    """All that the catalogue says about one submission."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    score: dict[str, Score]
