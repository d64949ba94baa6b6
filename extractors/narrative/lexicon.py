"""The words that make a sentence a statement about the factory: metrics, hedges, traps.

All patterns are written for text in :func:`extractors.narrative.lexer.plain` form (NFKC, no
blanks between Chinese characters) and are linear: bounded repeats, no nesting of them.
"""

from __future__ import annotations

import re

_METRICS = {
    "energy_consumption": (
        r"(?:综合能源(?:消费|消耗)(?:总量|量)?|综合能耗(?:总量|量)?|能源(?:消费|消耗)(?:总量|量|情况)?(?!强度|结构|弹性|双控|成本|水平|特点|品种|种类)|"
        r"能耗总量|总能耗|综合用能(?:总量|量)|用能总量|(?:消耗|耗用|使用|消费)(?:了)?(?:各类|各种)?(?:能源(?:折?(?:合)?标准?煤)?|标准?煤)|(?:全年|年|总)耗(?:能|标准?煤)|(?<=全年)耗(?:能|标准?煤)|"
        r"(?<=[年,、;:])能耗(?![强指限双水总标])|(?<=公司|企业|我司|全厂)(?:年|全年)?能耗(?![强指限双水总标]))"
    ),
    "emissions": r"(?:(?<![\u4e00-\u9fffA-Za-z])|(?<=年))排放总量|排放(?:二氧化碳|温室气体|CO2)(?:总量)?|(?:温室气体|二氧化碳|CO2|碳)(?:年)?(?:总)?排放(?:总量|量)?",
    "output_value": r"(?:规上)?(?:工业)?总产值|工业产值|产值",
    "value_added": r"工业增加值|增加值",
    "profit": r"利润总额|总利润|利润",
    "tax": (
        r"纳税总额|(?:缴纳|上缴|实缴|入库)?税[收金]总额|[上实]?[缴交]纳?(?:国家|各项)?税[收金费]|缴纳各?类?税[收金费]|入库税[收金]|纳税额|纳税|税[收金]"
    ),
    "renewable_share": (
        r"可再生能源(?:使用|消费|利用|应用|供能)?(?:量)?(?:的)?(?:占比|比例|比重)|"
        r"可再生能源(?:使用|消费|利用)?(?:量)?占[^,;:。\d]{0,10}(?:综合能耗|能耗|能源消费|能源消耗|用能)(?:总量|量)?"
        r"(?:的|比例|比重|比){0,2}|绿能占比"
    ),
    "offset_rate": r"碳?抵消(?:率|比例)|碳中和率",
}
_FIRST = "综能总用消耗使全年排温二碳C规工产增利纳缴上实入税交可绿抵"
"""The characters that a metric may begin with: asked first, since that is quick."""
METRIC = re.compile(
    f"(?=[{_FIRST}])(?:"
    + "|".join(f"(?P<{key}>{pattern})" for key, pattern in _METRICS.items())
    + ")"
)

SURE_WORDS = re.compile(r"总产值|增加值|利润总额|纳税总额|税[收金]总额|能|排放|占|抵消|绿能|中和")
"""Metric words that mean the form's row and nothing else; ``产值``, ``利润``, ``税金`` are looser."""

NOT_TOTAL = re.compile(
    r"(?:单位|吨[钢铁纸纱布丝铝铜浆瓷砖材水煤]|每|万元|亿元|百元|吨产品|产品|人均|亩均|平均|年均|月均|日均|累计|合计|新产品|高新(?:技术)?|出口|"
    r"设计|剩余|净|毛|营业|范围[一二三123]|直接|间接|外购|净购入|电力|蒸汽|天然气|燃烧|过程|基准线?|"
    r"抵消后|扣除|核定|许可|配额|限额|预算|控制|允许|单台|人为|用电|生物质)"
    r"(?:的|消费|使用|产生|导致|造成|生产|工业|排放|年度?|总?产值|增加值|产量|面积|产品){0,3}\Z"
)
"""Before a metric word: it is no total of the factory's year (an intensity, a part, a mean)."""

SAVING = re.compile(
    r"(?:抵消|抵扣|中和|节约|节省|少|减少|降低|削减|压减|减排|降|减|节|避免|增加|新增|提升|提高)[^,;:。\d]{0,6}\Z"
)
"""Before a metric word: what follows is a change, not a level."""

OTHERS = re.compile(
    r"行业(?!代码)|同行|全球|全国|我国|国内|国家(?!级)|全省|我省|省内|省级平均|全市|我市|本市|市内|全县|全区|区域|"
    r"规上工业(?!总产值|增加值)|规模以上|全社会|集团(?!有限|股份)|母公司|子公司|兄弟|车间|产线|生产线|工段|工序|分厂|项目|工程|机组|锅炉|空压|光伏|电站|设备|"
    r"园区|下游|上游|供应链|供应商|客户|标杆|先进值|限额|同类|竞争|平均|每年可?节|户均|下达|政府|集群|供热公司|商会"
)
"""In a metric's clause: the figure is somebody else's, or of a part of the factory."""

PROJECT = re.compile(
    r"(?:该|本|此|上述|以上)(?:项目|工程|产线|技术|系统)|(?:项目|工程|改造|光伏|电站|系统)[^,;。]{0,8}"
    r"(?:建成|投产|实施|达产|完成|投运|并网|投用)(?:投产|投用|运行)?后|"
    r"项目.{2,60},(?:全部)?(?:建成|投产|达产)(?:投产|投用|运行)?后"
)
"""In an earlier clause: a yearly total in the rest of the sentence is the project's."""
TOPIC = re.compile(
    r"行业平均|同行业|子公司|母公司|标杆企业|(?:试点|对标|同行|友邻|兄弟)(?:企业|单位|工厂)|某[^某,;。公]{0,14}(?:企业|工厂)|"
    r"所在(?:的)?[^,;。]{0,10}[区园县市镇](?:内|共|现)?有|规(?:模以)?上(?:工业)?企业(?:共有?|达|约|总数)?\d|"
    r"(?:开发区|园区|高新区|产业园|工业园)(?:内|共有?|现有|拥有|集聚)"
)
"""In an earlier clause: the rest of the sentence speaks of others."""

CHANGE = re.compile(r"[增减降升]|节约|节省|同比|环比|较|相比|比20|变化|波动|差")
TOWARDS = re.compile(
    r"(?:下降|降低|减少|压减|压降|上升|增长|增加|提高|提升|降|增|升|攀升|回落|优化)(?:到|至|为)(?:约|了|近|的)?\Z"
)
"""At the end of a gap: the amount that follows is the new level."""
BOUND = re.compile(
    r"满分|门槛|不超|不低|不高|不少|不足|不到|不大|不小|低于|小于|少于|未[超达突]|大于|超过?|高于|突破|以内|至少|至多|逾|[<>≤≥≦≧]"
)
TREND = re.compile(
    r"(?:总体|整体|基本|逐年|持续|稳步|稳中有?|保持|呈现?|略有|不断|平稳|稳定|有所|连续三年|[增减降升]长?|下降|上升|减少|增加|"
    r"趋势|态势|波动|如下|情况|的|为|,|:|分年度看|具体|数据|见下表|其中){1,8}[,:]"
)
"""Between a metric and its first dated amount: how the series runs (``稳中有降，2022年为…``)."""
LINK = re.compile(
    r"(?:分别|依次|各|约为|约|为|是|达到|到|达|共计|共|有|实现|完成|折合|折算为?|折|在|的|已|大约|接近|将近|近|"
    r"保持在|维持在|稳定在|水平|数值|数据|情况|如下|按等价值计算?|等价值|\(等价值\)|[:,、\"“”]|规模|\(按等价值计?\)|"
    r"全年|年度|总计|企业|公司|工厂|我司|全厂|本厂|实际|使|则|了|将|可|要|会|预计|有望|"
    r"力争|计划|控制在|目标值?|指标值?|现|仅|首次|一度|消费|消耗|排放|方面|最终){0,9}"
)
"""Harmless words between a metric, its year and its amount."""

PLANNED = re.compile(
    r"预计|计划|拟|规划|预期|预估|有望|将(?!近)|预测|建成后|实施后|投产后|达产后|投运后|可(?:达|提|降|升|增|实现|使)"
)
GOAL = re.compile(r"目标|力争|争取|确保|到20[2-9]\d年|至20[3-9]\d年|远景|愿景|期末")
PAST = re.compile(
    r"现有|现为|目前|现状|当前|基准[年值期]|已(?:建成|实现|达到)|实施前|建设前|近[三3]年|20[12]\d年(?:度)?实际"
)
FULL_SCORE = re.compile(
    r"(?:及?以上)?(?:的|即|可|才|方|为|这一){0,3}(?:得|拿|获)?(?:满分|档|门槛|标准)"
)
"""After a share: it is the policy's full-score line, not the factory's."""
