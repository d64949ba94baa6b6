"""``简报.docx``: the day on one page, in the layout of official papers (GB/T 9704: 仿宋, 三号)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reports.page import figure
from schemas.quality import SCOPES, Quality

_BODY, _TITLE = "仿宋", "方正小标宋简体"
_SIZE: Final = Pt(16)
"""三号."""
_LEADING: Final = Pt(28)
_SHOWN = 3
"""Rules and failed checks that fit the page."""


def write_brief(report: Quality, path: Path) -> None:
    """Write the paper."""
    paper = docx.Document()
    _margins(paper)
    _line(paper, f"质量日报（{report.day:%Y年%-m月%-d日}）", font=_TITLE, size=Pt(22), middle=True)
    for words in _paragraphs(report):
        _line(paper, words)
    _line(paper, "（系统生成，供参考）", size=Pt(12))
    paper.save(str(path))


def _margins(paper: Document) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def _line(
    paper: Document, words: str, *, font: str = _BODY, size: Pt = _SIZE, middle: bool = False
) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.line_spacing = _LEADING
    paragraph.paragraph_format.space_after = Pt(0)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.first_line_indent = size * 2
    run = paragraph.add_run(words)
    run.font.size, run.font.name = size, font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _paragraphs(report: Quality) -> Iterator[str]:
    if report.alarm:
        yield f"夜间任务未完成：{report.alarm}"
    yield report.headline
    yield f"一、指标。{'；'.join(_tiles(report))}。"
    yield f"二、规则。{_rules(report)}"
    yield f"三、数据检查。{_checks(report)}"
    yield f"四、期限。{'；'.join(_deadlines(report))}。"


def _tiles(report: Quality) -> Iterator[str]:
    for tile in report.tiles:
        of = f"（{tile.of}份）" if tile.unit == "%" else ""
        yield f"{tile.title}{figure(tile.value)}{tile.unit if tile.value is not None else ''}{of}"


def _rules(report: Quality) -> str:
    top = [f"{line.rule}{line.title}（{line.submissions}份）" for line in report.rules[:_SHOWN]]
    said = f"近30日最多的是{'、'.join(top)}。" if top else "近30日没有规则发现问题。"
    review = [line.rule for line in report.rules if line.review]
    return said + (f"误报偏多、建议复审：{'、'.join(review)}。" if review else "")


def _checks(report: Quality) -> str:
    month = [one for one in report.checks if one.scope == SCOPES[1]]
    failing = sorted((one for one in month if not one.met), key=lambda one: -one.failed)
    if not failing:
        return f"近30日{len(month)}项全部符合。" if month else "近30日没有材料可查。"
    shown = "；".join(f"{one.words}（不符{one.failed}份）" for one in failing[:_SHOWN])
    more = "等" if len(failing) > _SHOWN else ""
    return f"近30日{len(month)}项中{len(failing)}项不符：{shown}{more}。"


def _deadlines(report: Quality) -> Iterator[str]:
    for one in report.deadlines:
        yield f"{one.day:%-m月%-d日}{one.words}，还有{one.working_days}个工作日"
