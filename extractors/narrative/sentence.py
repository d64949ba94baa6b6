"""What is asked of a sentence by both tiers: whose figure, which year, when."""

from __future__ import annotations

import re

from msgspec import Struct

from extractors.narrative import lexicon
from extractors.narrative.lexer import Amount, Item, Kind, family
from schemas.quantities import UNITS, YEARLY


class Setting(Struct, frozen=True):
    """What surrounds the text: the reporting years, ascending, and the chapter's number."""

    years: tuple[int, ...] = ()
    chapter: str = ""

    @property
    def last(self) -> int | None:
        """上年度 as the plan counts it."""
        return self.years[-1] if self.years else None


class Figure(Struct, frozen=True):
    """An amount that the text states for a metric."""

    metric: str
    amount: Amount
    year: int | None
    tense: str
    confidence: float
    label: str = ""
    entity: str = ""
    """Of what, where it is not the factory as a whole."""
    low: Amount | None = None
    high: Amount | None = None
    """The bounds where only these are stated; ``amount`` is then the one that is printed last."""


SHARES = frozenset({"renewable_share", "offset_rate"})
_FAMILIES = {
    "tce": ("energy", "mass"),
    "tCO2": ("co2", "mass"),
    "万元": ("money",),
    "%": ("percent",),
}
"""The contract's unit → the families of printed units that it can stand for."""
_ACTUAL = re.compile(r"实际|实绩")
_EVENT = re.compile(
    r"建成|投产|成立|创办|创建|获|被?评|认定|通过(?=[^,;]{0,12}(?:认证|验收|审核|评审|备案|体系|核查))|入选|列入|启动(?!期|阶段|年)|实施(?!期|阶段|年)|以来|引进|搬迁|改制|上市|收购|颁|发布|起\Z|编制"
)
_COMPARED = re.compile(
    r"(?:较|(?<!占)比|相比|相较|相对|对比|同|与|和|(?<=[低高优小大少多等])于|较上?之?)\Z"
)
_REASON = re.compile(r"(?:受|因)[^,;]{2,20}(?=,)")
"""Why a figure moved: ``2023年,受新产线投产影响,``."""
_COMPARED_AFTER = re.compile(r"(?:年)?(?:同期)?(?:相比|比|水平)")
_CALORIFIC = re.compile(r"(?<![碳煤2e])当量")
"""The sentence speaks of 当量值, which is never laid beside the form's figure."""
_FIRM = re.compile(r"公司|企业|全厂|工厂|[本我]厂|我司")
_WE = re.compile(r"公司|我司|[本我全]厂|本企业|本工厂|\A(?:20\d\d年)?企业(?!\d)")
_SOMEBODY = re.compile(
    r"\A(?:其中|而|此外|目前|另外|同期|20\d\d年)?(?!.{0,16}(?:位于|坐落|地处|入驻|落户|隶属|所属|旗下|入园|公司(?!.{0,6}单位)|我|本))"
    r"[^:]{0,16}(?:集团(?!有限|股份)|园区|开发区|母公司|子公司|热电厂|供热(?:公司|项目|中心)|同行|客户|供应商)|"
    r"\A[^,;:]{1,12}(?:工序|车间|产线|生产线|工段|机组|锅炉|系统)(?:是|为)|同(?:等|类)?规模[^,;]{0,8}(?:企业|厂)|(?<![\u4e00-\u9fff])某[^某]{1,10}(?:集团|企业|公司|厂)|单位某"
)
"""A clause whose subject is not the factory: ``园区供热项目年供汽120万吨，综合能耗28万吨标煤``."""
_NAMED_FIRM = re.compile(r"(?:有限|股份|集团)公司|关联企业|关联方|兄弟企业")
_THAT_FIRM = re.compile(r"\A(?:而|同时)?(?:其(?!中)|该(?:公司|企业|厂|集团|基地|园区))")
"""The firm named just before: ``原料由某某有限公司供应,该公司2024年综合能耗2.35万吨标准煤``."""
_OVER_YEARS = re.compile(r"(?:[三3两五]年来?|以来|期间)(?:公司|企业)?累计|工厂要求\Z")
_SUBJECT = re.compile(
    r"(?:[^,;:。]{2,30}(?:有限公司|股份公司|集团公司))?"
    r"(?>\([一二三四五六七八九十\d]{1,2}\)|年综合|三年来?|公司|企业|工厂|我司|我厂|全厂|本厂|本|该(?!公司|企业|厂)|年度?|全年|年末|年底|末|底|到|至|截至|在|"
    r"实现|完成|实际|累计|合计|共计?|总计|总|工业|规上|其中|分别|预计|力争|计划|目标|方案|实施|通过|后|全部|期末|培育期?|建设期?|"
    r"使|将|约|的|得|了|当前|目前|现|经|第三方|机构|统计|测算|核算|核查|计算|审计|根据|按照?|等价值?|[、和及与以]|均|达|为|是|"
    r"上年度?|去年|近三年|近3年|各项|主要|指标|数据|能源|[()“”\"]|从|看|对|同期|平均|主营|业务|各|类|级|第一|首次|生产|经营|"
    r"保持|稳定|稳步|增长|能耗|碳排放|确保|届时|未来|规划|水平|整体|总体|努力|年综合|基准|[降减]|综合|厂[界区]内?|边界内|[—\\-·•●■◆]){0,24}+"
)
"""What may stand before a metric of the firm's own."""
_IN_BRACKETS = re.compile(r"\(当量值?[^()]{0,24}\)|[,、]当量值?为?[\d.,]{1,12}万?吨")
"""The 当量值 given beside the level: the level itself is the 等价值."""
_PERCENT_POINTS = re.compile("百分点")


def fits(metric: str, item: Item) -> bool:
    """Whether all amounts of a series are of a unit that the metric can have."""
    allowed = _FAMILIES[UNITS[metric]]
    return bool(item.amounts) and all(
        family(amount.unit) in allowed and not _PERCENT_POINTS.search(amount.unit)
        for amount in item.amounts
    )


def clause_before(text: str, at: int) -> str:
    """From the last comma, colon or semicolon to ``at``."""
    last = max(text.rfind(",", 0, at), text.rfind(":", 0, at), text.rfind(";", 0, at))
    return text[last + 1 : at]


def stretch_before(text: str, at: int, start: int = 0) -> str:
    """From the last semicolon or full stop, or from ``start``, to ``at``."""
    last = max(text.rfind(";", start, at), text.rfind("。", start, at))
    return text[max(last + 1, start) : at]


def is_ours(text: str, metric: Item) -> bool:
    """Whether a metric word speaks of the whole factory's level: no intensity, saving or other's."""
    clause = clause_before(text, metric.start)
    if lexicon.NOT_TOTAL.search(clause):
        return False
    if _OVER_YEARS.search(clause):
        return False
    if metric.metric not in SHARES and lexicon.SAVING.search(clause):
        return False
    if _others_go_on(text, metric.start) or _is_that_firms(text, metric.start):
        return False
    if lexicon.OTHERS.search(clause) or lexicon.TOPIC.search(text, 0, metric.start):
        return False
    projected = lexicon.PROJECT.search(text, 0, metric.start)
    if metric.metric in YEARLY and projected and not _FIRM.search(clause):
        return False
    if metric.metric == "energy_consumption" and _is_calorific(text):
        return False
    return not re.match(
        r"\([^()]{0,8}(?:不含|扣除|不包括|未计)|强度|限额|定额|指标体系|管理|控制(?!在|到|为)|数据|监测|核算|核查|配额|权|因子|系数|双控",
        text[metric.end :],
    )


def _others_go_on(text: str, at: int) -> bool:
    """Whether an earlier clause of the sentence has somebody else for its subject, and none since is ours."""
    clauses = stretch_before(text, at).split(",")
    for clause in reversed(clauses):
        if _SOMEBODY.search(clause):
            return True
        if _WE.search(clause):
            return False
    return False


def _is_that_firms(text: str, at: int) -> bool:
    """Whether the metric's clause speaks of a firm that an earlier clause of the sentence names."""
    *earlier, clause = stretch_before(text, at).split(",")
    return bool(_THAT_FIRM.match(clause)) and any(map(_NAMED_FIRM.search, earlier))


def is_of_firm(text: str, found: tuple[Item, ...], metric: Item) -> bool:
    """Whether nothing unknown stands before the metric in its clause: ``公司2024年``, ``全年``.

    ``电泳线综合能耗`` may be a part's, ``产业集群产值`` somebody else's: such a subject makes the
    figure less sure.
    """
    start = metric.start - len(clause_before(text, metric.start))
    pieces, at = [], start
    for item in found:
        if start <= item.start < metric.start:
            pieces.append(text[at : item.start])
            at = item.end
    return bool(_SUBJECT.fullmatch("".join((*pieces, text[at : metric.start]))))


def _is_calorific(text: str) -> bool:
    return (
        "当量" in text
        and "等价" not in text
        and bool(_CALORIFIC.search(_IN_BRACKETS.sub("", text)))
    )


def is_compared(text: str, year: Item) -> bool:
    """Whether a year is only what something is compared with: ``较2022年下降``."""
    return bool(
        _COMPARED.search(text, max(year.start - 4, 0), year.start)
        and not year.partial
        and _before_is_link(text, year)
    ) or bool(_COMPARED_AFTER.match(text, year.end))


def _before_is_link(text: str, year: Item) -> bool:
    """``与2022年相比`` compares, ``2023年和2024年`` lists."""
    before = text[max(year.start - 1, 0) : year.start]
    return before not in "和与同" or bool(
        re.match(r".{0,6}(?:相比|比|持平|相当)", text[year.end :])
    )


def between(text: str, items: tuple[Item, ...], start: int, end: int) -> str:
    """The text of ``[start, end)`` without years and without brackets that hold no digit."""
    pieces, at = [], start
    for item in items:
        if item.kind is Kind.YEAR and start <= item.start < end:
            pieces.append(text[at : item.start])
            at = item.end
    pieces.append(text[at:end])
    joined = "".join(pieces)
    return re.sub(r"\((?:(?!当量)[^()\d]){0,30}\)|\(CO2\)", "", joined).replace("()", "")


def governs(text: str, year: Item, metric: Item) -> bool:
    """Whether a year that stands before a metric dates it, rather than some event."""
    return not _EVENT.search(_REASON.sub("", text[year.end : metric.start]))


def years_of(item: Item | None, setting: Setting) -> tuple[int, ...]:
    """The years that a year word stands for; empty where the reporting years are unknown."""
    if item is None:
        return ()
    if not item.last:
        return item.years
    return setting.years[-item.last :] if len(setting.years) >= item.last else ()


def tense_of(text: str, start: int, at: int, year: int | None, setting: Setting) -> str:
    """``past``, ``goal`` or ``planned`` for an amount at ``at`` whose year word begins at ``start``."""
    last = setting.last
    reached = year is not None and last is not None and year <= last
    if reached and _ACTUAL.search(clause_before(text, at)):
        return "past"
    told = text[start:at] if year is not None and last is not None and year <= last else text[:at]
    if lexicon.PLANNED.search(told):
        return "planned"
    if lexicon.GOAL.search(told) or (year is not None and last is not None and year > last):
        return "goal"
    ahead = setting.chapter.startswith(("二", "三", "四"))
    unsaid = year is None and ahead and not lexicon.PAST.search(text, 0, at)
    return "goal" if unsaid else "past"
