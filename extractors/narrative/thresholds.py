"""Which full-score line a text says it is judged by (附件1 可再生能源使用, 碳抵消比例; rule D02).

The lines are 20/15/10 % of renewable energy and 80/70/60 % of offset for the energy tiers
below 10,000 tce, from 10,000 and from 20,000. A text that names several tiers quotes the
policy and claims nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.narrative.lexer import Amount
from extractors.narrative.sentence import Figure

_LINES = {"renewable_threshold": ("20", "15", "10"), "offset_threshold": ("80", "70", "60")}
"""Metric → its full-score lines by tier, 附件1."""

_SHARE = r"(?<![\d.])(?P<n>20|15|10|80|70|60)%"
_SURE = (
    re.compile(
        rf"{_SHARE}(?:以上|及以上)?(?:\(?含\)?)?(?:的|这一|来自[^,;%]{{0,16}})?(?:满分(?:标准|线|门槛|要求|值|档|为准|计分|评分)|门槛|档|标准(?:线)?(?:计|评|得|满|档|执行))"
    ),
    re.compile(
        rf"满分(?:标准|线|门槛|值|要求|比例|档|分值|条件)(?:要求)?(?:为|是|按|即|:|=|达到|对应)?[^,;。%\d]{{0,8}}{_SHARE}"
    ),
    re.compile(
        rf"(?:适用|按照?|执行|对应|采用|参照|满足|符合)(?:的|为|其|满分|标准|档|门槛|抵消比例|可再生能源|占比|比例|达到|[“\"]){{0,6}}{_SHARE}(?:的|[”\"])?(?:档|标准|门槛|要求|满分|计分|评分|计算|折算|线)"
    ),
    re.compile(
        rf"(?:适用|执行|对应){_SHARE}(?=[、,和及与][^,;。%\d]{{0,16}}(?:60|70|80)%的?(?:满分|标准|档|门槛))"
    ),
)
_LOOSE = re.compile(
    rf"(?:达到?|占比|比例|抵消|≥|来自)(?:比例|率)?{_SHARE}(?:以上|及以上|来自[^,;%]{{0,16}})?(?:即|方|可|即可|才)?(?:得|为|获|拿)(?:到)?满分"
)

_ONE = r"(?:1万|10000|一万|1\.0万)"
_TWO = r"(?:2万|20000|[两二]万|2\.0万)"
_COAL = r"(?:吨)?(?:标准?煤)?(?:tce)?(?:\([^()]{0,10}\))?"
_MIDDLE = re.compile(
    rf"{_ONE}{_COAL}(?:及?以上)?(?:-|~|—|–|至|到|、|,|且|并|小于|不足|低于|不满|<){{1,4}}(?:小于|不足|低于|不满)?{_TWO}{_COAL}(?:以下)?|1[-~—–至到]{{1,2}}2万{_COAL}|第二档"
)
_LOWEST = re.compile(
    rf"(?:不足|小于|低于|少于|不满|<|未达到?|未满|不到){_ONE}{_COAL}|{_ONE}{_COAL}以下|第一档"
)
_HIGHEST = re.compile(
    rf"(?:大于(?:等于)?|不低于|超过|高于|≥|>|达到?){_TWO}{_COAL}|{_TWO}{_COAL}(?:及?以上)|第三档"
)
_SCORED = re.compile(r"档|满分|计分|评分|得分|适用|门槛|评价|得\d")
_DENIED = re.compile(
    r"吨标煤时|吨标准煤时|不适用|不属于|不符合|不按|不再|不在此列|无关|政策规定|文件规定"
)
_QUOTING = re.compile(r"(?:依据|根据|按照?|对照)[^,。]{0,4}《")
_OF_ANYBODY = re.compile(r"(?:吨|煤|\))的(?:企业|工厂|单位)")
"""``小于20000吨标煤的企业，抵消70%得满分``: the policy's own words, whoever it is about."""
_OWN = re.compile(r"公司|本厂|我司|本企业|我厂|本项目")
_TOPIC = {
    "renewable_threshold": re.compile(r"可再生|绿能|光伏"),
    "offset_threshold": re.compile(r"抵消|中和"),
}


def claimed(text: str, item: str = "") -> list[Figure]:
    """The full-score lines that a :func:`~extractors.narrative.lexer.plain` text claims, at most one a metric.

    ``item`` is the row of annex 1 that the text explains, where it does.
    """
    if _QUOTING.search(text) and not _OWN.search(text):
        return []
    if not item and _OF_ANYBODY.search(text) and not _OWN.search(text):
        return []
    if not re.search(r"满分|档|门槛|计分|评分|标准|适用", text) or _DENIED.search(text):
        return []
    printed = _printed(text)
    tiers = _tiers(text)
    figures = []
    for metric, lines in _LINES.items():
        values = printed.get(metric, {})
        if len(values) == 1 and len(tiers) <= 1:
            figures += [_figure(metric, value, sure, f"{value}%") for value, sure in values.items()]
        elif not values and len(tiers) == 1 and _about(metric, text, item, printed):
            ((tier, words),) = tiers.items()
            figures.append(_figure(metric, lines[tier], 0.9, words, "by_tier"))
    return figures


def _printed(text: str) -> dict[str, dict[str, float]]:
    """Metric → printed line → how sure it is a line and not the factory's own share."""
    found: dict[str, dict[str, float]] = {}
    for pattern, sure in (*((pattern, 0.95) for pattern in _SURE), (_LOOSE, 0.8)):
        for match in pattern.finditer(text):
            metric = (
                "renewable_threshold"
                if match["n"] in _LINES["renewable_threshold"]
                else "offset_threshold"
            )
            lines = found.setdefault(metric, {})
            lines[match["n"]] = max(sure, lines.get(match["n"], 0.0))
    if len(_tiers(text)) == 1:
        return {metric: dict.fromkeys(lines, 0.95) for metric, lines in found.items()}
    return found


def _tiers(text: str) -> dict[int, str]:
    """The tiers, 0 to 2, with the words that name them, where the text speaks of scoring at all."""
    if not _SCORED.search(text):
        return {}
    rest = _MIDDLE.sub(" ", text)
    found = ((0, _LOWEST.search(rest)), (1, _MIDDLE.search(text)), (2, _HIGHEST.search(rest)))
    return {tier: match[0] for tier, match in found if match}


def _about(metric: str, text: str, item: str, printed: dict[str, dict[str, float]]) -> bool:
    """Whether a tier named without its line speaks of this metric: by topic, row, or of both."""
    rows = {"renewable_threshold": "renewable_energy", "offset_threshold": "carbon_offset"}
    if item in rows.values():
        return rows[metric] == item
    if printed:
        return False
    named = [key for key, topic in _TOPIC.items() if topic.search(text)]
    return metric in named or (not named and bool(re.search("档", text)))


def _figure(metric: str, value: str, sure: float, raw: str, *flags: str) -> Figure:
    return Figure(metric, Amount(Decimal(value), 0, "%", raw, flags), None, "past", sure, "满分线")
