"""Labels and heads in applicants' own words, and words that look like them and are not."""

from __future__ import annotations

import pytest

from extractors.forms import plan_2025, self_evaluation_2025
from extractors.grammar import labels
from schemas.fields import BASIC_TABLE, EQUIPMENT, INNOVATIONS, PROJECTS, Field
from schemas.submission import ScoreItem
from tests.extractors.annex_rows import read, rows
from tests.extractors.tables import document, line, table

SAID: list[tuple[tuple[Field, ...], str, str]] = [
    (BASIC_TABLE, "factory_name", "企业全称 公司名称 培育单位名称"),
    (BASIC_TABLE, "address", "详细地址 生产经营地址 注册及生产地址 通讯地址及邮编"),
    (BASIC_TABLE, "industry", "国民经济行业代码及名称 所属行业及4位代码"),
    (BASIC_TABLE, "ownership", "企业登记注册类型 企业所有制"),
    (BASIC_TABLE, "established_on", "建厂时间 注册成立日期 成立年份"),
    (BASIC_TABLE, "legal_representative_phone", "法人手机 法定代表人联系方式 法人代表手机号码"),
    (BASIC_TABLE, "contact", "经办人 填表人 申报联系人"),
    (BASIC_TABLE, "contact_phone", "经办人电话 联系人手机号码 联络电话"),
    (BASIC_TABLE, "tax", "入库税金 税费总额 实际纳税总额"),
    (BASIC_TABLE, "honours", "荣誉称号 获得荣誉情况 主要荣誉及资质"),
    (BASIC_TABLE, "period", "方案起止时间 实施年限 培育周期"),
    (BASIC_TABLE, "benchmark", "行业先进水平及引用标准 对标值及标准"),
    (BASIC_TABLE, "offset_rate", "碳排放抵消比例 抵消率"),
    (INNOVATIONS, "content", "内容简介 创新成果内容 成果内容及创新点"),
    (INNOVATIONS, "partner", "协作单位 合作研发单位 合作企业"),
    (INNOVATIONS, "value", "推广价值及前景 示范推广价值 应用推广"),
    (PROJECTS, "content", "建设内容及规模 改造内容 项目简介"),
    (PROJECTS, "period", "建设起止日期 起止年月 计划工期"),
    (PROJECTS, "equipment_investment", "设备及安装投资 设备采购投资"),
    (PROJECTS, "completed_investment", "已投入资金 至今已完成投资 已投资额"),
    (PROJECTS, "total_investment", "项目投资额 投资金额（万元） 投资概算（万元）"),
    (PROJECTS, "benefit", "综合效益 节能减碳及节水节材量 预期节能减排量"),
    (EQUIPMENT, "model", "设备型号规格 型号及参数 型号、规格"),
    (EQUIPMENT, "manufacturer", "生产商 厂家/品牌 设备供应商 制造厂商"),
    (EQUIPMENT, "power_kw", "配套功率（kW） 装机容量（kW）"),
]
UNSAID = [
    (BASIC_TABLE, "项目负责人 净利润 税金及附加 应交税金 工业销售产值 取水量 企业近3年经营情况"),
    (PROJECTS, "资金来源 责任部门 实施进度 备注 项目负责人"),
    (EQUIPMENT, "单位 安装位置 投用年份 能效等级 产地"),
]


@pytest.mark.parametrize(("fields", "key", "words"), SAID, ids=[f"{k}" for _, k, _ in SAID])
def test_said_in_other_words(fields: tuple[Field, ...], key: str, words: str) -> None:
    found = {word: labels.best(word, fields) for word in words.split()}
    assert {word: match and match.field.key for word, match in found.items()} == dict.fromkeys(
        found, key
    )


@pytest.mark.parametrize(("fields", "words"), UNSAID)
def test_other_things(fields: tuple[Field, ...], words: str) -> None:
    assert [word for word in words.split() if labels.best(word, fields)] == []


DEVICES = ["序号", "设备名称", "设备型号", "产地", "数量（台）", "功率（kW）", "备注"]
PUMP = ["1", "循环水泵", "ISG150-315", "上海凯泉", "4", "30", ""]


def test_a_column_under_a_strange_head_between_known_ones() -> None:
    found = read(table([DEVICES, PUMP], title="现有主要设备清单"))
    maker = found.found["existing_equipment"].rows[0]["manufacturer"]
    assert rows(found, "existing_equipment")[0][3] == "上海凯泉"
    assert (maker.flags, maker.confidence <= labels.POSITION) == (("by_position",), True)


NAMES = ["能源信息化管理系统", "碳排放信息化系统", "专用设备能效", "通用设备能效", "碳抵消比例"]
GROUPS = ["基础设施", "基础设施", "基础设施", "基础设施", "碳抵消"]


def test_indicators_behind_their_group() -> None:
    head = ["评价指标", "自评情况", "自评得分"]
    body = [[f"{group}-{name}", "已建", "4"] for group, name in zip(GROUPS, NAMES, strict=True)]
    found = self_evaluation_2025.read(document(line("自评表"), table([head, *body])))
    assert found is not None
    assert [item.claimed.value for item in found.items.values()] == [4.0] * 5


def test_goals_that_name_indicators_claim_nothing() -> None:
    form = table(
        [
            ["", "企业近3年经营情况", ""],
            ["可再生能源使用占比（%）", "9", "15"],
            ["碳抵消率（%）", "0", "60"],
        ]
    )
    goals = table(
        [
            ["序号", "指标", "单位", "建设前", "建设后"],
            ["3", "可再生能源使用占比", "%", "9", "15"],
            ["4", "碳抵消率", "%", "0", "60"],
        ]
    )
    head = ["二级指标", "分值", "自评得分"]
    sheet = table([head, *([name, "5", "4"] for name in [*NAMES, "可再生能源使用"])])
    found = self_evaluation_2025.read(document(form, goals, line("自评表"), sheet))
    assert found is not None
    assert found.items[ScoreItem.RENEWABLE_ENERGY].claimed.value == 4.0
    assert found.items[ScoreItem.CARBON_OFFSET].claimed.value == 4.0


def test_heads_of_own_wording_in_the_forms_own_order() -> None:
    head = ["NO.", "项目", "做什么", "何时做", "总投资", "设备款", "已付款", "带来的效益"]
    body = ["1", "光伏", "屋顶光伏电站", "2025.3-2026.5", "800", "600", "120", "年节能300吨标准煤"]
    found = read(table([head, body], title="重点项目汇总表"))
    assert rows(found, "projects") == [
        [1.0, "光伏", "屋顶光伏电站", "2025.3-2026.5", 800.0, 600.0, 120.0, "年节能300吨标准煤"]
    ]


def test_words_are_no_figures_for_their_place() -> None:
    head = ["序号", "设备名称", "型号", "精度", "数量", "安装位置", "备注"]
    found = read(
        table([head, ["1", "电表", "DTS-1", "0.5S", "2", "一车间", ""]], title="现有主要设备清单")
    )
    assert "power_kw" not in found.found["existing_equipment"].rows[0]


def test_entries_typed_as_lines_beside_tables_of_figures() -> None:
    typed = [
        "基本信息表",
        "工厂名称：青禾公司",
        "通讯地址：杭州市",
        "法定代表人：沈某",
        "联系人：王某　　联系电话：13800000000",
    ]
    figures = table(
        [
            ["指标", "2022年", "2023年", "2024年"],
            *(
                [k, "1", "2", "3"]
                for k in (
                    "工业总产值（万元）",
                    "工业增加值（万元）",
                    "利润总额（万元）",
                    "纳税总额（万元）",
                )
            ),
        ]
    )
    found = plan_2025.read(document(line("申报单位：青禾集团"), *map(line, typed), figures))
    assert found.fields["factory_name"].value == "青禾公司"
    assert found.fields["contact_phone"].value == "13800000000"
    assert found.fields["output_value.2024"].value == 3.0


def test_labels_that_the_form_does_not_ask_for_end_a_value() -> None:
    form = [
        ["通讯地址", "杭州市文一路1号", "邮政编码", "310000"],
        ["联系人", "王某", "职务", "经理"],
        ["法定代表人", "沈某", "传真", "0571-1"],
        ["工厂名称", "青禾公司", "E-mail", "a@b.cn"],
    ]
    found = plan_2025.read(document(table(form)))
    values = [
        found.fields[key].value
        for key in ("address", "contact", "legal_representative", "factory_name")
    ]
    assert values == ["杭州市文一路1号", "王某", "沈某", "青禾公司"]


def test_options_on_several_rows_beside_one_label() -> None:
    form = [
        ["工厂名称", "青禾公司", "<"],
        ["通讯地址", "杭州市", "<"],
        ["主营业务", "涤纶", "<"],
        ["法定代表人", "沈某", "<"],
        ["主要荣誉", "□单项冠军企业", "□省雄鹰行动培育企业"],
        ["^", "☑省级企业技术中心", "☑水效领跑者企业"],
    ]
    found = plan_2025.read(document(table(form)))
    assert found.fields["honours"].value == ["省级企业技术中心", "水效领跑者企业"]


def test_the_date_of_the_commitment_is_not_the_covers() -> None:
    front = [
        "浙江省零碳（近零碳）工厂建设方案",
        "申报单位：青禾公司",
        "2025年3月4日",
        "材料真实性承诺",
        "负责人签字：",
        "日期：2025年3月6日",
    ]
    found = plan_2025.read(document(*map(line, front)))
    assert found.fields["cover_date"].value == "2025-03-04"


def test_units_on_a_row_between_heads_and_years_and_measures_in_a_table_of_their_own() -> None:
    firm = table(
        [["工厂名称", "青禾公司"], ["通讯地址", "杭州市"], ["主营业务", "涤纶"], ["联系人", "沈某"]]
    )
    heads = ["年份", "工业总产值", "利润总额", "碳排放总量"]
    years = table(
        [
            heads,
            ["单位", "亿元", "万元", "吨CO2"],
            ["2022", "5.1", "10", "7"],
            ["2023", "5.2", "11", "8"],
            ["2024", "5.3", "12", "9"],
        ]
    )
    measures = table([["开展零碳（近零碳）工厂建设主要举措与成效"], ["建设光伏。"]])
    found = plan_2025.read(document(line("基本信息表"), firm, years, measures)).fields
    keys = ("output_value.2022", "profit.2024", "emissions.2023", "measures")
    assert [found[key].value for key in keys] == [51000.0, 12.0, 8.0, "建设光伏。"]


def test_units_on_a_row_of_their_own_under_a_lists_heads() -> None:
    head = ["序号", "设备名称", "设备型号", "生产厂家", "数量", "功率", "备注"]
    found = read(table([head, ["", "", "", "", "台", "kW", ""], PUMP], title="现有主要设备清单"))
    assert [row[1] for row in rows(found, "existing_equipment")] == ["循环水泵"]


FIRM = [["工厂名称", "青禾公司", "<"], ["通讯地址", "杭州市", "<"], ["主营业务", "涤纶", "<"]]


def test_years_below_one_another_beside_a_merged_label() -> None:
    kinds = ("工业总产值（亿元）", "年综合能耗（吨标准煤）")
    stacked = [
        row
        for kind in kinds
        for row in ([kind, "2022年", "5.1"], ["^", "2023年", "5.2"], ["^", "2024年", "5.3"])
    ]
    found = plan_2025.read(document(table([*FIRM, ["联系人", "沈某", "<"], *stacked])))
    assert found.fields["output_value.2023"].value == 52000.0
    assert found.fields["energy_consumption.2024"].value == 5.3
    assert found.years == (2022, 2023, 2024)


def test_a_label_for_name_and_number_beside_another_for_the_number() -> None:
    person = [
        ["法定代表人及电话", "沈某", "法人手机", "13800000000"],
        ["工厂名称", "青禾公司", "通讯地址", "杭州市"],
        ["主营业务", "涤纶", "联系人", "王某"],
    ]
    found = plan_2025.read(document(table(person))).fields
    assert found["legal_representative"].value == "沈某"
    assert found["legal_representative_phone"].value == "13800000000"
