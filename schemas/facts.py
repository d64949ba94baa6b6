"""A stored version in one flat line: what lists, reports and data checks need without unpacking it."""

from __future__ import annotations

from msgspec import Struct

from schemas.submission import Value


class Facts(Struct, frozen=True, omit_defaults=True):
    """One version's figures by flat key.

    ``values`` holds the contract's keys as they are, except that a yearly figure is named by its
    year's place among the reporting years, the last first (``output_value.0`` is the last year's,
    ``output_value.2`` the first of three's). ``confidence`` is the least confidence among the reads
    of a dictionary key (``output_value``). ``blank`` and ``unreadable`` name dictionary keys that
    the form shows and that hold nothing, or nothing that could be understood.
    """

    values: dict[str, Value] = {}
    confidence: dict[str, float] = {}
    blank: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kind: str = ""
    """The plan's format."""
    claimed: float | None = None
    """The self-evaluation's total, in points."""
    computed: tuple[float, float] | None = None
    """The least and the greatest total that the recomputed rows allow."""
    project_sum: float | None = None
    """The projects' total investment added up, 万元; ``None`` where a row states none."""
    rows: dict[str, int] = {}
    """How many rows each annex table has."""
