"""Tier two: sentences that need more than reading from left to right; this file imports spaCy."""

from __future__ import annotations

from extractors.narrative.sentence import Figure
from extractors.narrative.settled import Reading


def attribute(reading: Reading) -> list[Figure]:
    """What tier one settled (spaCy's patterns follow)."""
    return reading.figures
