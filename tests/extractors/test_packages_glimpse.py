"""What a quick look takes a text for, whatever its layout."""

from __future__ import annotations

import time
from pathlib import Path

import docx
import pytest

from extractors.firm_names import carries, same_firm, trade_name
from extractors.glimpse import factory_name, glimpse, judged
from extractors.glimpse_text import elements
from schemas.document import Kind
from schemas.submission import Role
from tests.extractors import packages_made as made

BASIC = "通讯地址\t某路1号\n所属行业\t2822\n单位性质\n主营业务\t涤纶\n成立日期\n法定代表人\t王某\n统一社会信用代码\t91330109MA2B3C4D1C\n"
PLANS = {
    "title": "浙江省零碳(近零碳)工厂建设方案\n申报单位:某公司",
    "title over lines": "浙 江 省\n零碳(近零碳)工厂\n建 设 方 案\n",
    "own title": "浙江恒某化纤有限公司近零碳工厂创建方案\n二〇二五年三月",
    "title with years": "某公司零碳工厂建设方案(2025-2027年)\n",
    "title with more words": "某公司零碳工厂建设方案文本\n",
    "basic table": BASIC + "方案实施周期\t2025年3月至2027年12月",
    "chapters": "1 培育建设基础与现状\n我公司……\n2 培育建设目标\n",
    "form in the policy, filled in": "组织申报推荐 开展综合评选 过程指导服务 公布认定名单\n工厂名称\t浙江恒某化纤有限公司\n"
    + BASIC
    + "方案总投资\t1",
}
NO_PLANS = {
    "letter": (
        "关于报送浙江恒某化纤有限公司零碳工厂建设方案的函\n省经信厅:\n现报送……",
        Role.ATTACHMENT,
    ),
    "opinion": ("《零碳工厂建设方案》专家评审意见\n专家组认为……", Role.ATTACHMENT),
    "minutes": ("零碳工厂建设方案评审会会议纪要", Role.ATTACHMENT),
    "annex under the plan's title": (
        "浙江恒某公司零碳工厂建设方案\n附件2-2\n重点项目汇总表\n",
        Role.ANNEXES,
    ),
    "self-evaluation under the policy's title": (
        "零碳(近零碳)工厂培育建设方案\n附件1\n能源信息化管理系统 碳排放信息化系统 专用设备能效 余能使用 碳管理",
        Role.SELF_EVALUATION,
    ),
    "promise": ("承诺书\n我公司提交的零碳工厂建设方案真实有效。\n", Role.ATTACHMENT),
    "policy": (
        "浙江省零碳(近零碳)工厂培育建设方案\n特制定本方案。组织申报推荐 开展综合评选 过程指导服务 组织评估认定 强化组织实施\n"
        + BASIC.replace("91330109MA2B3C4D1C", "")
        + "方案总投资",
        Role.ATTACHMENT,
    ),
    "other application form": (
        "绿色工厂申报表\n企业名称\t浙江恒某化纤有限公司\n" + BASIC,
        Role.ATTACHMENT,
    ),
    "self-evaluation": (
        "浙江省零碳(近零碳)工厂培育建设评价要求\n能源信息化\n管理系统 碳排放\n信息化系统 专用设\n备能效 通用设\n备能效 余能使用 碳管理",
        Role.SELF_EVALUATION,
    ),
    "annex": ("重点项目汇总表\n序号\t项目名称", Role.ANNEXES),
    "annex without title": ("序号\t设备名称\t型号规格\t数量", Role.ANNEXES),
    "evidence": ("检测报告", Role.ATTACHMENT),
}


@pytest.mark.parametrize("case", PLANS)
def test_plans(case: str) -> None:
    assert judged(PLANS[case], Kind.DOCX).role is Role.PLAN


@pytest.mark.parametrize("case", NO_PLANS)
def test_what_is_no_plan(case: str) -> None:
    text, role = NO_PLANS[case]
    assert judged(text, Kind.DOCX).role is role


def test_a_workbook_is_no_plan() -> None:
    assert judged(BASIC + "方案总投资", Kind.XLSX).role is not Role.PLAN


FIRMS = {
    "cell": ("工厂名称\t浙江恒某化纤有限公司\t通讯地址", "浙江恒某化纤有限公司"),
    "spaced label": ("工 厂 名 称 \t 浙江恒某化纤有限公司", "浙江恒某化纤有限公司"),
    "cover with underscores": (
        "申报单位:____浙江恒某化纤有限公司____(盖章)\n",
        "浙江恒某化纤有限公司",
    ),
    "wrapped in its cell": ("工厂名称\t浙江恒某化纤\n有限公司\t", "浙江恒某化纤有限公司"),
    "PDF line": ("工厂名称 浙江恒某(集团)股份有限公司\n通讯地址 x", "浙江恒某(集团)股份有限公司"),
    "factory": ("申报单位(盖章):台州塑某制品厂\n", "台州塑某制品厂"),
    "branch": ("企业名称\t浙江恒某化纤有限公司杭州分公司\t", "浙江恒某化纤有限公司杭州分公司"),
    "blank cover, then the table": (
        "申报单位:\n所在地市:\n工厂名称\t浙江恒某化纤有限公司",
        "浙江恒某化纤有限公司",
    ),
    "blank": ("工厂名称\t\t通讯地址\t\n申报单位:\n所在地市:", ""),
    "left as placeholder": ("申报单位:XXXX\n", ""),
    "running text": ("各申报单位的材料由某公司汇总。", ""),
}


@pytest.mark.parametrize("case", FIRMS)
def test_the_firm_that_the_form_names(case: str) -> None:
    text, firm = FIRMS[case]
    assert factory_name(text) == firm


def test_the_blank_form_is_a_blank_plan(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(made.plan("", filled=False))
    seen = glimpse(path)
    assert (seen.role, seen.blank, seen.factory_name) == (Role.PLAN, True, "")


def test_a_filled_plan_names_its_firm(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(made.plan())
    seen = glimpse(path)
    assert (seen.role, seen.blank, seen.factory_name) == (Role.PLAN, False, made.FIRM)


def test_text_in_content_controls_and_boxes_is_seen(tmp_path: Path) -> None:
    file = docx.Document()
    paragraph = file.add_paragraph()._p
    inner = (
        '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtContent>'
        "<w:r><w:t>零碳工厂&#24314;设方案</w:t></w:r></w:sdtContent></w:sdt>"
    )
    paragraph.append(docx.oxml.parse_xml(inner))
    file.save(str(tmp_path / "x.docx"))
    assert glimpse(tmp_path / "x.docx").role is Role.PLAN


def test_old_word_files_are_known_by_their_text(tmp_path: Path) -> None:
    path = tmp_path / "x.doc"
    text = "浙江省零碳工厂建设方案\r申报单位：浙江恒某化纤有限公司\r".encode("utf-16-le")
    path.write_bytes(made.compound("WordDocument") + text)
    assert glimpse(path).role is Role.PLAN


TEXT = f"零碳工厂建设方案\n申报单位：{made.FIRM}\n"
OTHER_FORMATS = {
    "rtf by code points": b"{\\rtf1 " + b"".join(rb"\u%d?" % ord(c) for c in TEXT) + b"}",
    "rtf by bytes": b"{\\rtf1 " + b"".join(rb"\'%02x" % b for b in TEXT.encode("gbk")) + b"}",
    "odt": made.zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"<x><text:p>{TEXT}</text:p></x>".encode(),
        }
    ),
    "ofd": made.zipped(
        {"OFD.xml": b"", "Doc_0/Pages/Page_0/Content.xml": f"<p><t>{TEXT}</t></p>".encode()}
    ),
}


@pytest.mark.parametrize("case", OTHER_FORMATS)
def test_formats_without_a_reader_are_known_by_their_text(case: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(OTHER_FORMATS[case])
    seen = glimpse(path)
    assert (seen.role, seen.factory_name) == (Role.PLAN, made.FIRM)


NAMES = [
    ("附件-浙江恒某化纤有限公司.xlsx", 100),
    ("恒某化纤自评表", 95),
    ("浙江恒某化纤有限公可附件", 92),
    ("宁波钢某自评表", 0),
    ("附件", 0),
    ("", 0),
]


@pytest.mark.parametrize(("name", "least"), NAMES)
def test_how_surely_a_name_carries_the_firm(name: str, least: float) -> None:
    score = carries(name, made.FIRM)
    assert score >= least and (least > 0 or score == 0)


def test_names_of_firms() -> None:
    assert trade_name("浙江省杭州市恒某化纤（集团）有限公司") == "恒某化纤"
    assert same_firm("浙江恒某化纤（集团）有限公司", "浙江恒某化纤(集团) 有限公司（盖章）")
    assert same_firm("浙江恒某化纤科技有", "浙江恒某化纤科技有限公司")
    assert not same_firm("浙江恒某化纤有限公司", "浙江恒某化纤有限公司杭州分公司")
    assert not same_firm("", "")


ADVERSARIAL = {
    "open tags": b"<t " * 33_000,
    "unfinished text": b"<w:t>" * 20_000,
    "empty lines": b"</w:p>" * 16_000,
    "cells and lines": b"</w:p></w:tc>" * 8_000,
    "letters without an end": b"<w:t>" + "某".encode() * 33_000 + b"</w:t>",
    "labels": b"<w:t>" + "企业名称 ".encode() * 8_000 + b"</w:t>",
    "spaces": b"<w:t>" + "工".encode() + b" " * 100_000 + b"</w:t>",
    "titles": b"<w:t>" + "关于零碳".encode() * 8_000 + b"</w:t>",
}


@pytest.mark.parametrize("case", ADVERSARIAL)
def test_hostile_text_takes_no_time(case: str) -> None:
    started = time.process_time()
    judged(elements(ADVERSARIAL[case]), Kind.DOCX)
    assert time.process_time() - started < 0.5


def test_basic_table_in_a_workbook_is_read() -> None:
    labels = "工厂名称\t通讯地址\t所属行业\t统一社会信用代码\t主营业务\t法定代表人\t工业总产值\t年综合能耗\t方案总投资"
    assert judged(labels, Kind.XLSX).role is Role.UNKNOWN
    assert judged(labels, Kind.DOCX).role is Role.PLAN
