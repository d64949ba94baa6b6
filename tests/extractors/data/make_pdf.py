"""Makes the PDF files of this folder: the form filled in with Word's means, many looks.

Needs LibreOffice and the Noto CJK fonts; the tests need neither.

    python -m tests.extractors.data.make_pdf
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from docx.document import Document as Docx

from tests.extractors.data.pdf_annexes import (
    EQUIPMENT,
    PROJECTS,
    annex,
    annexes,
    equipment_rows,
    project_rows,
)
from tests.extractors.data.pdf_form import Facts, basic_rows, basic_table
from tests.extractors.data.pdf_looks import Look, Writer, fill

HERE = Path(__file__).parent / "pdf"


CHAPTERS = (
    "一、培育建设基础与现状",
    "（一）单位概况",
    "（二）绿色低碳工作基础",
    "二、培育建设目标",
    "三、重点任务",
    "四、重点项目",
)


def plan(look: Look, facts: Facts) -> Docx:
    """A whole plan: cover, basic table, chapters, annexes on their side."""
    writer = Writer(look)
    writer.say("浙江省零碳（近零碳）工厂建设方案", 22, bold=True, centre=True)
    writer.say(f"申报单位：{facts.name}")
    writer.say("所在地市：杭州市")
    writer.say("2025年3月10日", centre=True)
    writer.docx.add_page_break()
    writer.say("基本信息表", 16, bold=True, centre=True)
    basic_table(writer, facts)
    for chapter in CHAPTERS:
        writer.say(chapter, look.size + 3, bold=True)
        for paragraph in facts.paragraphs:
            writer.tell(paragraph)
    annexes(writer, facts)
    return writer.docx


def to_pdf(docx: Docx, target: Path) -> None:
    """``docx`` printed to ``target`` by LibreOffice with a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.docx"
        docx.save(str(source))
        convert([source], target.parent, Path(folder) / "profile")


def convert(sources: list[Path], folder: Path, profile: Path) -> None:
    """Word files to PDF in ``folder``."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


SHORT = Facts(
    name="浙江化纤有限公司",
    business="化纤生产和销售。",
    measures="一是建设能源管理系统，实现用能管理。二是实施光伏项目，年发电620万千瓦时。" * 5,
)


def form_part(writer: Writer, facts: Facts, keep: tuple[int, ...]) -> None:
    """Some rows of the basic table only: every character costs the file 300 bytes of font."""
    rows = [basic_rows(facts)[index] for index in keep]
    table = writer.table(len(rows), 5)
    for index, row in enumerate(rows):
        fill(table, index, row)
    spanned = [index for index, row in enumerate(rows) if row[0][0] == 1]
    label = table.cell(spanned[0] - 1, 0)
    label.merge(table.cell(spanned[-1], 0)).text = "企业近3年\n经营情况"
    writer.dress(table)


PART = (0, 1, 4, 5, 7, 10, 11, 12, 15, 16, 18, 19, 21, 22, 26, 28)
"""The rows of the basic table that the kept files show."""


def make() -> None:
    """Write every file of the folder anew."""
    looks = {
        "form": Look(page=(184, 130), margin=15),
        "form_double": Look(page=(184, 130), margin=15, border="double", weight=6, middle=True),
        "form_open": Look(page=(184, 130), margin=15, sides=False, weight=12, shaded=True),
    }
    for name, look in looks.items():
        writer = Writer(look)
        form_part(writer, SHORT, PART)
        to_pdf(writer.docx, HERE / f"{name}.pdf")
    for name, look in (
        ("annexes", Look(header="浙江化纤")),
        ("annexes_plain", Look(header="浙江化纤", repeat=False, border="dashed", weight=2)),
    ):
        writer = Writer(look)
        writer.say("附件2-2", 16)
        annex(writer, PROJECTS, project_rows(6))
        writer.landscape()
        writer.say("现有主要设备清单", 16, bold=True, centre=True)
        annex(writer, EQUIPMENT, equipment_rows(22))
        to_pdf(writer.docx, HERE / f"{name}.pdf")


if __name__ == "__main__":
    make()
