"""Falls of intensities: ``单位产品能耗降低14.5%``, ``…、…分别下降13.0%和19.4%``."""

from __future__ import annotations

import re

from extractors.narrative.intensity_words import OTHERS, PERCENT, amount_of, entity_of, of_others
from extractors.narrative.lexer import Item, Kind, items
from extractors.narrative.limits import limited
from extractors.narrative.sentence import Figure, Setting, is_compared, years_of
from extractors.narrative.states import state_of

_FALL = re.compile(
    r"(?:下降|降低|降幅|减少|降)(?:率|幅度|比例|了|约|达到?|为|超过|至少|不低于|不少于|:|到)*\Z"
)
_FROM_THERE = re.compile(r"[^,;。]{0,16}(?:基础|底子)上")
_NEXT_YEAR = re.compile(r"[,;、]20\d\d年(?:度)?(?:同比|再)?(?:下降|降低|减少)")


def falls(text: str, metric: re.Match[str], end: int, setting: Setting) -> list[Figure]:
    """``降低14.5%`` behind a metric; a yearly mean is no fall of the whole period."""
    figures: list[Figure] = []
    at = 0
    for percent in PERCENT.finditer(text, metric.end(), end):
        if figures and not _NEXT_YEAR.fullmatch(text, at, percent.start()):
            break
        clause = re.split(r"[;。]", text[metric.end() : percent.start()])[-1]
        if (
            "年均" in clause
            or not _FALL.search(clause)
            or "分别" in clause
            or OTHERS.search(clause)
        ):
            continue
        figures.append(_fall(text, metric, percent, setting))
        at = percent.end()
    return figures


def _fall(text: str, metric: re.Match[str], percent: re.Match[str], setting: Setting) -> Figure:
    item = Item(Kind.AMOUNT, percent.start(), percent.end(), percent[0])
    amount = amount_of(percent[1], "%")
    year = _fall_year(text, percent, setting)
    figure = Figure(
        f"{metric.lastgroup}.effect",
        amount,
        year,
        state_of(text, item, year, setting),
        0.92,
        metric[0],
        entity_of(metric[0]),
    )
    return limited(figure, text, item)


def _fall_year(text: str, percent: re.Match[str], setting: Setting) -> int | None:
    words = [
        w
        for w in items(text)
        if w.kind is Kind.YEAR
        and not w.partial
        and w.end <= percent.start()
        and not _is_base(text, w)
    ]
    years = years_of(words[-1], setting) if words else ()
    return years[0] if len(years) == 1 else None


def _is_base(text: str, word: Item) -> bool:
    """``较2024年``, ``由2022年的…`` say from where, not when."""
    if _FROM_THERE.match(text, word.end):
        return True
    return is_compared(text, word) or bool(
        re.search(r"(?:由|从|以|较|比)(?:基准年|基期)?\(?\Z", text[: word.start])
    )


def parallel(text: str, metrics: list[re.Match[str]], setting: Setting) -> list[Figure]:
    """``…，分别下降13.0%和19.4%`` after as many metrics."""
    match = re.search(
        r"分别(?:(?:较|比)[^,;]{2,10}?)?(?:下降|降低|减少)(?P<all>(?:[\d.]{1,6}%(?:以上)?[、和及,]{0,2}){2,4})",
        text,
    )
    if not match:
        return []
    percents = list(PERCENT.finditer(text, match.start("all"), match.end("all")))
    own = [m for m in metrics if m.end() <= match.start() and not of_others(text, m)]
    distinct = list({m.lastgroup: m for m in own}.values())
    if len(distinct) != len(percents):
        return []
    return [_fall(text, m, p, setting) for m, p in zip(distinct, percents, strict=True)]
