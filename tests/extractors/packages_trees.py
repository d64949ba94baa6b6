"""Folders and archives as offices send them, each with the submissions that they are (contract.md §1)."""

from __future__ import annotations

from collections.abc import Mapping

from tests.extractors import packages_made as made

A, B, C = "浙江恒某化纤有限公司", "宁波钢某股份有限公司", "台州塑某制品厂"
PLAN_A, PLAN_B, PLAN_C = made.plan(A), made.plan(B), made.plan(C)
ANNEX = made.annex()
BROKEN_ZIP = made.zipped({"方案.docx": PLAN_C})[:-30]

Shape = list[tuple[str, str, list[str]]]
"""(name, problem's code or "", paths inside)."""


TREES: dict[str, tuple[Mapping[str, bytes], Shape]] = {
    "a folder with one plan": (
        {"甲/方案.docx": PLAN_A, "甲/附件/附件2-2.xlsx": ANNEX},
        [("甲", "", ["方案.docx", "附件/附件2-2.xlsx"])],
    ),
    "wrappers are looked through": (
        {"外/中/甲/方案.docx": PLAN_A, "外/中/甲/附件2-2.xlsx": ANNEX},
        [("甲", "", ["方案.docx", "附件2-2.xlsx"])],
    ),
    "an archive in a folder is a wrapper's content": (
        {"外/甲.zip": made.zipped({"方案.docx": PLAN_A, "附件2-2.xlsx": ANNEX})},
        [("甲", "", ["方案.docx", "附件2-2.xlsx"])],
    ),
    "an archive of annexes inside a submission": (
        {"方案.docx": PLAN_A, "附件.zip": made.zipped({"附件2-2.xlsx": ANNEX})},
        [("批次", "", ["方案.docx", "附件.zip/附件2-2.xlsx"])],
    ),
    "a batch of folders, archives and loose files": (
        {
            "001-甲/方案.docx": PLAN_A,
            "002-乙.zip": made.gbk_zipped(
                {"宁波钢某/方案.docx": PLAN_B, "宁波钢某/表.xlsx": ANNEX}
            ),
            "台州塑某制品厂方案.docx": PLAN_C,
            "塑某制品附件.xlsx": ANNEX,
            "004-丁/附件2-2.xlsx": ANNEX,
        },
        [
            ("001-甲", "", ["方案.docx"]),
            ("宁波钢某", "", ["方案.docx", "表.xlsx"]),
            ("004-丁", "no_plan", ["附件2-2.xlsx"]),
            ("台州塑某制品厂方案", "", ["台州塑某制品厂方案.docx", "塑某制品附件.xlsx"]),
        ],
    ),
    "a zip of zips": (
        {
            "绍兴.zip": made.zipped(
                {
                    "甲.zip": made.zipped({"方案.docx": PLAN_A}),
                    "乙.zip": made.gbk_zipped({"方案.docx": PLAN_B}),
                }
            )
        },
        [("乙", "", ["方案.docx"]), ("甲", "", ["方案.docx"])],
    ),
    "repeated names count on in path order": (
        {
            "一/材料/方案.docx": PLAN_A,
            "三/材料/方案.docx": PLAN_C,
            "二/材料/方案.docx": PLAN_B,
        },
        [
            ("材料", "", ["方案.docx"]),
            ("材料-2", "", ["方案.docx"]),
            ("材料-3", "", ["方案.docx"]),
        ],
    ),
    "a bad archive among good ones is a submission of its own": (
        {"甲/方案.docx": PLAN_A, "乙/方案.docx": PLAN_B, "丙.zip": BROKEN_ZIP},
        [("丙", "truncated", ["丙.zip"]), ("乙", "", ["方案.docx"]), ("甲", "", ["方案.docx"])],
    ),
    "also beside a single good folder": (
        {"甲/方案.docx": PLAN_A, "丙.zip": BROKEN_ZIP},
        [("丙", "truncated", ["丙.zip"]), ("甲", "", ["方案.docx"])],
    ),
    "a bad archive beside the plan is a file of that submission": (
        {"方案.docx": PLAN_A, "附件.zip": BROKEN_ZIP},
        [("批次", "", ["方案.docx", "附件.zip"])],
    ),
    "two versions of one plan": (
        {
            "Word版/方案.docx": PLAN_A,
            "修改/方案（最终）.docx": PLAN_B,
            "Word版/扫描/建设方案盖章.pdf": made.scan(20),
        },
        [
            ("Word版", "", ["扫描/建设方案盖章.pdf", "方案.docx"]),
            ("修改", "", ["方案（最终）.docx"]),
        ],
    ),
    "the same firm in two folders is two submissions": (
        {"001/方案.docx": PLAN_A, "002/方案.docx": made.plan(A, title="建 设 方 案")},
        [("001", "", ["方案.docx"]), ("002", "", ["方案.docx"])],
    ),
    "the same plan twice in one folder is one": (
        {
            "方案.docx": PLAN_A,
            "方案修改.docx": made.plan(A, title="建 设 方 案"),
            "旧/方案.docx": PLAN_A,
        },
        [("批次", "", ["方案.docx", "方案修改.docx", "旧/方案.docx"])],
    ),
    "the unfilled template beside the plan is no second plan": (
        {"方案.docx": PLAN_A, "模板/建设方案模板.docx": made.plan("", filled=False)},
        [("批次", "", ["方案.docx", "模板/建设方案模板.docx"])],
    ),
    "the unfilled template on its own is a plan": (
        {"模板.docx": made.plan("", filled=False)},
        [("批次", "", ["模板.docx"])],
    ),
    "a plan in a format that nobody reads": (
        {"建设方案.ofd": made.zipped({"OFD.xml": b"<ofd/>"}), "附件2-2.xlsx": ANNEX},
        [("批次", "unsupported", ["建设方案.ofd", "附件2-2.xlsx"])],
    ),
    "a plan of old Word": (
        {"建设方案.doc": made.compound("WordDocument"), "附件2-2.xlsx": ANNEX},
        [("批次", "", ["建设方案.doc", "附件2-2.xlsx"])],
    ),
    "three plans with a password or damage": (
        {
            "甲/方案.docx": made.compound("EncryptedPackage"),
            "乙/建设方案.docx": PLAN_B[:3000],
            "丙/零碳工厂方案.docx": b"",
        },
        [
            ("丙", "empty_file", ["零碳工厂方案.docx"]),
            ("乙", "truncated", ["建设方案.docx"]),
            ("甲", "encrypted", ["方案.docx"]),
        ],
    ),
    "a scanned plan": (
        {"零碳工厂建设方案.pdf": made.scan(), "附件2-2.xlsx": ANNEX},
        [("批次", "", ["附件2-2.xlsx", "零碳工厂建设方案.pdf"])],
    ),
    "a scan without a telling name, long enough for a plan": (
        {
            "甲/扫描件.pdf": made.scan(20),
            "甲/附件2-2.xlsx": ANNEX,
            "乙/方案.docx": PLAN_B,
            "丙/能源审计报告.pdf": made.scan(20),
            "丁/扫描1.pdf": made.scan(3),
        },
        [
            ("丁", "", ["扫描1.pdf"]),
            ("丙", "no_plan", ["能源审计报告.pdf"]),
            ("乙", "", ["方案.docx"]),
            ("甲", "", ["扫描件.pdf", "附件2-2.xlsx"]),
        ],
    ),
    "basic table and text in two files are one plan": (
        {
            "基本信息表.docx": PLAN_A,
            "正文.docx": made.word("一、培育建设基础与现状", "我公司", "二、培育建设目标"),
        },
        [("批次", "", ["基本信息表.docx", "正文.docx"])],
    ),
    "a loose plan without its firm stays a plan of its own": (
        {"001方案.docx": made.plan(""), "002方案.docx": PLAN_A, "002附件.xlsx": ANNEX},
        [("001方案", "", ["001方案.docx"]), ("002方案", "", ["002方案.docx", "002附件.xlsx"])],
    ),
    "a folder named after a loose plan's firm goes to it": (
        {"甲方案.docx": PLAN_A, "乙方案.docx": PLAN_B, "恒某化纤附件/附件2-2.xlsx": ANNEX},
        [
            ("乙方案", "", ["乙方案.docx"]),
            ("甲方案", "", ["恒某化纤附件/附件2-2.xlsx", "甲方案.docx"]),
        ],
    ),
    "loose files by their content, the firm named first": (
        {
            "1.docx": PLAN_A,
            "2.docx": PLAN_B,
            "附件.xlsx": made.annex(f"{B}重点项目汇总表（设备购自{A}）"),
            "通知.docx": made.word("会议通知"),
        },
        [("1", "", ["1.docx"]), ("2", "", ["2.docx", "附件.xlsx"])],
    ),
    "loose files of firms that have folders of their own": (
        {
            "恒某/方案.docx": PLAN_A,
            "钢某/方案.docx": PLAN_B,
            "宁波钢某自评.xlsx": ANNEX,
            "恒某化纤附件.zip": BROKEN_ZIP,
            "推荐名单.xlsx": made.annex(f"{A}、{B}、{C}"),
        },
        [
            ("恒某", "", ["方案.docx", "同批/恒某化纤附件.zip"]),
            ("钢某", "", ["同批/宁波钢某自评.xlsx", "方案.docx"]),
        ],
    ),
    "of two names one within the other the longer counts": (
        {
            "1.docx": PLAN_A,
            "2.docx": made.plan(f"{A}杭州分公司"),
            f"{A}杭州分公司自评.xlsx": ANNEX,
            f"{A}自评.xlsx": made.annex("重点项目"),
        },
        [
            ("1", "", ["1.docx", f"{A}自评.xlsx"]),
            ("2", "", ["2.docx", f"{A}杭州分公司自评.xlsx"]),
        ],
    ),
    "a zip by another name": (
        {"建设方案.docx": made.zipped({"a.txt": b"1"})},
        [("批次", "wrong_kind", ["建设方案.docx"])],
    ),
    "leavings are ignored": (
        {
            "甲/方案.docx": PLAN_A,
            "甲/~$方案.docx": b"x",
            "甲/.~lock.方案.docx#": b"x",
            "甲/~WRL0001.tmp": b"x",
            "甲/.git/x": b"x",
            "__MACOSX/甲/._方案.docx": b"x",
            "Thumbs.db": b"x",
            "desktop.ini": b"x",
        },
        [("甲", "", ["方案.docx"])],
    ),
    "evidence is kept": (
        {
            "方案.docx": PLAN_A,
            "佐证/营业执照.jpg": made.JPEG,
            "佐证/证书.pdf": made.scan(),
            "佐证/x.bin": b"\0\1",
        },
        [("批次", "", ["佐证/x.bin", "佐证/营业执照.jpg", "佐证/证书.pdf", "方案.docx"])],
    ),
}
