"""The ledger of the narrative: which figure, of what, in which year, stated where (rule K01, D02, E16).

Two tiers: :mod:`~extractors.narrative.settled` reads in one pass what leaves no doubt;
:mod:`~extractors.narrative.attribution` (spaCy, imported only when needed) looks at
sentences that the first tier left open. A wrong mention accuses somebody, so what neither is
sure of is not mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.grammar.numbers_core import settle as in_unit
from extractors.grammar.numbers_draft import Draft
from extractors.grammar.text import tidy
from extractors.narrative import investment, thresholds
from extractors.narrative.lexer import plain, sentences
from extractors.narrative.lexicon import METRIC, UNITS
from extractors.narrative.sentence import Figure, Setting
from extractors.narrative.settled import Reading, settle
from schemas.place import Where
from schemas.submission import Chapter, Mention, Read

_LONGEST_TEXT = 60_000
_DIGIT = re.compile(r"\d")


def mentions(chapters: Sequence[Chapter], years: tuple[int, ...]) -> tuple[Mention, ...]:
    """Every figure that the chapters state in running text, in reading order.

    ``years`` are the reporting years; they date 上年度 and 近三年. Figures of others, parts,
    savings, intensities, bounds of yearly metrics and 当量值 are left out.
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
        found += _of_paragraph(line, where, setting, item)
    if item:
        claims = thresholds.claimed(plain(text), item)
        found += [_mention(figure, where, tidy(text)[:600], setting) for figure in claims]
    return found


def _of_paragraph(line: str, where: Where, setting: Setting, item: str) -> list[Mention]:
    if not _DIGIT.search(line):
        return []
    found: list[Mention] = []
    before = ""
    for sentence in sentences(line):
        text = plain(sentence)
        for figure in _figures(text, setting, before, item):
            found.append(_mention(figure, where, tidy(sentence), setting))
        before = text
    if not item:
        claims = thresholds.claimed(plain(line))
        found += [_mention(figure, where, tidy(line)[:600], setting) for figure in claims]
    return found


def _figures(text: str, setting: Setting, before: str, item: str) -> list[Figure]:
    if not _DIGIT.search(text):
        return []
    figures = _attributed(text, setting) if METRIC.search(text) else []
    lenient = item == "retrofit_investment"
    return [
        *figures,
        *investment.retrofits(text, setting, lenient=lenient, before=before),
        *investment.totals(text, setting),
    ]


def _attributed(text: str, setting: Setting) -> list[Figure]:
    reading: Reading = settle(text, setting)
    if not reading.is_open:
        return reading.figures
    from extractors.narrative.attribution import attribute  # spaCy: seconds, so only when needed

    return attribute(reading)


def _mention(figure: Figure, where: Where, sentence: str, setting: Setting) -> Mention:
    unit = UNITS[figure.metric]
    amount = figure.amount
    number = in_unit(Draft(amount.value, amount.decimals, amount.unit, amount.flags), unit)
    read = Read(
        value=number.value,
        raw=amount.raw,
        where=where,
        confidence=min(figure.confidence, number.confidence),
        unit=unit,
        decimals=number.decimals,
        flags=tuple(flag for flag in number.flags if flag != "unit_inline"),
        label=figure.label,
        printed_unit=amount.unit,
    )
    return Mention(figure.metric, read, figure.year, figure.tense, sentence, setting.chapter)
