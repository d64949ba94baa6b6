"""``docs/paper-*.png``: the papers as they are printed, filled with an invented firm's findings.

Usage: ``python -m tools.paper_pictures``. Needs LibreOffice.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image

from desk.papers import books, filling, wording
from store.paper_bodies import Item, Notice, OpinionPaper, Remark, Summary, SummaryRow

DOCS: Final = Path(__file__).parents[1] / "docs"
_FIRM, _CODE = "绍兴某某化纤有限公司", "91330602MA2B3C4D11"
_DAY, _DUE = date(2026, 11, 20), date(2026, 11, 27)
_SCALE: Final = 1.1
_COLOURS: Final = 24


def main() -> None:
    """Draw every paper."""
    own = DOCS / "no-templates-of-staff"
    notice = wording.of_notice(_notice(), confirmed=False)
    opinion = wording.of_opinion(_opinion(), confirmed=True)
    for name, content, suffix in (
        ("notice", filling.filled("notice.docx", own, notice), ".docx"),
        ("opinion", filling.filled("opinion.docx", own, opinion), ".docx"),
        ("summary", books.summary(_summary(), confirmed=False), ".xlsx"),
    ):
        _draw(name, content, suffix)


def _notice() -> Notice:
    items = (
        Item(
            1,
            "建设方案（盖章）.pdf 第4页 第11行第4列“单位产品能耗量 实施成效”\n附件1 自评表.xlsx 自评表!D4",
            "降低率复算错误",
            "降低17%",
            "14.5%",
            "附件2 基本信息表 二“实施成效 降低 %”",
            "请将基本信息表“单位产品能耗量”降低率由17%改为14.5%，或书面说明计算口径。",
            "请把“降低17%”改为“降低14.5%”。",
        ),
        Item(
            2,
            "附件2 方案.docx 表3 第4行第5列“总投资额”",
            "项目投资与方案总投资不符",
            "8,650万元",
            "8,350万元",
            "附件2 二、建设方案基本信息",
            "重点项目投资合计8,350万元，与方案总投资8,650万元相差300万元。",
            "请核对各项目投资额或方案总投资。",
        ),
    )
    return Notice("浙江省经济和信息化厅", _FIRM, _CODE, 1, items, _DAY, _DUE, "周予安")


def _opinion() -> OpinionPaper:
    remarks = (
        Remark(
            1,
            "G13 降低率复算错误",
            "“单位产品能耗量”应降低14.5%，填报17%。",
            "属实·须补正",
            "像是除以了实施后的数。",
        ),
        Remark(
            2,
            "H07 能效等级未写明",
            "新增空压机未写明能效等级。",
            "属实·不影响",
            "型号可查，为1级能效。",
        ),
    )
    return OpinionPaper(
        firm=_FIRM,
        uscc=_CODE,
        city="绍兴市",
        industry="2822 涤纶纤维制造",
        number=2,
        specialities="能源、设备",
        expert="专家甲",
        goal="目标与行业先进值相衔接，2028年单位产品综合能耗降至53.0千克标准煤/吨，依据充分。",
        technology="余热回收与纺丝空调改造为行业成熟先进技术，光伏直供方案较为领先。",
        feasibility="项目、资金与进度基本落实，绿电采购协议尚未签订，建议补充。",
        conclusion="revise",
        remark="请企业补充绿电采购的意向文件。",
        remarks=remarks,
        made_on=_DAY,
    )


def _summary() -> Summary:
    firms = (
        (_FIRM, "绍兴市", 4, 6, 3, 1, 2, "须补正3项，尚有4条未裁定"),
        ("湖州某某建材有限公司", "湖州市", 5, 9, 6, 2, 1, "须补正6项，尚有5条未裁定"),
        ("杭州某某高分子材料有限公司", "杭州市", 0, 2, 0, 2, 0, "核对中未发现须补正的问题"),
    )
    rows = (
        SummaryRow(
            firm=firm,
            uscc=_CODE,
            city=city,
            industry="2822 涤纶纤维制造",
            number=1,
            errors=errors,
            warnings=warnings,
            upheld=upheld,
            harmless=harmless,
            dismissed=dismissed,
            undecided=errors + warnings - upheld - harmless - dismissed,
            experts="专家甲：修改后通过" if upheld else "",
            opinion=words,
        )
        for firm, city, errors, warnings, upheld, harmless, dismissed, words in firms
    )
    return Summary("浙江省经济和信息化厅", _DAY, tuple(rows))


def _draw(name: str, content: bytes, suffix: str) -> None:
    """``docs/paper-NAME.png``, the pages one below the other."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{name}{suffix}"
        source.write_bytes(content)
        quiet = ("soffice", f"-env:UserInstallation=file://{scratch}/home", "--headless")
        command = [*quiet, "--convert-to", "pdf", "--outdir", scratch, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        pages = _pages(source.with_suffix(".pdf"))
    picture = _below(pages) if suffix == ".docx" else _without_rest(pages[0])
    picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        DOCS / f"paper-{name}.png", optimize=True
    )


def _pages(path: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.render(scale=_SCALE).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def _without_rest(page: Image.Image) -> Image.Image:
    """The upper part of a page that is mostly empty."""
    return page.crop((0, 0, page.width, page.height // 3))


def _below(pages: list[Image.Image]) -> Image.Image:
    gap = 12
    size = max(p.width for p in pages), sum(p.height + gap for p in pages) - gap
    whole = Image.new("RGB", size, "#cdcec8")
    top = 0
    for page in pages:
        whole.paste(page, ((size[0] - page.width) // 2, top))
        top += page.height + gap
    return whole


if __name__ == "__main__":
    main()
