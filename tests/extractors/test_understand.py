"""Documents together: versions of a plan, annexes in several files, the retrofit figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from extractors import retrofit, versions
from extractors.readers import word, workbook
from extractors.roles import role_of
from extractors.understand import understand
from schemas.document import Block, Document, Kind, Notice
from schemas.place import PageBox, SheetCell, WholeFile, WordPlace
from schemas.submission import (
    Mention,
    Outcome,
    Part,
    Read,
    Role,
    ScoreItem,
    SourceFile,
    State,
    Submission,
    Value,
)
from tests.extractors import form_books, form_filled
from tests.extractors import form_makers as make
from tests.extractors.annex_rows import PROJECTS, ROW, SECOND
from tests.extractors.tables import FILE, document, line, lines, table
from tests.extractors.test_forms_score import sheet

PLAN = table(
    [
        ["工厂名称", "青禾公司", "统一社会信用代码", "91330603MA2B3C4D14"],
        ["成立日期", "2003年5月12日", "注册资本", "5000万元"],
        ["年度", "2022", "2023", "2024"],
        ["工业总产值（万元）", "52000", "55000", "58000"],
        ["年综合能耗（吨标准煤）", "8800", "8700", "8560"],
        ["方案实施周期", "2025.3-2027.12", "方案总投资（万元）", "8650"],
        ["材料真实性承诺:\n承诺材料真实。\n负责人签字：\n（公章）\n日期：", "<", "<", "<"],
    ]
)
TITLE = line("浙江省零碳（近零碳）工厂建设方案", 1)


def made(*documents: Document) -> Submission:
    return understand("001-青禾", [(role_of(d), d) for d in documents], ())


def plan(*more: Block, name: str = FILE, kind: Kind = Kind.DOCX) -> Document:
    return document(TITLE, PLAN, *more, name=name, kind=kind)


def changed(text: str, other: str) -> Document:
    """The plan's PDF, in which one cell says something else."""
    rows = [
        [structs.replace(c, text=other) if c.text == text else c for c in row] for row in PLAN.rows
    ]
    other_table = structs.replace(PLAN, rows=tuple(map(tuple, rows)))
    return document(TITLE, other_table, kind=Kind.PDF, name="方案.pdf")


def test_one_plan() -> None:
    files = (SourceFile(FILE, Role.PLAN, Kind.DOCX, "0" * 64, Outcome.READ),)
    notice = Notice("comments", WholeFile(FILE))
    found = understand("001-青禾", [(Role.PLAN, structs.replace(plan(), notices=(notice,)))], files)
    assert (found.name, found.files, found.problem, found.notices) == (
        "001-青禾",
        files,
        None,
        (notice,),
    )
    assert found.fields["energy_consumption.2024"].value == 8560.0
    assert found.years == (2022, 2023, 2024)
    assert set(found.parts) == {Part.COVER, Part.BASIC_TABLE}


def test_no_plan() -> None:
    found = made(document(table([PROJECTS, ROW])), document(*lines("营业执照")))
    assert found.problem is not None
    assert found.problem.code == "no_plan"
    assert (found.fields, found.tables) == ({}, {})


def test_word_counts_before_its_pdf() -> None:
    found = made(changed("8650", "8560"), plan())
    assert found.fields["total_investment"].value == 8650.0
    assert [read.value for read in found.rivals["total_investment"]] == [8560.0]
    assert set(found.rivals) == {"total_investment"}


def test_versions_that_differ_in_spacing_agree() -> None:
    assert made(plan(), changed("青禾公司", "青禾 公司")).rivals == {}


def test_what_one_version_lacks_the_other_fills() -> None:
    found = made(changed("5000万元", ""), plan())
    assert found.fields["registered_capital"].value == 5000.0
    without = document(TITLE, structs.replace(PLAN, rows=PLAN.rows[1:]))
    read = made(without, plan(kind=Kind.PDF, name="方案.pdf")).fields["uscc"]
    assert read.value == "91330603MA2B3C4D14"


def test_a_mark_on_the_stamped_copy_counts() -> None:
    signed = changed(
        PLAN.rows[6][0].text,
        "材料真实性承诺:\n承诺材料真实。\n负责人签字：沈某某\n（公章）\n日期：",
    )
    found = made(plan(), signed)
    assert found.fields["commitment_signed"].value is True
    assert "commitment_signed" not in found.rivals


BOOK = "附件.xlsx"


def book(*rows: list[str], name: str = BOOK) -> Document:
    return document(table([PROJECTS, *rows], title="附件2-2"), kind=Kind.XLSX, name=name)


def annex(*rows: list[str]) -> tuple[object, ...]:
    return (line("附件2-2", 30), line("重点项目汇总表", 31), table([PROJECTS, *rows]))


@pytest.mark.parametrize(
    ("inside", "beside", "names", "rivals"),
    [
        ([ROW, SECOND], None, ["屋顶光伏", "空压改造"], set()),
        ([[""] * 8], [ROW], ["屋顶光伏"], set()),
        ([ROW], [ROW], ["屋顶光伏"], set()),
        ([ROW], [ROW, SECOND], ["屋顶光伏", "空压改造"], {"projects"}),
        ([ROW], [[*ROW[:4], "2700", *ROW[5:]]], ["屋顶光伏"], {"projects.1.total_investment"}),
    ],
    ids=["plan's", "plan's empty", "same", "fuller", "another figure"],
)
def test_annexes_in_two_places(
    inside: list[list[str]], beside: list[list[str]] | None, names: list[str], rivals: set[str]
) -> None:
    found = made(plan(*annex(*inside)), *([book(*beside)] if beside else []))
    assert [row["name"].value for row in found.tables["projects"]] == names
    assert set(found.rivals) == rivals
    assert Part.ANNEX_2_2 in found.parts


def test_attachments_state_nothing() -> None:
    other = document(*lines("营业执照", "法定代表人：别人"), name="执照.pdf", kind=Kind.PDF)
    assert "legal_representative" not in made(plan(), other).fields


def scored(evidence: str, claim: str = "9") -> Document:
    rows = sheet()
    rows[12][4:6] = [claim, evidence]
    return document(table(rows), name="自评.xlsx", kind=Kind.XLSX)


def test_self_evaluation_and_its_retrofit_figure() -> None:
    found = made(plan(), scored("近3年节能技改项目投资额1800万元，得9分"))
    assert found.self_evaluation is not None
    assert found.self_evaluation.items[ScoreItem.RETROFIT_INVESTMENT].claimed.value == 9.0
    assert found.fields["retrofit_investment"].value == 1800.0
    assert Part.SELF_EVALUATION in found.parts


NARRATIVE = (line("二、培育建设目标", 40), line("近三年公司节能技改项目投资额合计2100万元。", 41))


def test_the_narrative_may_contradict_it() -> None:
    found = made(plan(*NARRATIVE), scored("近3年节能技改项目投资额1800万元，得9分"))
    assert found.fields["retrofit_investment"].value == 1800.0
    assert [read.value for read in found.rivals["retrofit_investment"]] == [2100.0]
    assert found.rivals["retrofit_investment"][0].where == WordPlace(FILE, paragraph=41)


def test_the_narrative_alone_states_it() -> None:
    assert made(plan(*NARRATIVE)).fields["retrofit_investment"].value == 2100.0
    assert "retrofit_investment" not in made(plan()).fields


def mention(value: float, sure: float = 0.9) -> Mention:
    return Mention("retrofit_investment", Read(value, str(value), WordPlace(FILE), sure))


def test_agreement_makes_surer_and_contradiction_less() -> None:
    alone = retrofit.settle([mention(1800)], []).read
    agreed = retrofit.settle([mention(1800)], [mention(1800), mention(1800)]).read
    doubted = retrofit.settle([mention(1800)], [mention(900)])
    assert alone is not None
    assert agreed is not None
    assert doubted.read is not None
    assert doubted.read.confidence < alone.confidence < agreed.confidence
    assert [read.value for read in doubted.rivals] == [900]


@pytest.mark.parametrize(
    ("one", "other", "odds"),
    [
        (1.0, 1.0, False), (1.0, 1.01, True), ("甲（乙）", "甲(乙)", False), ("甲", "乙", True),
        (["a"], ["a"], False), (None, 1.0, False), (True, False, True),
    ],
)  # fmt: skip
def test_at_odds(one: Value, other: Value, odds: bool) -> None:
    reads = [
        Read(v, "", WordPlace(FILE), state=State.BLANK if v is None else State.STATED)
        for v in (one, other)
    ]
    assert versions.at_odds(*reads) is odds


def test_real_files(tmp_path: Path) -> None:
    """A plan in Word and its annexes in a workbook, read and put together."""
    make.template(tmp_path / "方案.docx")
    form_books.annex_book(tmp_path / "附件2.xlsx")
    documents = [
        word.read(tmp_path / "方案.docx", "方案.docx"),
        workbook.read(tmp_path / "附件2.xlsx", "附件2.xlsx"),
    ]
    found = made(*documents)
    assert [role_of(d) for d in documents] == [Role.PLAN, Role.ANNEXES]
    assert {key: found.fields[key].value for key in form_filled.TRUTH} == form_filled.TRUTH
    assert {key: len(rows) for key, rows in found.tables.items()} == {
        "innovations": 1, "projects": 2, "existing_equipment": 2, "new_equipment": 1,
    }  # fmt: skip
    total = found.tables["projects"][0]["total_investment"]
    assert (total.value, total.where) == (2650.0, SheetCell("附件2.xlsx", "附件2-2", "E4"))
    assert found.totals["projects"][0]["total_investment"].value == 8650.0
    assert set(found.parts) >= {
        Part.ANNEX_2_1,
        Part.ANNEX_2_2,
        Part.ANNEX_2_3_EXISTING,
        Part.ANNEX_2_3_NEW,
    }


def test_places_of_a_pdf_are_kept() -> None:
    cell = PageBox("方案.pdf", 4, (1.0, 2.0, 3.0, 4.0), 1, (1, 2))
    rows = tuple(tuple(structs.replace(c, where=cell) for c in row) for row in PLAN.rows)
    found = made(document(TITLE, structs.replace(PLAN, rows=rows), kind=Kind.PDF))
    assert found.fields["factory_name"].where == cell
