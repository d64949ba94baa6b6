"""A cover in a Word file of its own is the plan's cover, whatever the file is called."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from extractors.packages import Package, discover
from extractors.reading import read_files
from extractors.roles import role_of
from extractors.understand import understand
from schemas.submission import Part, Submission
from tests.extractors import form_tables
from tests.extractors import packages_made as made

FIRM = "浙江青禾精密纺织有限公司"
COVERS = {
    "the form's": (
        "附件2",
        "浙江省零碳（近零碳）工厂建设方案",
        f"申报单位：{FIRM}",
        "所在地市：绍兴市",
        "浙江省经济和信息化厅制",
        "2025年3月18日",
    ),
    "a title on two lines": (
        "浙江省零碳（近零碳）工厂",
        "建 设 方 案",
        f"申报单位（盖章）：{FIRM}",
        "所在市：绍兴市",
        "二〇二五年三月十八日",
    ),
    "the firm in the title": (
        f"{FIRM}近零碳工厂建设方案",
        f"申报企业：{FIRM}",
        "所在地：绍兴市",
        "编制日期：2025年3月18日",
    ),
    "another title, no colons": (
        "零碳（近零碳）工厂创建申报材料",
        f"申报单位  {FIRM}",
        "所在地市  绍兴市",
        "申报日期  2025.3.18",
    ),
}
OTHERS = {
    "a letter": (
        f"关于报送{FIRM}零碳工厂建设方案的函",
        "绍兴市经济和信息化局：",
        "现将建设方案报上，请审核。",
        f"申报单位：{FIRM}",
        "2024年1月1日",
    ),
    "a commitment": (
        "零碳工厂申报材料真实性承诺书",
        f"申报单位：{FIRM}",
        "本单位承诺所提交的材料真实、完整、有效，并承担相应责任。",
        "日期：2024年1月1日",
    ),
    "the cover of something else": (
        "能源审计报告",
        f"编制单位：{FIRM}",
        "所在地市：绍兴市",
        "2024年1月1日",
    ),
    "nobody's": ("零碳工厂建设方案", "2024年1月1日"),
}


def plan(*, covered: bool) -> bytes:
    document, form = docx.Document(), form_tables.form()
    if covered:
        form_tables.cover(document, form.printed)
    table = form_tables.grid(document, 30, 5)
    form.part_one(table)
    form.part_two(table, 18)
    form_tables.chapters(document)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def found(tmp_path: Path, files: dict[str, bytes]) -> Package:
    (package,) = discover([made.lay(tmp_path / "青禾", files)], tmp_path / "scratch")
    return package


def read(package: Package) -> Submission:
    opened = [entry for entry in read_files(package) if entry.document]
    documents = [(role_of(entry.document), entry.document) for entry in opened if entry.document]
    return understand(package.name, documents, tuple(entry.source for entry in opened))


def front(submission: Submission) -> list[object]:
    keys = ("cover_applicant", "cover_city", "cover_date")
    return [submission.fields[key].value if key in submission.fields else None for key in keys]


@pytest.mark.parametrize("name", ["封面.docx", "1.docx", "封面/封面.docx", "盖章页/首页.docx"])
@pytest.mark.parametrize("case", COVERS)
def test_it_is_read_wherever_it_lies(case: str, name: str, tmp_path: Path) -> None:
    files = {name: made.word(*COVERS[case]), "正文/2.docx": plan(covered=False)}
    submission = read(found(tmp_path, files))
    assert front(submission) == [FIRM, "绍兴市", "2025-03-18"]
    assert submission.fields["cover_applicant"].where.file == name
    assert submission.parts[Part.COVER].file == name
    assert submission.rivals == {}


@pytest.mark.parametrize("case", OTHERS)
def test_other_files_are_no_covers(case: str, tmp_path: Path) -> None:
    files = {"a.docx": made.word(*OTHERS[case]), "方案.docx": plan(covered=False)}
    submission = read(found(tmp_path, files))
    assert front(submission) == [None, None, None]
    assert Part.COVER not in submission.parts


def test_a_plan_with_a_cover_keeps_its_own(tmp_path: Path) -> None:
    other = ("零碳工厂建设方案", "申报单位：某某（集团）有限公司", "所在地市：杭州市")
    submission = read(
        found(tmp_path, {"封面.docx": made.word(*other), "方案.docx": plan(covered=True)})
    )
    assert front(submission) == [FIRM, "绍兴市", "2025-03-18"]
    assert submission.parts[Part.COVER].file == "方案.docx"
    assert submission.rivals == {}


def test_a_cover_alone_is_no_plan(tmp_path: Path) -> None:
    package = found(tmp_path, {"封面.docx": made.word(*COVERS["the form's"])})
    assert package.problem and package.problem.code == "no_plan"
