"""A ticked box that the file has no name for."""

from __future__ import annotations

import pytest

from extractors.forms import values
from extractors.grammar.ticks import read_ticks
from schemas.document import Cell
from schemas.place import WholeFile
from schemas.submission import State

OPTIONS = ("国有", "集体", "民营")


def test_a_nameless_mark_beside_boxes_is_a_tick_in_doubt() -> None:
    ticks = read_ticks("□国有 \ufffd集体 □民营", OPTIONS)
    assert (ticks.ticked, "unknown_mark" in ticks.flags) == (("集体",), True)
    assert ticks.confidence < 0.9


def test_a_nameless_mark_without_boxes_says_nothing() -> None:
    assert read_ticks("\ufffd", OPTIONS).state is not State.STATED


@pytest.mark.parametrize(("flags", "ticked"), [((), True), (("ocr",), False)])
def test_ink_that_nobody_could_read_on_a_picture_is_no_tick(
    flags: tuple[str, ...], ticked: bool
) -> None:
    cell = Cell(0, 0, "□专精特新小巨人企业 \ufffd省隐形冠军企业", WholeFile("甲"), flags=flags)
    read = values.honours_read(values.Origin(cell, "主要荣誉"))
    assert read.value == (["省隐形冠军企业"] if ticked else None)
