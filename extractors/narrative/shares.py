"""The renewable share of three years together, as 附件1 asks for it: ``近3年能源消费中12.3%来自厂界内光伏``."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.narrative.lexer import NUMBER, Amount
from extractors.narrative.sentence import Figure

_ITEM = "renewable_energy"
_TOPIC = re.compile(r"可再生|绿能|光伏")
_WINDOW = r"(?:近?(?:三|3)个?年|20\d\d年?[-—–~至到]{1,2}20\d\d年)"
_FROM = re.compile(
    rf"{_WINDOW}(?:来|间|的|平均)?(?:看|来看|计)?,?(?:公司|企业|工厂|全厂)?(?:能源(?:消费|消耗)(?:总?量)?|综合能耗)[中的],?(?:有|约){{0,2}}(?P<n>{NUMBER})%来自"
)
_SUM = re.compile(
    rf"(?:{_WINDOW}|[,;、])(?:来|间|的)?(?:三年)?(?:累计|合计|综合|加权)(?:平均)?(?:使用)?(?:占比|比例|比重)(?:约?为|约|达到?|:)?(?P<n>{NUMBER})%"
)
_STATED = re.compile(
    rf"{_WINDOW}(?P<gap>[^,;。\d%]{{0,36}}?(?:占比?|比例|比重|来自)[^,;。%]{{0,24}}?)(?<![\d.,])(?P<n>{NUMBER})%"
)
"""In the row's own explanation any share of the three years is meant."""
_OTHER_SHARE = re.compile(
    r"自用(?:率|比例|占)|消纳|绿色?电|绿证|外购|(?<!自)用电|装机|余热|目标|满分|提高|下降|降低|增长|增加"
)
_QUOTED = re.compile(
    r"(?:厂界内)?(?:的)?可再生能源[^,;。]{0,40}满分|(?:以上)?的?(?:满分|要求|标准|门槛)"
)
_ASKED = re.compile(r"满分|要求|规定|《|行业|全省|集团(?!有限|股份)|目标|力争|到20\d\d年|预计|计划")


def over_three_years(text: str, item: str = "") -> list[Figure]:
    """The share of three years together that the sentence states as reached, at most one."""
    if item != _ITEM and not _TOPIC.search(text):
        return []
    match = _FROM.search(text) or _SUM.search(text)
    if match is None and item == _ITEM:
        match = _own_words(text)
    if match is None or ("三年" not in match[0] and "3年" not in match[0] and "20" not in match[0]):
        return []
    if _ASKED.search(text, max(match.start() - 16, 0), match.start()):
        return []
    behind = text[match.end() : match.end() + 24].partition("%")[0]
    if _QUOTED.match(text, match.end()) or "得满分" in behind:
        return []
    digits = match["n"].replace(",", "")
    amount = Amount(Decimal(digits), len(digits.partition(".")[2]), "%", match["n"] + "%")
    return [Figure("renewable_share", amount, None, "past", 0.92, "可再生能源占比")]


def _own_words(text: str) -> re.Match[str] | None:
    match = _STATED.search(text)
    return match if match is not None and not _OTHER_SHARE.search(match["gap"]) else None
