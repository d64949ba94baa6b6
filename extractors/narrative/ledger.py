"""The ledger of the narrative: which figure, of what, in which year, stated where (rules D, E, F, G, K).

Two tiers for the form's yearly figures: :mod:`~extractors.narrative.settled` reads in one pass
what leaves no doubt; :mod:`~extractors.narrative.attribution` (spaCy, imported only when needed)
looks at sentences that the first tier left open. Further readers stand beside them: bounds,
intensities, photovoltaics and savings, machines, sums invested. A wrong mention accuses
somebody, so what none is sure of is not mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.grammar.text import tidy
from extractors.narrative import investment, thresholds
from extractors.narrative.bounds import bounds
from extractors.narrative.carried import carried, year_in_force
from extractors.narrative.counts import machines
from extractors.narrative.drops import annual_drops
from extractors.narrative.intensities import intensities
from extractors.narrative.lexer import plain, sentences
from extractors.narrative.lexicon import METRIC
from extractors.narrative.lists import listed, reached
from extractors.narrative.physical import quantities
from extractors.narrative.projects import costs
from extractors.narrative.reading import Reading
from extractors.narrative.sentence import Figure, Setting
from extractors.narrative.settled import settle
from extractors.narrative.shares import over_three_years
from extractors.narrative.spread import spread
from extractors.narrative.stated import mention_of, surely
from schemas.place import Where
from schemas.submission import Chapter, Mention

_LONGEST_TEXT = 60_000
_DIGIT = re.compile(r"\d")
_HYPOTHESIS = re.compile(r"\A(?:但|而)?(?:若|如果|假设|假定|假如|如不)")
"""A sentence of what would be: it states nothing."""
_ELSEWHERE = re.compile(
    r"\A[^,;。:\d]{0,6}(?:供应商|供应链|上下游|客户|同行)[^,;。:\d]{0,8}:|\A(?:浙江省|我省|全省|我市|全市|全国|我国)(?!.{0,60}(?:公司|厂|企业))|\A(?:某(?!某)|参照|参考|借鉴|对标|同行|同类|[国省市业]内|国外|全[国省市县]|县域|区域|行业|中国|据)[^,;。]{0,18}(?:企业|协会|公司|案例|工厂|年鉴|数据|平均)(?!.*[,;](?:本|我)?(?:公司|厂|企业))"
)
"""A sentence that begins with somebody else and does not come back to the firm."""


def mentions(chapters: Sequence[Chapter], years: tuple[int, ...]) -> tuple[Mention, ...]:
    """Every figure that the chapters state in running text, in reading order.

    ``years`` are the reporting years; they date 上年度 and 近三年. Figures of others, parts and
    当量值 are left out.
    """
    found: list[Mention] = []
    for chapter in chapters:
        setting = Setting(tuple(sorted(years)), chapter.number)
        found += _of_text(chapter.text, chapter.where, setting)
    return tuple(found)


def text_mentions(
    text: str, where: Where, chapter: str = "", years: tuple[int, ...] = (), item: str = ""
) -> tuple[Mention, ...]:
    """The same for one stretch of free text, such as a self-evaluation's 自评说明 cell.

    ``item`` is the row of annex 1 that the cell explains (``retrofit_investment``): it says
    what a sum or a full-score line is about where the text takes that for granted.
    """
    return tuple(_of_text(text, where, Setting(tuple(sorted(years)), chapter), item))


def _of_text(text: str, where: Where, setting: Setting, item: str = "") -> list[Mention]:
    found: list[Mention] = []
    for line in text[:_LONGEST_TEXT].splitlines():
        if _DIGIT.search(line):
            found += _of_paragraph(line, where, setting, item)
    if item:
        claims = thresholds.claimed(plain(text), item)
        found += [mention_of(figure, where, tidy(text)[:600], setting) for figure in claims]
    return found


def _of_paragraph(line: str, where: Where, setting: Setting, item: str) -> list[Mention]:
    found: list[Mention] = []
    before, heading, year = "", "", None
    for sentence in sentences(line):
        text = spread(plain(sentence))
        heading = heading or text
        if _DIGIT.search(text) and not _HYPOTHESIS.match(text) and not _ELSEWHERE.match(text):
            told = surely(_figures(text, setting, before, heading, item), text)
            figures = list(carried(text, told, year))
            known = {(figure.metric, figure.amount.value) for figure in figures}
            shares = over_three_years(text, item)
            figures += [f for f in shares if (f.metric, f.amount.value) not in known]
            found += [mention_of(figure, where, tidy(sentence), setting) for figure in figures]
        before, year = text, year_in_force(text, setting, year)
    if not item:
        claims = thresholds.claimed(plain(line))
        found += [mention_of(figure, where, tidy(line)[:600], setting) for figure in claims]
    return found


def _figures(text: str, setting: Setting, before: str, heading: str, item: str) -> Iterator[Figure]:
    if METRIC.search(text):
        told = _attributed(text, setting)
        yield from told
        known = {(figure.metric, figure.amount.value) for figure in told}
        yield from (q for q in reached(text, setting) if (q.metric, q.amount.value) not in known)
        yield from bounds(text, setting)
    lenient = item == "retrofit_investment"
    lead = before if before == heading else heading[-80:] + before[-80:]
    past = investment.retrofits(text, setting, lenient=lenient, before=lead)
    # 近三年实施技改12项，总投资3106万元: what was spent is no plan's total
    spent = [*past, *(() if past else investment.totals(text, setting))]
    yield from spent
    sums = {figure.amount.value for figure in spent}
    yield from (cost for cost in costs(text, setting, heading) if cost.amount.value not in sums)
    yield from annual_drops(text, setting)
    yield from intensities(text, setting)
    parts = listed(text, setting)
    yield from parts
    named = {(part.metric, part.amount.value) for part in parts}
    yield from (q for q in quantities(text, setting) if (q.metric, q.amount.value) not in named)
    yield from machines(text, setting)


def _attributed(text: str, setting: Setting) -> list[Figure]:
    reading: Reading = settle(text, setting)
    if not reading.is_open:
        return reading.figures
    from extractors.narrative.attribution import attribute  # spaCy: seconds, so only when needed

    return attribute(reading)
