"""Whole plans as Word files: every field of the form, exactly, in layouts made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.forms import plan_2025
from extractors.forms.plan_2025 import Plan
from extractors.readers import word
from schemas.edition_2025 import CHAPTERS
from schemas.submission import Part, State
from tests.extractors import form_filled
from tests.extractors import form_makers as make

MAIN_PARTS = {
    Part.COVER,
    Part.BASIC_TABLE,
    Part.CHAPTER_1,
    Part.CHAPTER_2,
    Part.CHAPTER_3,
    Part.CHAPTER_4,
}


def read(path: Path) -> Plan:
    return plan_2025.read(word.read(path, "方案.docx"))


def wrong(plan: Plan, truth: dict[str, object]) -> list[tuple[str, object, object]]:
    return [
        (key, value, plan.fields[key].value if key in plan.fields else "absent")
        for key, value in truth.items()
        if key not in plan.fields or plan.fields[key].value != value
    ]


@pytest.mark.parametrize("layout", make.LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_field_in_every_layout(layout: make.Maker, tmp_path: Path) -> None:
    layout(tmp_path / "方案.docx")
    plan = read(tmp_path / "方案.docx")
    assert wrong(plan, form_filled.TRUTH) == []
    assert set(plan.fields) == set(form_filled.TRUTH)
    assert sorted(plan.years) == list(form_filled.YEARS)
    assert [chapter.number for chapter in plan.chapters] == list(CHAPTERS)
    assert set(plan.parts) == MAIN_PARTS
    assert plan.rivals == {}


def test_the_blank_form(tmp_path: Path) -> None:
    make.blank(tmp_path / "模板.docx")
    plan = read(tmp_path / "模板.docx")
    stated = {key for key, read_ in plan.fields.items() if read_.state is State.STATED}
    assert stated == {"commitment_signed", "commitment_sealed"}
    assert plan.years == ()
    assert [cell.raw for cell in plan.year_cells] == ["202X"] * 3
    assert plan.fields["ownership"].state is State.BLANK
    assert plan.fields["energy_intensity.effect"].flags == ("placeholder",)
    assert plan.fields["measures"].flags == ("placeholder",)
