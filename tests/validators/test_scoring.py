"""Annex 1 recomputed: the formulas' own examples, where figures come from, all fourteen rows."""

from __future__ import annotations

import doctest

from schemas.policy import edition
from validators import score_formulas


def test_formulas_examples() -> None:
    result = doctest.testmod(score_formulas, extraglobs={"edition": edition})
    assert (result.failed, result.attempted > 10) == (0, True)
