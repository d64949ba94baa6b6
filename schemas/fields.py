"""The field dictionary: one source for extractors, rules, expectations and screens.

Keys are the contract's and are law. ``label`` is what the form prints, ``synonyms`` what
applicants and older forms print instead (附件2 基本信息表 and the annexes).
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Type(StrEnum):
    """How a field's text is to be understood."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PERIOD = "period"
    PERCENT = "percent"
    PHONE = "phone"
    CITY = "city"
    INDUSTRY = "industry"
    USCC = "uscc"
    CHOICE = "choice"
    CHOICES = "choices"
    COUNT = "count"
    FLAG = "flag"


class Field(Struct, frozen=True):
    """One entry of the dictionary.

    ``unit`` is the contract's unit, ``""`` for none and ``"free"`` where the applicant
    chooses. ``yearly`` fields have one value a reporting year (key ``<key>.YYYY``);
    ``compared`` ones have ``.before``, ``.after``, ``.effect`` (and ``.unit`` where free).
    """

    key: str
    label: str
    type: Type
    synonyms: tuple[str, ...] = ()
    unit: str = ""
    required: bool = True
    yearly: bool = False
    compared: bool = False


OWNERSHIP = {
    "国有": "state_owned",
    "集体": "collective",
    "民营": "private",
    "中外合资": "sino_foreign",
    "港澳台": "hmt",
    "外商独资": "foreign",
}
"""单位性质: printed option → the contract's value."""

HONOURS = (
    "专精特新小巨人企业",
    "省雄鹰行动培育企业",
    "省隐形冠军企业",
    "单项冠军企业",
    "首台套/首批次/首版次",
    "智能工厂（数字化车间）",
    "省级企业技术中心",
    "省级节水型企业",
    "清洁生产审核企业",
    "水效领跑者企业",
    "绿色供应链管理企业",
)
"""主要荣誉: the form's options as printed."""

# fmt: off
COVER = (
    Field("cover_applicant", "申报单位", Type.TEXT, ("申报企业", "申请单位", "申报单位名称", "企业名称", "单位名称")),
    Field("cover_city", "所在地市", Type.CITY, ("所在市", "所属地市", "地市", "所在地", "设区市", "所在设区市", "所属市", "所在市县")),
    Field("cover_date", "封面日期", Type.DATE, ("填报日期", "编制日期", "申报日期", "填报时间", "编制时间")),
)

IDENTITY = (
    Field("factory_name", "工厂名称", Type.TEXT, ("企业名称", "单位名称", "建设单位", "建设单位名称", "工厂（企业）名称", "企业（工厂）名称", "申报单位", "申报企业", "申报单位名称", "厂名")),
    Field("address", "通讯地址", Type.TEXT, ("地址", "注册地址", "生产地址", "厂址", "通信地址", "单位地址", "联系地址")),
    Field("industry", "所属行业", Type.INDUSTRY, ("行业代码", "国民经济行业代码", "行业名称", "行业类别", "所属行业代码及名称", "国民经济行业", "行业代码及名称", "所属行业及代码", "行业名称及代码", "所属行业名称", "所属行业类别", "所属行业代码", "行业类别及代码", "行业代码名称", "行业及代码", "行业分类", "行业")),
    Field("ownership", "单位性质", Type.CHOICE, ("企业性质", "企业类型", "登记类型", "单位类型", "所有制性质", "企业所有制性质", "经济类型", "经济性质", "企业所有制类型", "所有制类型")),
    Field("uscc", "统一社会信用代码", Type.USCC, ("社会信用代码", "信用代码", "营业执照号", "纳税人识别号", "统一信用代码")),
    Field("main_business", "主营业务", Type.TEXT, ("主要产品", "经营范围", "主营产品", "主营业务及产品", "主营业务范围", "主导产品", "主要业务", "主营产品及业务")),
    Field("established_on", "成立日期", Type.DATE, ("成立时间", "注册时间", "设立日期", "注册日期", "成立年月", "企业成立时间", "企业成立日期")),
    Field("registered_capital", "注册资本", Type.MONEY, ("注册资金", "注册资本金"), "万元"),
    Field("legal_representative", "法定代表人", Type.TEXT, ("法人代表", "法人", "负责人", "法定代表人姓名", "企业法人", "法人姓名", "法人代表姓名")),
    Field("legal_representative_phone", "法人代表电话", Type.PHONE, ("法定代表人电话", "法人电话", "法人联系电话", "法人代表联系电话", "法定代表人联系电话")),
    Field("contact", "联系人", Type.TEXT, ("项目联系人", "填报人", "联系人姓名")),
    Field("contact_phone", "联系电话", Type.PHONE, ("联系人电话", "手机", "联系方式", "联系人手机", "联系人联系电话", "电话", "手机号", "手机号码", "移动电话", "电话号码", "联系手机")),
)

YEARLY = (
    Field("output_value", "工业总产值", Type.MONEY, ("总产值", "产值", "规上工业总产值", "工业产值", "年工业总产值"), "万元", yearly=True),
    Field("value_added", "工业增加值", Type.MONEY, ("增加值",), "万元", yearly=True),
    Field("profit", "利润总额", Type.MONEY, ("利润", "利润额"), "万元", yearly=True),
    Field("tax", "纳税总额", Type.MONEY, ("税金总额", "实缴税金", "上缴税收", "纳税额", "税收总额", "上缴税金", "税收", "实缴税收", "缴税总额", "税金", "纳税", "实缴税金总额", "上缴税费", "纳税金额"), "万元", yearly=True),
    Field("emissions", "碳排放总量", Type.NUMBER, ("二氧化碳排放量", "温室气体排放量", "碳排放量", "二氧化碳排放总量", "温室气体排放总量", "年碳排放总量", "年碳排放量", "碳排放量总量", "年二氧化碳排放量"), "tCO2", yearly=True),
    Field("energy_consumption", "年综合能耗", Type.NUMBER, ("综合能耗", "综合能源消费量", "能源消费总量", "能耗总量", "年综合能源消费量", "综合能耗总量", "年综合能耗量", "综合能耗量", "能源消耗总量", "年能源消费总量", "年综合能源消耗量", "综合能源消耗量"), "tce", yearly=True),
)

HONOUR_FIELD = Field("honours", "主要荣誉", Type.CHOICES, ("企业荣誉", "资质荣誉", "荣誉资质", "所获荣誉"), required=False)

PLAN = (
    Field("period", "方案实施周期", Type.PERIOD, ("建设周期", "实施期限", "建设期", "实施周期", "方案实施期限", "项目实施周期", "培育建设周期", "建设期限", "方案建设周期", "计划实施周期", "方案周期", "方案实施期", "实施期")),
    Field("total_investment", "方案总投资", Type.MONEY, ("总投资", "计划总投资", "项目总投资", "总投资额", "方案总投资额", "方案投资总额", "方案计划总投资"), "万元"),
    Field("benchmark", "行业先进值及引用标准", Type.TEXT, ("先进值", "标杆值", "引用标准", "行业先进值", "行业先进值及标准")),
)

COMPARED = (
    Field("energy_intensity", "单位产品（工业增加值）能耗量", Type.NUMBER, ("单位产品能耗量", "单位产品能耗", "单位工业增加值能耗", "单位产品综合能耗", "单位能耗", "万元增加值能耗", "单位增加值能耗", "单位产品综合能耗量", "单位产品能源消耗量", "单位工业增加值能耗量"), "free", compared=True),
    Field("carbon_intensity", "单位产品（工业增加值）碳排放量", Type.NUMBER, ("单位产品碳排放量", "单位产品碳排放", "单位工业增加值碳排放", "单位碳排放", "碳排放强度", "单位增加值碳排放量", "单位产品二氧化碳排放量", "单位产品碳排放强度", "单位工业增加值碳排放量"), "free", compared=True),
    Field("material_intensity", "单位产品原材料使用量", Type.NUMBER, ("单位产品原材料消耗", "单位产品原料使用量", "原材料单耗", "单位产品原材料消耗量", "单位产品原材料用量", "单位产品原辅材料使用量", "单位产品原材料单耗", "单位产品物耗"), "free", compared=True),
    Field("water_intensity", "单位产品取水量", Type.NUMBER, ("单位产品水耗", "单位产品用水量", "单位产品新水量", "取水单耗", "单位产品耗水量", "单位产品新鲜水量", "单位产品取水", "单位产品新水取水量"), "free", compared=True),
    Field("renewable_share", "可再生能源使用占比", Type.PERCENT, ("可再生能源比例", "绿能占比", "可再生能源占比", "可再生能源使用比例", "可再生能源利用占比", "可再生能源使用率", "可再生能源利用率", "可再生能源消费占比"), "%", compared=True),
    Field("offset_rate", "碳抵消率", Type.PERCENT, ("抵消比例", "碳中和率", "碳抵消比例", "碳抵消比率", "碳排放抵消率", "碳抵消占比"), "%", compared=True),
)

CLOSING = (
    Field("measures", "开展零碳（近零碳）工厂建设主要举措与成效", Type.TEXT, ("主要举措", "建设成效", "主要举措与成效", "零碳工厂建设主要举措与成效", "建设主要举措与成效", "主要举措及成效", "主要举措和成效", "主要措施与成效", "主要措施及成效")),
    Field("commitment_text", "材料真实性承诺", Type.TEXT, ("真实性声明", "承诺书", "真实性承诺"), required=False),
    Field("commitment_signed", "签字", Type.FLAG, ("法人或单位负责人签字", "负责人签字", "签名"), required=False),
    Field("commitment_sealed", "公章", Type.FLAG, ("单位公章", "盖章"), required=False),
    Field("commitment_date", "承诺日期", Type.DATE, ("日期", "签署日期", "签字日期")),
)

RETROFIT = Field("retrofit_investment", "近3年节能技改项目投资额", Type.MONEY, ("近三年节能技改投资", "节能技改投资额", "近三年技改投资"), "万元", required=False)

INNOVATIONS = (
    Field("seq", "序号", Type.COUNT, ("编号", "No", "序", "项次", "行次"), required=False),
    Field("name", "成果名称", Type.TEXT, ("创新成果", "技术名称", "创新成果名称", "名称", "成果", "技术成果名称")),
    Field("content", "成果内容", Type.TEXT, ("主要内容", "成果简介", "内容", "创新内容", "技术内容", "主要创新内容")),
    Field("technical_level", "技术水平", Type.TEXT, ("先进程度", "技术水平/先进程度", "先进性", "技术先进性", "成果水平", "水平")),
    Field("partner", "合作单位", Type.TEXT, ("合作方", "产学研单位", "合作机构", "合作单位名称", "合作院校", "合作单位及院校", "合作高校", "合作单位/院校"), required=False),
    Field("value", "推广价值", Type.TEXT, ("应用前景", "推广应用价值", "推广前景", "推广应用", "应用推广价值", "推广应用前景"), required=False),
)

PROJECTS = (
    Field("seq", "序号", Type.COUNT, ("编号", "No", "序", "项次", "行次"), required=False),
    Field("name", "项目名称", Type.TEXT, ("项目", "重点项目名称", "名称", "建设项目名称")),
    Field("content", "项目内容", Type.TEXT, ("建设内容", "主要建设内容", "内容", "项目建设内容", "项目主要内容", "主要建设内容及规模")),
    Field("period", "建设期限", Type.TEXT, ("建设周期", "起止时间", "建设期", "实施期限", "建设起止时间", "起止年限", "建设起止年限", "建设年限", "建设时间", "实施周期", "项目周期", "建设起止年月")),
    Field("total_investment", "总投资额", Type.MONEY, ("总投资", "投资额", "项目总投资", "计划总投资", "计划投资", "投资总额"), "万元"),
    Field("equipment_investment", "设备投资额", Type.MONEY, ("设备投资", "设备购置费", "其中设备投资", "其中：设备投资额", "设备购置投资", "其中设备投资额", "设备投入"), "万元"),
    Field("completed_investment", "已完成投资", Type.MONEY, ("完成投资", "累计完成投资", "已完成投资额", "目前已完成投资", "截至目前已完成投资", "已投资", "已完成投资金额", "累计已完成投资", "已完成", "已完成额", "累计完成", "已完成投资累计", "累计投资"), "万元"),
    Field("benefit", "效益分析", Type.TEXT, ("预期效益", "节能量", "经济效益", "效益分析（节能减碳量、节水节材量）", "预期成效", "效益", "预期效果", "节能减碳效益", "节能减碳量", "项目效益", "节能减碳效果", "节能降碳效益", "节能降碳量")),
)

EQUIPMENT = (
    Field("seq", "序号", Type.COUNT, ("编号", "No", "序", "项次", "行次"), required=False),
    Field("name", "设备名称", Type.TEXT, ("名称", "设备")),
    Field("model", "设备型号", Type.TEXT, ("型号规格", "规格型号", "型号", "型号及规格", "规格", "设备规格型号", "设备规格", "型号/规格", "规格/型号")),
    Field("manufacturer", "生产厂家", Type.TEXT, ("制造商", "厂家", "品牌", "生产厂商", "制造厂家", "生产企业", "制造单位", "制造厂", "生产厂", "厂商", "设备厂家", "供应商", "制造企业"), required=False),
    Field("quantity", "数量", Type.COUNT, ("台数", "数量（台/套）", "设备数量", "台套数", "设备台数", "数量（套）"), "台"),
    Field("power_kw", "功率", Type.NUMBER, ("额定功率", "装机功率", "电机功率", "单台功率", "单机功率", "设备功率", "总功率"), "kW", required=False),
    Field("remark", "备注", Type.TEXT, ("说明", "其他说明"), required=False),
)

# fmt: on

TABLES: dict[str, tuple[Field, ...]] = {
    "innovations": INNOVATIONS,
    "projects": PROJECTS,
    "existing_equipment": EQUIPMENT,
    "new_equipment": EQUIPMENT,
}

TABLE_TITLES = {
    "innovations": "附件2-1 创新成果汇总表",
    "projects": "附件2-2 重点项目汇总表",
    "existing_equipment": "附件2-3 现有主要设备清单",
    "new_equipment": "附件2-3 更新设备清单",
}

BASIC_TABLE: tuple[Field, ...] = (*IDENTITY, *YEARLY, HONOUR_FIELD, *PLAN, *COMPARED, *CLOSING)

ALL_FIELDS: tuple[Field, ...] = (*COVER, *BASIC_TABLE, RETROFIT)

_LABELS = {entry.key: entry.label for entry in ALL_FIELDS} | {
    "industry_code": "所属行业（代码）",
    "industry_name": "所属行业（名称）",
    "period_start": "方案实施周期（开始）",
    "period_end": "方案实施周期（结束）",
}
_SUFFIXES = {
    "before": "（实施前）",
    "after": "（实施后）",
    "effect": "（实施成效）",
    "unit": "（单位）",
}


def label_of(key: str) -> str:
    """The Chinese label of a field key: ``energy_consumption.2024`` → ``年综合能耗（2024年）``.

    Raises ``KeyError`` for a key that the dictionary does not hold.
    """
    stem, _, rest = key.partition(".")
    if not rest:
        return _LABELS[stem]
    return _LABELS[stem] + (_SUFFIXES.get(rest) or f"（{rest}年）")
