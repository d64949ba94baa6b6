"""The workbooks: one line a firm, sums as formulas, texts as texts, ready to be printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desk.papers import books
from schemas.desk import Ruling
from store.paper_bodies import Summary, SummaryRow
from tests.desk.test_papers_notice import MARK, faulty, me, uphold

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Paper, Person
    from tests.desk.conftest import Sample

_HEAD: Final = 3


def sheet_of(content: bytes, *, values: bool = False) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=values).active
    assert isinstance(sheet, Worksheet)
    return sheet


def sheet(paper: Paper) -> Worksheet:
    from desk.papers import making

    return sheet_of(making.content(paper))


def row(**changes: object) -> SummaryRow:
    values: dict[str, object] = {
        "firm": "某某公司", "uscc": "", "city": "杭州市", "industry": "", "number": 1, "errors": 1,
        "warnings": 2, "upheld": 1, "harmless": 0, "dismissed": 0, "undecided": 2, "experts": "",
        "opinion": "",
    }  # fmt: skip
    return SummaryRow(**(values | changes))  # type: ignore[arg-type]


def test_no_text_is_ever_a_formula_or_a_link() -> None:
    nasty = ('=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "http://example.com", "{=1}")
    body = Summary("省厅", date(2026, 11, 20), tuple(row(firm=text) for text in nasty))
    made = sheet_of(books.summary(body, confirmed=False))
    for at, text in enumerate(nasty, start=_HEAD + 1):
        cell = made.cell(at, 2)
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_sums_are_formulas_with_what_they_come_to() -> None:
    body = Summary("省厅", date(2026, 11, 20), (row(errors=2), row(errors=5)))
    content = books.summary(body, confirmed=True)
    heads = [cell.value for cell in sheet_of(content)[_HEAD]]
    at = heads.index("错误") + 1
    letter = get_column_letter(at)
    assert sheet_of(content).cell(_HEAD + 3, at).value == f"=SUM({letter}4:{letter}5)"
    assert sheet_of(content, values=True).cell(_HEAD + 3, at).value == 7


def test_it_prints_on_landscape_a4_with_its_heads_on_every_page() -> None:
    made = sheet_of(books.summary(Summary("省厅", date(2026, 11, 20), (row(),)), confirmed=False))
    assert (made.page_setup.orientation, made.page_setup.paperSize) == ("landscape", 9)
    assert made.print_title_rows == "$1:$3"
    assert made.freeze_panes == "C4"
    assert {str(area) for area in made.merged_cells.ranges} == {"A1:N1", "A2:N2"}
    assert MARK in made["A2"].value
    assert "2026年11月20日" in made["A2"].value


def test_the_summary_counts_what_was_ruled(sample: Sample, people: dict[str, Person]) -> None:
    from desk.papers import making
    from store import decisions
    from store.models import Submission
    from tests.desk.test_papers_notice import asking

    submission, who = faulty(), me(people["province"])
    uphold(people["province"], submission, 1)
    decisions.decide(who, asking(submission)[1].pk, Ruling.HARMLESS)
    made = sheet(making.summary(who, Submission.objects.all()))
    heads = [cell.value for cell in made[_HEAD]]
    lines = {
        line[1]: dict(zip(heads, line, strict=True))
        for line in made.iter_rows(_HEAD + 1, values_only=True)
    }
    assert len(lines) >= len(sample.submissions)
    assert submission.current
    line = lines[submission.current.factory_name]
    assert (line["须补正"], line["不影响"]) == (1, 1)
    assert str(line["审核意见"]).startswith("须补正1项")


@pytest.mark.usefixtures("sample")
def test_the_ledger_has_the_figures(people: dict[str, Person]) -> None:
    from desk.papers import making
    from schemas.facts import Facts
    from store.bodies import unpack
    from store.models import Submission

    submission = faulty()
    assert submission.current
    mine = Submission.objects.filter(pk=submission.pk)
    made = sheet(making.ledger(me(people["province"]), mine))
    heads = [cell.value for cell in made[_HEAD]]
    line = dict(zip(heads, next(made.iter_rows(_HEAD + 1, values_only=True)), strict=True))
    facts = unpack(submission.current.facts, Facts)
    assert line["年综合能耗（吨标准煤）"] == facts.values.get("energy_consumption.0")
    assert line["企业名称"] == submission.current.factory_name
    assert line["状态"] == "核对中"


@pytest.mark.usefixtures("sample")
def test_city_staff_get_their_own_city_only(
    people: dict[str, Person], client_of: Callable[[str], Client]
) -> None:
    from store import scopes
    from store.models import Paper

    answer = client_of("city").post("/papers/ledger/")
    assert answer.status_code == 302
    paper = Paper.objects.get()
    own = scopes.submissions(me(people["city"])).count()
    assert paper.name == f"000_共{own}家_附件4_台账.xlsx"
    assert sheet(paper).max_row == _HEAD + own + 1
    assert client_of("elsewhere").get(f"/papers/{paper.pk}/file/").status_code == 404
