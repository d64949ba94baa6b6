"""Tier two: sentences that need more than reading from left to right. This file imports spaCy.

A sentence becomes a spaCy ``Doc`` (Chinese, one character a token) whose years, metrics and
amounts are merged into single tokens by our own component; token patterns then say what
belongs together: metrics in parallel with their amounts, ``较2023年的8890吨标煤``, an amount
before its metric, a metric and its amount with words of accounting between them. What no
pattern recognises stays unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import spacy
from msgspec.structs import replace
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span, Token

from extractors.narrative import lexicon
from extractors.narrative.lexer import Amount, Item, Kind, items
from extractors.narrative.reading import Reading
from extractors.narrative.sentence import (
    Figure,
    between,
    fits,
    governs,
    is_ours,
    tense_of,
    years_of,
)

Pattern = dict[str, Any]
"""One token of a spaCy pattern, in spaCy's own words."""

_SURE = 0.86
_ACCOUNT = re.compile(
    r"\A[^,;。\d]{0,16}(?:折合|折算|折|核算|测算|统计|计算|合计|等价值|结果|数据|标准?煤|数值|为|达|约|是|:)(?:标准?煤)?(?:为|约|共)?\Z"
)
_FROM = re.compile(r"[由从]\Z")
_NEXT_ROW = re.compile(
    r"[,;](?:则)?分别(?:为|达到?|是|约)*|,?(?:分别)?(?:下降|降低|降|减少|提高|提升|增加|增长)(?:到|至|为)(?:了|的)?"
)
"""Between two rows of amounts of the same metrics."""
_HEDGED = re.compile(r"其中|不|未|限|上限|最|均|累计|设计|配额|节|减")


@Language.component("lingtan_items")
def mark_items(doc: Doc) -> Doc:
    """Merges what the lexer finds into one token each and says in ``_.item`` what it is."""
    with doc.retokenize() as retokenizer:
        for item in items(doc.text):
            span = doc.char_span(item.start, item.end)
            if span is not None:
                retokenizer.merge(span, attrs={"_": {"item": item, "kind": item.kind.value}})
    return doc


@cache
def _language() -> Language:
    for name, default in (("item", None), ("kind", "text")):
        Token.set_extension(name, default=default, force=True)
    language = spacy.blank("zh")
    language.add_pipe("lingtan_items")
    return language


def _kind(kind: str) -> Pattern:
    return {"_": {"kind": kind}}


@cache
def _matcher() -> Matcher:
    """Token patterns; longest first within each name."""
    metric, amount, year = (_kind(kind) for kind in ("metric", "amount", "year"))
    word: Pattern = {"_": {"kind": "text"}, "TEXT": {"NOT_IN": [",", ";", "。", ":"]}}
    link: Pattern = {"TEXT": {"IN": list("、和及与以")}}
    matcher = Matcher(_language().vocab)
    listed = [metric, {**link, "OP": "{1,2}"}, metric]
    more = [*listed, {**link, "OP": "{1,2}"}, metric]
    tail = [{**word, "OP": "{0,12}"}, amount]
    matcher.add(
        "parallel",
        [more + tail, listed + tail, [*listed, {"TEXT": ","}, year, *tail]],
        greedy="LONGEST",
    )
    matcher.add(
        "compared",
        [[{"TEXT": {"IN": ["较", "比", "于"]}}, year, {"TEXT": "的", "OP": "?"}, amount]],
    )
    matcher.add("amount_first", [[amount, {"TEXT": "的"}, {**word, "OP": "{0,4}"}, metric]])
    matcher.add("accounted", [[metric, {**word, "OP": "{1,16}"}, amount]])
    return matcher


def attribute(reading: Reading) -> list[Figure]:
    """What tier one settled of the sentence, and what the patterns add to it."""
    doc = _language()(reading.text)
    figures = list(reading.figures)
    for name, span in _matches(doc):
        figures += [figure for figure in _RULES[name](reading, span) if not _known(figure, figures)]
    return figures


def _matches(doc: Doc) -> Iterator[tuple[str, Span]]:
    found = [(doc.vocab.strings[key], doc[start:end]) for key, start, end in _matcher()(doc)]
    found.sort(key=lambda match: (match[0] != "parallel", match[1].start))
    taken: set[int] = set()
    for name, span in found:
        metrics = {token.i for token in span if token._.kind != "text"}
        if not metrics & taken or name == "compared":
            taken |= metrics if name == "parallel" else set()
            yield name, span


def _known(figure: Figure, figures: list[Figure]) -> bool:
    key = (figure.metric, figure.amount.value, figure.year)
    return any((other.metric, other.amount.value, other.year) == key for other in figures)


def _of(span: Span, kind: Kind) -> list[Item]:
    return [token._.item for token in span if token._.kind == kind.value]


def _parallel(reading: Reading, span: Span) -> list[Figure]:
    """``产值、利润分别为8.56亿元、4200万元``; with years, each metric has a run of amounts."""
    metrics = _of(span, Kind.METRIC)
    if not all(is_ours(reading.text, metric) for metric in metrics[:1]):
        return []
    amounts = _run(reading, _of(span, Kind.AMOUNT)[-1])
    word = _year_before(reading, metrics[0]) or next(iter(_of(span, Kind.YEAR)), None)
    years: tuple[int | None, ...] = years_of(word, reading.setting) or (None,)
    figures = _in_step(reading, metrics, amounts, years, word)
    if not figures or len(years) > 1:
        return figures
    if _FROM.search(reading.text, 0, _of(span, Kind.AMOUNT)[-1].start):
        figures = [replace(figure, year=None, tense="past") for figure in figures]
    later = _next_run(reading, _of(span, Kind.AMOUNT)[-1])
    return figures + _in_step(reading, metrics, later[0], later[1], later[2] or word)


def _in_step(
    reading: Reading,
    metrics: list[Item],
    amounts: list[Amount],
    years: tuple[int | None, ...],
    word: Item | None,
) -> list[Figure]:
    """Each metric with its amounts, one a year; nothing where the numbers do not agree."""
    if len(amounts) != len(metrics) * len(years) or (word and word.partial):
        return []
    figures: list[Figure] = []
    for index, metric in enumerate(metrics):
        own = amounts[index * len(years) : (index + 1) * len(years)]
        series = Item(Kind.AMOUNT, 0, 0, "", amounts=tuple(own))
        if not fits(metric.metric, series):
            return []
        figures += [
            _figure(reading, metric, amount, year, word)
            for amount, year in zip(own, years, strict=True)
        ]
    return figures


def _next_run(
    reading: Reading, first: Item
) -> tuple[list[Amount], tuple[int | None, ...], Item | None]:
    """A further row of amounts: ``，2024年分别为…`` or ``降至…``; its year, ``None`` where unsaid."""
    end = _run_end(reading, first)
    for item in reading.items:
        if item.kind is Kind.AMOUNT and item.start > end:
            words = [w for w in reading.items if w.kind is Kind.YEAR and end < w.start < item.start]
            gap = between(reading.text, reading.items, end, item.start)
            if not _NEXT_ROW.fullmatch(gap) or len(words) > 1:
                break
            years = years_of(words[0], reading.setting) if words else (None,)
            return _run(reading, item), years, words[0] if words else None
    return [], (), None


def _run_end(reading: Reading, first: Item) -> int:
    end = first.end
    for item in reading.items:
        if (
            item.kind is Kind.AMOUNT
            and item.start > end
            and _joined(reading.text[end : item.start])
        ):
            end = item.end
    return end


def _joined(gap: str) -> bool:
    return re.sub(r"\([^()\d]{0,12}\)", "", gap) in ("", "、", "和", "及", "与", ",", "以及")


def _run(reading: Reading, first: Item) -> list[Amount]:
    """The amounts from ``first`` on, as long as only separators stand between them."""
    amounts, end = list(first.amounts), first.end
    for item in reading.items:
        if item.start < first.end:
            continue
        if item.kind is not Kind.AMOUNT or not _joined(reading.text[end : item.start]):
            break
        amounts, end = [*amounts, *item.amounts], item.end
    return amounts


def _compared(reading: Reading, span: Span) -> list[Figure]:
    """``较2023年的8890吨标煤下降``: another year's level of the metric that was just stated."""
    word, item = _of(span, Kind.YEAR)[0], _of(span, Kind.AMOUNT)[0]
    metric = _stated_before(reading, item)
    years = years_of(word, reading.setting)
    if metric is None or len(years) != 1 or len(item.amounts) != 1 or not fits(metric.metric, item):
        return []
    return [_figure(reading, metric, item.amounts[0], years[0], word)]


def _stated_before(reading: Reading, item: Item) -> Item | None:
    before = [m for m in reading.items if m.kind is Kind.METRIC and m.end <= item.start]
    metric = before[-1] if before else None
    stated = metric is not None and any(
        figure.metric == metric.metric for figure in reading.figures
    )
    return metric if stated and metric and is_ours(reading.text, metric) else None


def _amount_first(reading: Reading, span: Span) -> list[Figure]:
    """``8560吨标煤的年综合能耗``."""
    item, metric = _of(span, Kind.AMOUNT)[0], _of(span, Kind.METRIC)[0]
    lead = reading.text[max(item.start - 12, 0) : item.start]
    bad = _HEDGED.search(lead) or lexicon.BOUND.search(lead) or lexicon.CHANGE.search(lead)
    return [] if bad else _single(reading, metric, item)


def _accounted(reading: Reading, span: Span) -> list[Figure]:
    """``综合能耗经核算为8560吨标煤``: only words of accounting between the two."""
    metric, item = _of(span, Kind.METRIC)[0], _of(span, Kind.AMOUNT)[0]
    gap = reading.text[metric.end : item.start]
    traps = (lexicon.BOUND, lexicon.CHANGE, lexicon.OTHERS, _HEDGED)
    if not _ACCOUNT.fullmatch(gap) or any(trap.search(gap) for trap in traps) or "当量值" in gap:
        return []
    return _single(reading, metric, item)


def _single(reading: Reading, metric: Item, item: Item) -> list[Figure]:
    if not is_ours(reading.text, metric) or not fits(metric.metric, item):
        return []
    if lexicon.FULL_SCORE.match(reading.text, item.end):
        return []
    word = _year_before(reading, metric)
    years: tuple[int | None, ...] = years_of(word, reading.setting) or (None,)
    if len(years) != len(item.amounts) or (word and word.partial):
        return []
    return [
        _figure(reading, metric, amount, year, word)
        for amount, year in zip(item.amounts, years, strict=True)
    ]


def _year_before(reading: Reading, metric: Item) -> Item | None:
    before = [y for y in reading.items if y.kind is Kind.YEAR and y.end <= metric.start]
    return before[-1] if before and governs(reading.text, before[-1], metric) else None


def _figure(
    reading: Reading, metric: Item, amount: Amount, year: int | None, word: Item | None
) -> Figure:
    at = word.start if word else 0
    tense = tense_of(reading.text, at, metric.end, year, reading.setting)
    return Figure(metric.metric, amount, year, tense, _SURE, metric.text)


_RULES = {
    "parallel": _parallel,
    "compared": _compared,
    "amount_first": _amount_first,
    "accounted": _accounted,
}
