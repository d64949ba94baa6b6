"""The filled form (:mod:`form_filled`) in several layouts, as Word files: what the forms are tried on.

A layout only arranges the printed text.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
from docx.table import Table

from tests.extractors.form_filled import (
    CHAPTERS,
    COMPARED_PRINTED,
    FOOT,
    LABELS,
    OPERATING,
    PAIRS,
    PRINTED,
    PROMISE,
    SINGLES,
    YEARLY_PRINTED,
    YEARS,
)
from tests.extractors.form_tables import Form, chapters, cover, form, grid, put

Maker = Callable[[Path], None]


def template(path: Path, filled: Form | None = None) -> None:
    """Layout 1: the form as printed."""
    filled = filled or form()
    document = docx.Document()
    cover(document, filled.printed)
    table = grid(document, 30, 5)
    filled.part_one(table)
    filled.part_two(table, 18)
    chapters(document)
    document.save(str(path))


def two_tables(path: Path) -> None:
    """Layout 2: parts one and two in tables of their own under titles, years descending, 年度."""
    filled = form(
        labels={"profit": "利润总额（万元）", "contact_phone": "联系方式"},
        years=("2022年度", "2023年度", "2024年度"),
    )
    filled.order = (2, 1, 0)
    document = docx.Document()
    cover(document, filled.printed)
    filled.part_one(grid(document, 18, 5))
    document.add_paragraph("二、建设方案基本信息")
    filled.part_two(grid(document, 12, 5))
    chapters(document, [(title.replace("（", "（ "), body) for title, body in CHAPTERS])
    document.save(str(path))


def numbered_rows(path: Path) -> None:
    """Layout 3: a column of numbers in front, a column of remarks behind, one pair a row."""
    document = docx.Document()
    cover(document, PRINTED)
    keys = [*SINGLES, *(key for pair in PAIRS for key in pair)]
    first = grid(document, len(keys) + 9, 6)
    for row, key in enumerate(keys):
        put(first, row, 0, 0, str(row + 1))
        put(first, row, 1, 1, f"{LABELS[key]}：")
        put(first, row, 2, 4, PRINTED[key])
    _years_flat(first, len(keys))
    put(first, len(keys) + 7, 1, 1, LABELS["honours"])
    put(first, len(keys) + 7, 2, 4, PRINTED["honours"])
    second = grid(document, 12, 5)
    form().part_two(second)
    chapters(document)
    document.save(str(path))


def _years_flat(table: Table, row: int) -> None:
    """The three years with their unit in a column of its own."""
    for column, text in enumerate(("序号", "指标", "2022年", "2023年", "2024年", "单位")):
        put(table, row, column, column, text)
    units = dict.fromkeys(OPERATING, "万元") | {
        "emissions": "吨CO2",
        "energy_consumption": "吨标准煤",
    }
    for r, (key, unit) in enumerate(units.items(), start=row + 1):
        texts = (str(r), LABELS[key].split("\n")[0], *YEARLY_PRINTED[key], unit)
        for column, text in enumerate(texts):
            put(table, r, column, column, text)


def nested(path: Path) -> None:
    """Layout 4: the three years in a table inside a cell, part two inside another."""
    document = docx.Document()
    cover(document, PRINTED)
    outer = grid(document, 12, 4)
    for row, key in enumerate(SINGLES):
        put(outer, row, 0, 0, LABELS[key])
        put(outer, row, 1, 3, PRINTED[key])
    for row, (left, right) in enumerate(PAIRS, start=6):
        for column, text in enumerate((LABELS[left], PRINTED[left], LABELS[right], PRINTED[right])):
            put(outer, row, column, column, text)
    put(outer, 9, 0, 0, LABELS["honours"])
    put(outer, 9, 1, 3, PRINTED["honours"])
    inner = put(outer, 10, 0, 3, "企业近3年经营情况").add_table(7, 6)
    _years_flat(inner, 0)
    form().part_two(put(outer, 11, 0, 3, "").add_table(12, 5))
    chapters(document)
    document.save(str(path))


def merged_years(path: Path) -> None:
    """Layout 5: emissions and energy in one cell for three years, 元 and 亿元, effects as ↓."""
    filled = form(
        printed={
            "total_investment": "8650万元",
            "registered_capital": "0.5亿元",
            "period": "2025.3—2027.12",
        },
        labels={"total_investment": "方案总投资"},
    )
    filled.merged = True
    document = docx.Document()
    cover(document, filled.printed)
    table = grid(document, 30, 5)
    filled.part_one(table)
    filled.part_two(table, 18)
    chapters(document)
    document.save(str(path))


def typed(path: Path) -> None:
    """Layout 6: no table at all, ``label：value`` on lines."""
    document = docx.Document()
    cover(document, PRINTED)
    document.add_paragraph("一、建设单位概况")
    for key in SINGLES:
        document.add_paragraph(f"{LABELS[key]}：{PRINTED[key]}".replace("\n", ""))
    for left, right in PAIRS:
        document.add_paragraph(
            f"{LABELS[left]}：{PRINTED[left]}    {LABELS[right]}：{PRINTED[right]}"
        )
    for key in (*OPERATING, *FOOT):
        told = "；".join(f"{y}年：{t}" for y, t in zip(YEARS, YEARLY_PRINTED[key], strict=True))
        document.add_paragraph(f"{LABELS[key]}：{told}".replace("\n", ""))
    document.add_paragraph("主要荣誉（可复选）：" + PRINTED["honours"].split("\n")[0])
    for rest in PRINTED["honours"].split("\n")[1:]:
        document.add_paragraph(rest)
    document.add_paragraph(
        f"方案实施周期：{PRINTED['period']}\t方案总投资（万元）：{PRINTED['total_investment']}"
    )
    document.add_paragraph(f"行业先进值及引用标准：{PRINTED['benchmark']}")
    for key, texts in COMPARED_PRINTED.items():
        document.add_paragraph(f"{LABELS[key]}\t" + "\t".join(texts))
    document.add_paragraph(f"{LABELS['measures']}：" + PRINTED["measures"].replace("\n", ""))
    for line in PROMISE.format(**PRINTED).split("\n"):
        document.add_paragraph(line)
    chapters(document)
    document.save(str(path))


def other_words(path: Path) -> None:
    """Layout 7: synonyms for most labels, heads renamed and reordered, rows moved."""
    filled = form(
        labels={
            "factory_name": "企业名称",
            "address": "生产地址",
            "industry": "国民经济行业代码及名称",
            "ownership": "企业性质",
            "uscc": "信用代码",
            "main_business": "主导产品",
            "established_on": "成立时间",
            "registered_capital": "注册资金",
            "legal_representative": "法人代表",
            "legal_representative_phone": "联系电话",
            "contact": "项目联系人",
            "output_value": "产值（万元）",
            "value_added": "增加值（万元）",
            "tax": "实缴税金（万元）",
            "emissions": "二氧化碳排放总量（tCO2）",
            "energy_consumption": "综合能源消费量（tce）",
            "period": "建设周期",
            "total_investment": "计划总投资（万元）",
            "benchmark": "行业先进值",
            "energy_intensity": "单位产品综合能耗",
            "carbon_intensity": "单位产品碳排放量",
            "material_intensity": "原材料单耗",
            "water_intensity": "单位产品用水量",
            "renewable_share": "可再生能源占比（%）",
            "offset_rate": "碳抵消比例（%）",
            "measures": "主要举措与成效",
        }
    )
    filled.columns = (1, 0, 2)
    document = docx.Document()
    cover(document, filled.printed)
    filled.part_two(grid(document, 12, 5))
    filled.part_one(grid(document, 18, 5))
    chapters(document)
    document.save(str(path))


def promise_below(path: Path) -> None:
    """Layout 8: cover as a table, contents list, the commitment as paragraphs below the table."""
    document = docx.Document()
    document.add_paragraph("浙江省零碳（近零碳）工厂建设方案")
    front = grid(document, 3, 2)
    for row, (label, key) in enumerate(
        (("申报单位", "cover_applicant"), ("所在地市", "cover_city"), ("编制日期", "cover_date"))
    ):
        put(front, row, 0, 0, label)
        put(front, row, 1, 1, PRINTED[key])
    document.add_paragraph("目  录")
    for number, (title, _) in enumerate(CHAPTERS, start=3):
        document.add_paragraph(f"{title}\t{number}")
    table = grid(document, 29, 5)
    filled = form()
    filled.part_one(table)
    filled.promise = False
    filled.part_two(table, 18)
    for line in PROMISE.format(**PRINTED).split("\n"):
        document.add_paragraph(line)
    chapters(document)
    document.save(str(path))


def blank(path: Path) -> None:
    """The form as the ministry hands it out."""
    left = dict.fromkeys(PRINTED, "") | {
        "cover_date": "20  年    月    日", "industry": "（4位数代码及名称）",
        "ownership": "内资（□国有□集体□民营）□中外合资□港澳台□外商独资",
        "honours": PRINTED["honours"].replace("☑", "□"), "period": "年    月 至    年   月",
        "measures": "（对零碳<近零碳>工厂建设主要举措、建设成效、特色亮点等进行简要描述）",
    }  # fmt: skip
    filled = form(printed=left, years=("202X", "202X", "202X"))
    filled.empty = True
    document = docx.Document()
    cover(document, filled.printed)
    table = grid(document, 30, 5)
    filled.part_one(table)
    filled.part_two(table, 18)
    chapters(document, [(title, "") for title, _ in CHAPTERS])
    document.save(str(path))


LAYOUTS: tuple[Maker, ...] = (
    template, two_tables, numbered_rows, nested, merged_years, typed, other_words, promise_below,
)  # fmt: skip
