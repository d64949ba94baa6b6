"""The words of intensities: which of them a sentence names, whose they are, how their amounts are kept."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.narrative.lexer import NUMBER, Amount

_PER = r"(?:单位(?:产品|工业增加值|增加值|工业总产值|产值)|(?:每)?(?:万|亿)元(?:工业)?(?:增加值|总?产值|GDP)?|吨(?:产品|[纱纸钢布丝])|每吨产品|产品)"
METRIC = re.compile(
    r"(?=[单每万亿吨产碳二排能原水取]|..单耗)(?:"
    rf"(?P<carbon_intensity>{_PER}(?:的)?(?:碳|二氧化碳|温室气体|CO2)排放(?:强度|总?量)?|碳排放强度|碳强度|排放强度|单位碳排放|"
    r"(?:二氧化碳|碳)排放量?(?=(?:由|从|为|约)?[\d.]{1,8}(?:k?g|t|吨|千克)?(?:CO2e?|二氧化碳)(?:当量)?/))|"
    rf"(?P<energy_intensity>{_PER}(?:的)?(?:综合|平均)?(?:能耗|能源消耗|能源消费)(?:强度|量)?|能耗强度|能源消耗强度|单位能耗)|"
    rf"(?P<material_intensity>{_PER}(?:的)?(?:原材?料|原辅材料|材料)(?:使用|消耗|用|单耗)?量?|(?:原材?料|[\u4e00-\u9fff]{{2}})单耗(?!水平))|"
    rf"(?P<water_intensity>{_PER}(?:的)?(?:取水|用水|新水|耗水|水耗)(?:量)?|水耗|取水单耗|水资源单耗))"
)
PERCENT = re.compile(rf"(?<![\d.])({NUMBER})%")
OTHERS = re.compile(
    r"供应商|供应链|客户|上游|下游|全国|全省|我国|我省|国内|全市|全县|行业平均|行业(?:先进|标杆|准入|基准)|同行|限额|限定值|先进值|标杆值|标杆企业|基准水平|标杆水平|准入值|规定的|标准(?:为|要求|规定)|"
    r"省内同|市内|县域|区域|业内|同类型?(?:企业|工厂)|规上工业|规模以上|下达|政府|考核|[四五]年来|浙江省[“\"]|集团(?!有限|股份)|五年规划|[“\"]?十[二三四]五|GDP|《"
)
_ITS = {"增加值": "增加值", "产值": "产值", "产品": "产品"}


def of_others(text: str, metric: re.Match[str]) -> bool:
    """Whether the metric speaks of other firms, limits or policies."""
    clause = re.split(r"[,;。]", text[: metric.start()])[-1]
    behind = re.split(r"[,;。(]", text[metric.end() : metric.end() + 24])[0]
    before = text[max(metric.start() - 40, 0) : metric.start()]
    head = re.search(r"《|GDP|[“\"]十[二三四]五|全国|全省规|协会", before)
    return bool(OTHERS.search(clause) or OTHERS.search(behind) or head)


def amount_of(number: str, unit: str) -> Amount:
    """An amount as printed, in ``unit``."""
    digits = number.replace(",", "").replace(" ", "")
    return Amount(Decimal(digits), len(digits.partition(".")[2]), unit, number + unit)


def entity_of(word: str) -> str:
    """``产品``, ``增加值`` or ``产值`` where the word says per what, else ``""``."""
    return next((short for long, short in _ITS.items() if long in word), "")
