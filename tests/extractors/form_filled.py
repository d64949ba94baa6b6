"""A made-up filled form: what the applicant typed, and what a careful person reads from it.

``PRINTED`` is the text in each place, ``TRUTH`` its reading; labels and chapters are the form's own.
"""

from __future__ import annotations

YEARS = (2022, 2023, 2024)

PRINTED: dict[str, str] = {
    "cover_applicant": "浙江青禾精密纺织有限公司",
    "cover_city": "绍兴市",
    "cover_date": "2025年3月18日",
    "factory_name": "浙江青禾精密纺织有限公司",
    "address": "浙江省绍兴市柯桥区锦泾街88号",
    "industry": "1751 化纤织造加工",
    "ownership": "内资（□国有□集体☑民营）□中外合资□港澳台□外商独资",
    "uscc": "91330603MA2B3C4D14",
    "main_business": "化纤面料的织造、\n染整和销售",
    "established_on": "2003年5月12日",
    "registered_capital": "5000万元",
    "legal_representative": "沈某某",
    "legal_representative_phone": "13800000001",
    "contact": "陆某",
    "contact_phone": "0575-80000002",
    "honours": "□专精特新小巨人企业    □省雄鹰行动培育企业\n□省隐形冠军企业        □单项冠军企业\n"
    "□首台套/首批次/首版次   ☑智能工厂（数字化车间）\n☑省级企业技术中心      □省级节水型企业\n"
    "☑清洁生产审核企业      □水效领跑者企业\n□绿色供应链管理企业",
    "period": "2025年3月 至 2027年12月",
    "total_investment": "8650",
    "benchmark": "单位产品综合能耗先进值55kgce/t（GB 36889—2018）",
    "measures": "实施屋顶光伏、空压机余热回收等项目，三年内单位产品能耗下降14%以上，\n建成能碳管理平台。",
    "commitment": "本单位承诺所提交的材料真实、完整、有效，并承担相应责任。",
    "signature": "沈某某",
    "commitment_date": "2025年3月10日",
}

YEARLY_PRINTED: dict[str, tuple[str, str, str]] = {
    "output_value": ("52,000", "55000.5", "58000"),
    "value_added": ("12500", "13400", "14200"),
    "profit": ("3100", "-300", "3600"),
    "tax": ("1500", "1600", "1750"),
    "emissions": ("16600", "16400", "16200"),
    "energy_consumption": ("8800", "8700", "8560"),
}

COMPARED_PRINTED: dict[str, tuple[str, str, str]] = {
    "energy_intensity": ("62kgce/t", "53kgce/t", "降低14.5%"),
    "carbon_intensity": ("0.2tCO2/t", "0.16tCO2/t", "降低20%"),
    "material_intensity": ("1.05t/t", "1.02t/t", "降低2.9%"),
    "water_intensity": ("2.0m3/t", "1.7m3/t", "降低15%"),
    "renewable_share": ("12%", "21%", "提高9%"),
    "offset_rate": ("0%", "40%", "提高40%"),
}

LABELS: dict[str, str] = {
    "factory_name": "工厂名称", "address": "通讯地址", "industry": "所属行业", "ownership": "单位性质",
    "uscc": "统一社会\n信用代码", "main_business": "主营业务", "established_on": "成立日期",
    "registered_capital": "注册资本", "legal_representative": "法定代表人",
    "legal_representative_phone": "法人代表电话", "contact": "联系人", "contact_phone": "联系电话",
    "output_value": "工业总产值\n（万元）", "value_added": "工业增加值\n（万元）",
    "profit": "利润总额\n（万元）", "tax": "纳税总额\n（万元）",
    "emissions": "碳排放总量\n（吨CO2）", "energy_consumption": "年综合能耗\n（吨标准煤）",
    "honours": "主要荣誉\n（可复选）", "period": "方案实施周期", "total_investment": "方案总投资\n（万元）",
    "benchmark": "行业先进值及引用标准",
    "energy_intensity": "单位产品（工业增加值）能耗量", "carbon_intensity": "单位产品（工业增加值）碳排放量",
    "material_intensity": "单位产品原材料使用量", "water_intensity": "单位产品取水量",
    "renewable_share": "可再生能源使用占比（%）", "offset_rate": "碳抵消率（%）",
    "measures": "开展零碳（近零碳）工厂建设主要举措与成效",
}  # fmt: skip

TRUTH: dict[str, object] = {
    "cover_applicant": "浙江青禾精密纺织有限公司",
    "cover_city": "绍兴市",
    "cover_date": "2025-03-18",
    "factory_name": "浙江青禾精密纺织有限公司",
    "address": "浙江省绍兴市柯桥区锦泾街88号",
    "industry_code": "1751",
    "industry_name": "化纤织造加工",
    "ownership": "private",
    "uscc": "91330603MA2B3C4D14",
    "main_business": "化纤面料的织造、染整和销售",
    "established_on": "2003-05-12",
    "registered_capital": 5000.0,
    "legal_representative": "沈某某",
    "legal_representative_phone": "13800000001",
    "contact": "陆某",
    "contact_phone": "0575-80000002",
    "honours": ["智能工厂（数字化车间）", "省级企业技术中心", "清洁生产审核企业"],
    "period_start": "2025-03",
    "period_end": "2027-12",
    "total_investment": 8650.0,
    "benchmark": "单位产品综合能耗先进值55kgce/t(GB 36889—2018)",
    "measures": "实施屋顶光伏、空压机余热回收等项目,三年内单位产品能耗下降14%以上,建成能碳管理平台。",
    "commitment_text": "本单位承诺所提交的材料真实、完整、有效,并承担相应责任。",
    "commitment_signed": True,
    "commitment_sealed": False,
    "commitment_date": "2025-03-10",
    **{
        f"{key}.{year}": float(text.replace(",", ""))
        for key, texts in YEARLY_PRINTED.items()
        for year, text in zip(YEARS, texts, strict=True)
    },
    "energy_intensity.before": 62.0, "energy_intensity.after": 53.0,
    "energy_intensity.effect": 14.5, "energy_intensity.unit": "kgce/t",
    "carbon_intensity.before": 0.2, "carbon_intensity.after": 0.16,
    "carbon_intensity.effect": 20.0, "carbon_intensity.unit": "tCO2/t",
    "material_intensity.before": 1.05, "material_intensity.after": 1.02,
    "material_intensity.effect": 2.9, "material_intensity.unit": "t/t",
    "water_intensity.before": 2.0, "water_intensity.after": 1.7,
    "water_intensity.effect": 15.0, "water_intensity.unit": "m3/t",
    "renewable_share.before": 12.0, "renewable_share.after": 21.0, "renewable_share.effect": 9.0,
    "offset_rate.before": 0.0, "offset_rate.after": 40.0, "offset_rate.effect": 40.0,
}  # fmt: skip

SINGLES = ("factory_name", "address", "industry", "ownership", "uscc", "main_business")
PAIRS = (
    ("established_on", "registered_capital"),
    ("legal_representative", "legal_representative_phone"),
    ("contact", "contact_phone"),
)
OPERATING = ("output_value", "value_added", "profit", "tax")
FOOT = ("emissions", "energy_consumption")
HEADS = ("培育建设实施前", "培育建设实施后", "实施成效")
PROMISE = "材料真实性承诺:\n{commitment}\n\n法人或单位负责人签字：{signature}\n（公章）\n日期：{commitment_date}"

CHAPTERS = (
    ("一、培育建设基础与现状", ""),
    ("（一）单位概况", "公司位于柯桥区，专业从事化纤面料织造，获评省级绿色低碳工厂。"),
    ("（二）绿色低碳工作基础", "近年来完成空压系统改造，建立能源管理体系。"),
    ("（三）能耗和碳排放现状", "2024年综合能耗8560吨标准煤，碳排放16200吨。"),
    ("（四）节能降碳难点分析", "蒸汽用量大，替代难度高。"),
    ("二、培育建设目标", "到2027年单位产品能耗下降14.5%。"),
    ("三、重点任务", ""),
    ("（一）能源与碳排放管理", "建设能碳管理平台。"),
    ("（二）自主减排与边界内碳抵消", "更新高效设备，建设屋顶光伏。"),
    ("（三）工厂边界外碳抵消", "购买绿证。"),
    ("（四）碳排放管理", "开展产品碳足迹核算。"),
    ("（五）技术创新应用", "与高校合作研发节能染整技术。"),
    ("四、重点项目", "拟实施光伏、空压改造两个项目。"),
)
