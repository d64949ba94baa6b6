"""A ticked box that the file has no name for."""

from __future__ import annotations

from extractors.grammar.ticks import read_ticks
from schemas.submission import State

OPTIONS = ("国有", "集体", "民营")


def test_a_nameless_mark_beside_boxes_is_a_tick_in_doubt() -> None:
    ticks = read_ticks("□国有 \ufffd集体 □民营", OPTIONS)
    assert (ticks.ticked, "unknown_mark" in ticks.flags) == (("集体",), True)
    assert ticks.confidence < 0.9


def test_a_nameless_mark_without_boxes_says_nothing() -> None:
    assert read_ticks("\ufffd", OPTIONS).state is not State.STATED
