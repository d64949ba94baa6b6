"""What one factory handed in, understood: every figure with its place.

*Stated*, *blank* and *unreadable* are three things: a field that the form shows and the
applicant left empty is a :class:`Read` in state ``blank``; one whose text defies the
grammar is ``unreadable`` and keeps its ``raw``; one that was found nowhere is absent.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from schemas.document import Kind, Notice
from schemas.place import Where

Value = str | float | int | bool | list[str] | None


class State(StrEnum):
    """What the applicant did with a field."""

    STATED = "stated"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Read(Struct, frozen=True, omit_defaults=True):
    """One value as read: what it is, what was printed, where, and how sure.

    ``value`` is in the contract's unit (万元, tce, tCO2, percent, ISO dates); ``raw`` is the
    text as printed; ``unit`` is the contract's unit, or for free units the printed one.
    ``confidence`` is the probability that a careful person would type ``value``.
    ``decimals`` counts the printed decimals in the contract's unit (``None``: no number),
    so that rules can judge rounding. ``flags`` come from the grammars
    (``approx``, ``unit_inline``, ``dash``, ``ocr_repair`` …, fields.md §4) and from label
    matching (``by_position``, ``fuzzy_label``). ``label`` is the label as printed beside it;
    ``printed_unit`` is the unit that the label or the cell printed, ``""`` if none.
    """

    value: Value
    raw: str
    where: Where
    confidence: float = 1.0
    unit: str = ""
    state: State = State.STATED
    decimals: int | None = None
    flags: tuple[str, ...] = ()
    label: str = ""
    printed_unit: str = ""
    low: float | None = None
    high: float | None = None
    """Bounds where an interval was printed (flag ``range``); ``value`` is then ``None``."""


Row = dict[str, Read]
"""One annex row: column key → read. A column that the table lacks is absent."""


class ScoreItem(StrEnum):
    """The rows of annex 1, in its order."""

    ADMISSION_FACTORY = "admission_factory"
    ADMISSION_SCALE = "admission_scale"
    ENERGY_SYSTEM = "energy_system"
    CARBON_SYSTEM = "carbon_system"
    SPECIAL_EQUIPMENT = "special_equipment"
    GENERAL_EQUIPMENT = "general_equipment"
    RENEWABLE_ENERGY = "renewable_energy"
    WASTE_ENERGY = "waste_energy"
    ECO_DESIGN = "eco_design"
    CARBON_MANAGEMENT = "carbon_management"
    UNIT_CONSUMPTION = "unit_consumption"
    RETROFIT_INVESTMENT = "retrofit_investment"
    RETROFIT_EFFECT = "retrofit_effect"
    CARBON_OFFSET = "carbon_offset"


class ScoreGroup(StrEnum):
    """The scored first-level indicators of annex 1, with sub-totals."""

    INFRASTRUCTURE = "infrastructure"
    ENERGY_USE = "energy_use"
    PRODUCT = "product"
    ABATEMENT = "abatement"
    OFFSET = "offset"


class SelfItem(Struct, frozen=True, omit_defaults=True):
    """One row of the applicant's self-evaluation.

    ``claimed`` is a number of points, or for the two admission rows a bool
    (符合 / 不符合). ``evidence`` is the applicant's own explanation, never the policy's
    text of the requirement.
    """

    claimed: Read
    evidence: Read | None = None


class SelfEvaluation(Struct, frozen=True, omit_defaults=True):
    """The applicant's self-evaluation against annex 1. Absent rows are absent keys."""

    where: Where
    items: dict[ScoreItem, SelfItem] = field(default_factory=dict)
    subtotals: dict[ScoreGroup, Read] = field(default_factory=dict)
    total: Read | None = None


class Chapter(Struct, frozen=True, omit_defaults=True):
    """One heading of the plan's text with what stands under it.

    ``number`` is normalised: ``一``…``四`` for chapters, ``一（二）`` for sections.
    ``title`` is the heading without its number; ``text`` is the chapter's own text
    (without its sections), tables left out; ``characters`` counts its Chinese characters
    and, as one each, its figures and foreign words, for a chapter with those of its sections.
    """

    number: str
    title: str
    where: Where
    text: str = ""
    characters: int = 0


class Part(StrEnum):
    """The parts that a complete submission has (rule A01)."""

    COVER = "cover"
    BASIC_TABLE = "basic_table"
    CHAPTER_1 = "ch1"
    CHAPTER_2 = "ch2"
    CHAPTER_3 = "ch3"
    CHAPTER_4 = "ch4"
    ANNEX_2_1 = "annex_2_1"
    ANNEX_2_2 = "annex_2_2"
    ANNEX_2_3_EXISTING = "annex_2_3a"
    ANNEX_2_3_NEW = "annex_2_3b"
    SELF_EVALUATION = "self_eval"


class Mention(Struct, frozen=True, omit_defaults=True):
    """A figure stated in running text: the ledger's unit.

    ``metric`` is a field key without its year (``energy_consumption``), or
    ``retrofit_investment``, ``renewable_share``, ``offset_rate``,
    ``renewable_threshold``, ``offset_threshold`` (the full-score line that the text
    claims to fall under). ``read.value`` is in the contract's unit. ``tense`` is
    ``past``, ``goal`` or ``planned``; ``sentence`` is the sentence that states it;
    ``chapter`` its chapter number, or ``""``.
    """

    metric: str
    read: Read
    year: int | None = None
    tense: str = "past"
    sentence: str = ""
    chapter: str = ""
    entity: str = ""
    """What the figure is of, where that is not the factory as a whole (``1#分布式光伏``, ``三车间``)."""


class Role(StrEnum):
    """What a file is within its submission."""

    PLAN = "plan"
    ANNEX_2_1 = "annex_2_1"
    ANNEX_2_2 = "annex_2_2"
    ANNEX_2_3 = "annex_2_3"
    SELF_EVALUATION = "self_evaluation"
    ANNEXES = "annexes"
    ATTACHMENT = "attachment"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    IGNORED = "ignored"
    UNREADABLE = "unreadable"


class Problem(Struct, frozen=True):
    """Why something could not be read: a stable code and a Chinese sentence to act on."""

    code: str
    message: str


class SourceFile(Struct, frozen=True, omit_defaults=True):
    """A file of the submission and what became of it. ``path`` is relative to it."""

    path: str
    role: Role
    kind: Kind
    sha256: str
    outcome: Outcome
    pages: int | None = None
    problem: Problem | None = None
    size: int = 0
    """Bytes."""


class Submission(Struct, frozen=True, omit_defaults=True):
    """Everything that one factory handed in, as understood.

    ``fields`` maps the keys of the field dictionary (``energy_consumption.2024``) to reads;
    ``tables`` the annex tables (``innovations``, ``projects``, ``existing_equipment``,
    ``new_equipment``) to their rows, ``totals`` to their total rows, ``headings`` to the
    place of the table itself. ``years`` are the reporting years in printed order, empty
    where none could be read; ``year_cells`` are their cells as printed.
    ``guidance`` holds stretches of the template's own text that were left in:
    (chapter number or field key, text, place).
    ``received`` is the ISO date on which the office received it, where known.
    """

    name: str
    files: tuple[SourceFile, ...] = ()
    years: tuple[int, ...] = ()
    year_cells: tuple[Read, ...] = ()
    fields: dict[str, Read] = field(default_factory=dict)
    tables: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    totals: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    headings: dict[str, Where] = field(default_factory=dict)
    parts: dict[Part, Where] = field(default_factory=dict)
    self_evaluation: SelfEvaluation | None = None
    chapters: tuple[Chapter, ...] = ()
    mentions: tuple[Mention, ...] = ()
    notices: tuple[Notice, ...] = ()
    rivals: dict[str, tuple[Read, ...]] = field(default_factory=dict)
    """Other places that state the same field differently (a second version of the plan,
    a repeated table), by key; ``fields`` holds the one that was preferred."""
    problem: Problem | None = None
    received: str | None = None


class Gist(Struct, frozen=True):
    """What a batch is given out and summed up by: a stored :class:`Submission` without prose, tables and evidence.

    Decoded from the same bytes, at a third of the cost.
    """

    name: str
    years: tuple[int, ...] = ()
    fields: dict[str, Read] = field(default_factory=dict)
    self_evaluation: SelfEvaluation | None = None
    problem: Problem | None = None
    received: str | None = None
