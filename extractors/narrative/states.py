"""When a quantity of the plan holds: the year that dates it, and whether it is past, goal or planned."""

from __future__ import annotations

import re

from extractors.narrative import lexicon
from extractors.narrative.lexer import Item, Kind
from extractors.narrative.sentence import Setting, is_compared, years_of

_SINCE = re.compile(r"(?:年)?(?:以来|至今|起至|开始)")
_EVENT = re.compile(
    r"(?:完成|建成|投运|投产|竣工|实施|并网|完工)[^,;]{0,4}[,;]|"
    r"(?:完成|建成|投运|实施|通过)[^,;]{0,24}[,;][^,;]{0,8}年可?(?:节|减|省|降)"
)
"""What the year dates is that something was finished; what follows holds since."""
_MONTH = re.compile(r"\d{1,2}月")
_DONE = re.compile(
    r"现有|现状|现已|目前|当前|已(?:建|实施|实现|完成|投|并网|形成|安装|累计|达|购|有|于|全)|原有|既有|截至|实施前|投运以来|以来|"
    r"至今|近[三3]年|过去|上年度|建有|拥有|(?:完成|形成)了"
)
_COMING = re.compile(
    r"拟|在建|计划|预计|规划|将(?!近|原)|未来|届时|建成后|实施后|投产后|达产后|投运后|改造后|新建|新增|力争|目标|到20[2-9]\d年|至20[2-9]\d年|"
    r"预期|预估|有望|(?:替换|更换|替代|升级|改造|改)[成为]|争取|确保|可(?:节|减|实现|形成|达|降)|期末|总目标|全部(?:建成|实施|投产)"
)
_ONCE_DONE = re.compile(
    r"(?:改造|实施|建成|投产|投运|投用|完成)后(?![^,;]{0,6}(?:预计|将|可|有望))"
)
"""In the chapter on what there is: what was done, not what is to come."""
_FROM_THERE = re.compile(r"(?:较|比)(?:实施前|建设前|改造前|目前|现状|当前|原有)")
"""From where a change is counted says nothing about when it holds."""
_TILL = re.compile(r"[到至](20\d\d)年")
_UNTIL = re.compile(r"[;。]")


def year_of(text: str, found: tuple[Item, ...], item: Item, setting: Setting) -> tuple[int, ...]:
    """The years of the last year word before ``item`` that dates it; ``()`` where none does."""
    words = [word for word in found if word.kind is Kind.YEAR and word.end <= item.start]
    for word in reversed(words):
        if _EVENT.match(text, word.end):
            return ()
        if _dates(text, word, item):
            return years_of(word, setting)
    return ()


def _dates(text: str, word: Item, item: Item) -> bool:
    if word.partial or is_compared(text, word) or _SINCE.match(text, word.end):
        return False
    bracketed = text[word.start - 1 : word.start] == "(" and text[word.end : word.end + 1] == ")"
    dated_to_a_month = bool(_MONTH.match(text, word.end))
    if bracketed or dated_to_a_month or _closed_off(text, word, item):
        return False
    return not _UNTIL.search(text, word.end, item.start)


def _closed_off(text: str, word: Item, item: Item) -> bool:
    """Whether the year stands in a bracket that ends before the amount: ``3.8MWp(2021年投运)、2.6MWp``."""
    between = text[word.end : item.start]
    return between.count(")") > between.count("(")


def state_of(text: str, item: Item, year: int | None, setting: Setting) -> str:
    """``past``, ``goal`` or ``planned``: by its year, by the words before it, by its chapter."""
    last = setting.last
    lead = _FROM_THERE.sub("", _UNTIL.split(text[: item.start])[-1])
    if last is not None:
        lead = _TILL.sub(lambda m: "" if int(m[1]) <= last else m[0], lead)
    if year is not None and last is not None:
        if year > last:
            return "planned" if lexicon.PLANNED.search(lead) else "goal"
        return "past"
    if setting.chapter.startswith("一"):
        lead = _ONCE_DONE.sub("", lead)
    done, coming = _last(_DONE, lead), _last(_COMING, lead)
    if done != coming:
        return "past" if done > coming else "planned"
    if setting.chapter.startswith("二"):
        return "goal"
    return "planned" if setting.chapter[:1] in ("三", "四") else "past"


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
