"""Labels in other words, known by what they are made of: ``法人手机号`` is the legal representative's phone.

Applicants rename the form's labels freely. Where neither a synonym nor a close spelling answers,
a label that consists of nothing but one entry's words is taken for that entry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas.fields import Field

LONGEST = 24
"""A longer text is no label made of words."""

_AND = "及|与|和|或|、|/"
_FIRM = "企业|单位|公司|工厂"
_CALL = r"(?:联系)?(?:电话|手机|移动电话|方式)(?:号码?)?"
_YEARLY = "年|年度|全年|企业|全厂|规上"
_LEGAL = "法定代表人|法人代表|法定负责人|法人|法代"
_CLERK = "联系人员?|经办人员?|联络人员?|填表人员?|填报人员?"
_SAVED = "节能|减碳|降碳|减排|节水|节材|减污"

# fmt: off
_FORM = {
    "factory_name": rf"(?:{_FIRM})全称|公司名称|厂名|(?:培育|申请|申报|参评)(?:{_FIRM})(?:名称|全称)?",
    "address": rf"(?:详细|通讯|通信|办公|厂区|生产|经营|注册|所在|住所|联系|实际|邮寄|{_FIRM}|{_AND})+地址(?:(?:{_AND})?邮政?编码?)?|(?:生产|经营|主要|{_FIRM})*厂址|(?:工厂|厂区|生产)(?:所在地|位置)",
    "industry": rf"(?=.*行业)(?:所属|国民经济|行业|4位数?|四位数?|小类|中类|门类|类别|分类|代码|名称|{_AND})+",
    "ownership": rf"(?=.*(?:性质|类型|类别|所有制))(?:{_FIRM}|登记|注册|所有制|资本|经济|性质|类型|类别)+",
    "uscc": r"[\u4e00-\u9fff]{0,8}信用代码(?:证?号码?|证)?|三证合一代码|营业执照(?:注册)?(?:号码?|编号)",
    "main_business": rf"(?=.*(?:主营|经营|主要))(?:{_FIRM}|主要|主营|经营|业务|产品|范围|内容|名称|{_AND})+(?<!主要)(?<!经营)(?<!单位)(?<!企业)(?<!名称)|主[营要]产品名称",
    "established_on": rf"(?:{_FIRM}|工商)*(?:成立|创立|创办|建厂|注册|登记|设立)+(?:日期|时间|年月日?|年份)",
    "registered_capital": rf"(?:{_FIRM})?(?:认缴|登记|法定)?注册(?:资本|资金)(?:总额|金额|额|金)?",
    "legal_representative_phone": rf"(?:{_FIRM})?(?:{_LEGAL})(?:姓名)?(?:{_AND}|的)?{_CALL}",
    "legal_representative": rf"(?:{_FIRM})?(?:{_LEGAL})(?:(?:{_AND})(?:单位)?负责人)?(?:姓名)?",
    "contact_phone": rf"(?:{_FIRM}|申报|项目|工作|业务)?(?:{_CLERK}|联络)(?:姓名)?(?:{_AND}|的)?{_CALL}",
    "contact": rf"(?:{_FIRM}|申报|具体|业务|工作|项目|方案|日常|主要)?(?:{_CLERK})(?:姓名)?",
    "output_value": rf"(?:{_YEARLY})*(?:工业)?(?:总产值|年产值|生产总值)(?:总额)?|年产值",
    "value_added": rf"(?:{_YEARLY})*工业增加[值额](?:总额)?",
    "profit": rf"(?:{_YEARLY}|实现|税前)+利润(?:总?额)?",
    "tax": rf"(?:{_YEARLY}|实际|实缴|入库|上[缴交]|已[缴交]|缴纳)*(?:纳税|税金|税收|税费|缴税)(?:总?额|总量)?",
    "emissions": rf"(?:{_YEARLY})*总?(?:co2|二氧化碳|碳|温室气体)总?排放总?量?",
    "energy_consumption": rf"(?:{_YEARLY})*总?(?:综合)?(?:能耗|能源消[费耗]|耗能)总?量?",
    "honours": rf"(?=.*荣誉)(?:{_FIRM}|主要|已|获得|获|取得|荣誉|资质|称号|情况|的|{_AND})+",
    "period": r"(?:方案|计划|培育|建设|实施|执行|起止)+(?:起止)?(?:周期|期限|时间|年限|年月|期间|日期)",
    "total_investment": r"(?:方案|计划|预计|拟|建设|估算|总|培育)+投资(?:总额|金额|额|概算|估算)?|投资总额",
    "benchmark": rf"(?:行业|国内|国际|先进|标杆|对标)+(?:值|水平)(?:(?:{_AND})?其?(?:引用|依据|参照|参考|执行|来源|出处)*(?:标准)?(?:来源|依据|出处|名称)?)",
    "energy_intensity": r"(?:单位产品|(?:单位|万元)(?:工业)?(?:增加值|产值))(?:综合)?(?:能耗|能源消[费耗])(?:量|强度)?|(?:能耗|能源消耗)强度",
    "carbon_intensity": r"(?:单位产品|(?:单位|万元)(?:工业)?(?:增加值|产值))(?:二氧化)?碳排放(?:量|强度)?",
    "material_intensity": r"单位产品(?:主要)?(?:原材料|原辅材料|原辅料|原料|物料|材料|物)(?:使用|消耗|单耗|用|耗)量?",
    "water_intensity": r"单位(?:产品)?(?:取水|新鲜?水|用水|耗水)(?:量|消耗量?|用量|定额)|单位产品水耗量?",
    "renewable_share": r"可再生能源(?:使用|利用|消费|应用|占(?:年|总)?(?:综合)?(?:能耗|能源消费))*(?:总量)?的?(?:占比|比例|比重|率)",
    "offset_rate": r"(?:剩余)?(?:排放)?(?:碳(?:排放)?)?抵[消销](?:比例|比率|率|占比)",
    "measures": rf"[\u4e00-\u9fff()]{{0,16}}(?:举措|措施|做法)(?:{_AND})(?:建设|工作)?成[效果]",
}
_INNOVATIONS = {
    "name": r"(?:科技|创新|技术|成果|项目|绿色|低碳|主要)+名称",
    "content": rf"(?:(?:成果|技术|创新|主要)*(?:内容|简介|介绍|描述|简述|概述)|创新点)(?:(?:{_AND})?(?:简介|简述|创新点|描述))*",
    "technical_level": r"(?:技术|成果|先进|鉴定|所处|达到|领先|评价)*水平(?:评价|程度)?|(?:技术|成果)+(?:先进性|先进程度)",
    "partner": r"(?:主要|产学研|技术)*(?:合作|协作|联合|参与|共建)(?:研发|开发|研究)?(?:单位|企业|机构|方|院校|高校)(?:名称)?",
    "value": rf"(?=.*(?:推广|应用价值))(?:示范|行业|应用|推广|成果|市场)+(?:应用|价值|前景|意义|情况|性|效益|分析|{_AND})*",
}
_PROJECTS = {
    "name": r"(?:重点|技改|拟实施|拟建|建设|工程|改造|节能|降碳|减碳|零碳|项目)+名称|(?:重点|技改|建设)+项目",
    "content": rf"(?:项目|建设|改造|实施|技改|工程|主要)+(?:内容|简介|任务|概况)(?:(?:{_AND})(?:规模|技术))?(?:简介|简述)?",
    "period": r"(?:项目|建设|计划|实施|起止|工程|改造)+(?:工期|周期|期限|时间|年限|年月|日期|期)+|计划工期|起止(?:日期|年月|时间)",
    "equipment_investment": r"(?:其中|含)*设备(?:及安装|购置|采购|安装|总|及|和)*(?:投资|费用?|投入|购置费)(?:金额|额)?|其中设备",
    "completed_investment": r"(?=.*(?:已|累计|完成))(?:目前|截[至止]|至今|累计|已|实际|完成|投入|支付|支出|到位|落实|的|申报时)+(?:投资|资金)?(?:金额|额)?",
    "total_investment": r"(?:项目|计划|预计|拟|估算|预算|总)*投资(?:总额|金额|额|规模|概算|估算|预算|总计)",
    "benefit": rf"(?:项目|预期|预计|综合|年|环境|经济|社会|碳|{_SAVED}|{_AND})*(?:效益|效果|成效|(?:{_SAVED})量)(?:分析|情况|测算)?",
}
_EQUIPMENT = {
    "name": r"(?:主要|重点|用能|生产|仪器|更新|现有|在用|拟?新增|拟更新)*(?:设备|装备|装置)(?:名称?|/装置名称)(?:(?:及|/)用途)?",
    "model": rf"(?=.*(?:型号|规格))(?:设备|主要|产品|型号|规格|参数|{_AND})+(?<!产品)(?<!设备)",
    "manufacturer": rf"(?=.*(?:厂家|厂商|厂名|制造|品牌|供应商|供货商|生产(?:商|单位|企业|厂)))(?:设备|生产|制造|供货商?|供应商?|品牌|厂家|厂商|厂名|名称|商|厂|单位|企业|{_AND})+",
    "quantity": r"(?:设备|在用|装机|配置|安装|更新|现有|拟购)*(?:数量|台数|台套数)",
    "power_kw": r"(?:设备|单台|单机|额定|配套|装机|电机|主机)+(?:功率|容量)(?:/容量)?",
    "remark": r"备注(?:说明|情况)?|附注|其他说明",
}
# fmt: on
_HEADED: tuple[tuple[str, dict[str, str]], ...] = (
    ("technical_level", _INNOVATIONS),
    ("benefit", _PROJECTS),
    ("power_kw", _EQUIPMENT),
)
"""The entry that only this annex has, and the words of its heads."""


@lru_cache(maxsize=64)
def pattern(keys: tuple[str, ...]) -> re.Pattern[str] | None:
    """What the labels of the entries ``keys`` are made of; a group for each entry."""
    words = next((words for key, words in _HEADED if key in keys), _FORM)
    known = [f"(?P<{key}>{words[key]})" for key in words if key in keys]
    return re.compile(rf"(?:{'|'.join(known)})\Z") if known else None


def told(label: str, fields: Sequence[Field], made_of: re.Pattern[str] | None) -> Field | None:
    """The entry that ``label``, folded and without brackets, says in other words."""
    if made_of is None or not 3 <= len(label) <= LONGEST:
        return None
    found = made_of.match(label)
    return next((f for f in fields if f.key == found.lastgroup), None) if found else None
