"""Levels of several intensities behind one ``分别为``: ``单位产品能耗、碳排放分别为0.271tce/t、0.668tCO2/t``."""

from __future__ import annotations

import re

from extractors.narrative.intensity_words import amount_of, entity_of, of_others
from extractors.narrative.lexer import NUMBER, Item, Kind, items
from extractors.narrative.sentence import Figure, Setting, is_compared, years_of
from extractors.narrative.states import state_of

_RESPECTIVELY = re.compile(r"(?:分别|依次)(?:约)?(?:为|是|达到?|降至|降到|控制在)")
_ONE = re.compile(rf"(?P<n>{NUMBER})(?P<unit>[^,;。、和及与\d][^,;。、和及与]{{0,11}})[、,和及与]?")
_BETWEEN = re.compile(r"[、,和及与]|以及")


def side_by_side(text: str, metrics: list[re.Match[str]], setting: Setting) -> list[Figure]:
    """One level for each of two or more intensities that stand in a row; nothing where they do not run in step."""
    cue = _RESPECTIVELY.search(text)
    if cue is None:
        return []
    row = _row(text, [metric for metric in metrics if metric.end() <= cue.start()])
    told = _told(text, cue.end())
    if len(row) < 2 or len(told) != len(row) or any(of_others(text, metric) for metric in row):
        return []
    year = _year(text, cue.start(), setting)
    return [_figure(text, *pair, year, setting) for pair in zip(row, told, strict=True)]


def _row(text: str, metrics: list[re.Match[str]]) -> list[re.Match[str]]:
    """The metrics that are joined to the last one."""
    row = metrics[-1:]
    for metric in reversed(metrics[:-1]):
        if not _BETWEEN.fullmatch(text, metric.end(), row[0].start()):
            break
        row.insert(0, metric)
    return row


def _told(text: str, at: int) -> list[re.Match[str]]:
    """The amounts one behind the other, each with a unit that counts per something."""
    told = []
    while (match := _ONE.match(text, at)) and "/" in match["unit"]:
        told.append(match)
        at = match.end()
    return told


def _year(text: str, at: int, setting: Setting) -> int | None:
    words = [w for w in items(text) if w.kind is Kind.YEAR and w.end <= at]
    dating = [word for word in words if not word.partial and not is_compared(text, word)]
    years = years_of(dating[-1], setting) if dating else ()
    return years[0] if len(years) == 1 else None


def _figure(
    text: str, metric: re.Match[str], told: re.Match[str], year: int | None, setting: Setting
) -> Figure:
    item = Item(Kind.AMOUNT, told.start("n"), told.end("unit"), told["n"] + told["unit"])
    state = state_of(text, item, year, setting)
    key, entity = metric.lastgroup or "", entity_of(metric[0])
    return Figure(key, amount_of(told["n"], told["unit"]), year, state, 0.92, metric[0], entity)
