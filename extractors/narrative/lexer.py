"""A sentence → years, metrics and amounts with the text between them."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from extractors.grammar import units
from extractors.grammar.text import nfkc
from extractors.narrative.lexicon import METRIC


class Kind(Enum):
    """What an item of a sentence is."""

    YEAR = "year"
    METRIC = "metric"
    AMOUNT = "amount"
    OTHER = "other"
    """An amount that is never a total: an intensity (``55kgce/t``) or an interval."""


class Amount(Struct, frozen=True):
    """One figure with its unit, as printed."""

    value: Decimal
    decimals: int
    unit: str
    raw: str
    flags: tuple[str, ...] = ()


class Item(Struct, frozen=True):
    """A stretch ``sentence[start:end]`` that means something.

    ``years`` of a YEAR item are in printed order; ``last`` counts the reporting years that
    words like 近三年 stand for, ``partial`` marks a part of a year (``2024年1-11月``).
    """

    kind: Kind
    start: int
    end: int
    text: str
    metric: str = ""
    years: tuple[int, ...] = ()
    last: int = 0
    partial: bool = False
    amounts: tuple[Amount, ...] = ()


_LONGEST = 1200
_BLANK = re.compile(r"\s")
_SPACE = re.compile(r"(?<!\d) +| +(?!\d)|(?<=\d) {2,}(?=\d)")
_CIRCLED = re.compile(r"(?<=[\d吨元%])([①-⑳])|[①-⑳]")
_SENTENCE = re.compile(r"[^。！？!?\n\r]{1,2000}[。！？!?]?")


def _in_brackets(circled: re.Match[str]) -> str:
    return "" if circled[1] else f"({ord(circled[0]) - ord('①') + 1})"


def sentences(text: str) -> list[str]:
    """The sentences of a text as printed; a semicolon does not end one."""
    found = (match[0].strip() for match in _SENTENCE.finditer(text.replace("\t", " ")))
    return [sentence for sentence in found if sentence]


def plain(sentence: str) -> str:
    """NFKC without blanks, but for one between digits; at most 1,200 characters.

    ``①2024年`` is no year 12024: a circled number is put in brackets, and left out behind a figure.
    """
    told = _CIRCLED.sub(_in_brackets, sentence)
    text = _BLANK.sub(" ", nfkc(told))
    return (_SPACE.sub("", text) if " " in text else text)[:_LONGEST]


NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,3}(?: \d{3}){1,4}(?!\d)|\d{1,12})(?:\.\d{1,8})?"
_SCALE = r"(?:[十百千]?[万亿]|[百千])?"
_CARBON = r"(?:二氧化碳当量|二氧化碳|CO2e?q?(?:当量)?)"
_UNIT = (
    rf"{_SCALE}(?:"
    r"(?:吨|千克|公斤|克|kg|t|T)(?:标准煤当量|标准煤|标煤|煤当量|ce|CE)|"
    rf"(?:吨|千克|公斤|kg|t|T)\(?{_CARBON}\)?|"
    r"(?:公?吨|千克|公斤|kg|t)(?![A-Za-z])|"
    r"元(?:人民币)?)|"
    r"个?百分点|%|[十百千]?[亿万](?![\u4e00-\u9fffA-Za-z0-9]|kW|m)"
)
_ONE = re.compile(rf"({NUMBER})(余|多)?({_UNIT})?")
_SERIES = re.compile(
    rf"(?=\d)(?:(?<![\dA-Za-z.,])|(?<=CCER))(?<![\dA-Za-z年]-)(?:{NUMBER}(?:余|多)?(?:(?:{_UNIT})?(?:、|/|和|及|与)|,)){{0,5}}"
    rf"{NUMBER}(?:余|多)?(?:{_UNIT})(?:/年|/a(?![a-z]))?"
)
_INTERVAL = re.compile(
    rf"(?=\d)(?<![\dA-Za-z.])(?:{NUMBER})(?:{_UNIT}|万)?(?:-|~|—|–|至|到){{1,2}}(?:{NUMBER})(?:{_UNIT})"
)
_PER = re.compile(r"/(?!年)[A-Za-z\u4e00-\u9fff(%]|每[吨万平件米人台方度]|·[mt]")
_ABOUT = re.compile(r"(?:约|近|接近|≈|~)为?\Z")
_AFTER = re.compile(
    r"\(?(?P<approx>左右|上下)|(?P<bound>及?以[上下内])|\((?:按)?(?P<basis>等价|当量)[^()]{0,6}\)|(?P<cal>当量)"
)

_YEAR = r"20[0-4]\d"
_JOIN = r"(?:-{1,2}|~|—{1,2}|–|至|到)"
_FROM_A_MONTH = re.compile(rf"(?:初|底|末|\d{{1,2}}日)?{_JOIN}{_YEAR}年\d{{1,2}}月")
_TO_A_MONTH = re.compile(rf"{_YEAR}年\d{{1,2}}月(?:初|底|末|\d{{1,2}}日)?{_JOIN}\Z")
_YEARS = re.compile(
    rf"(?=[2上去最近过三])(?:(?P<partial>{_YEAR}年度?(?:\d{{1,2}}月?{_JOIN})?(?:\d{{1,2}}月|上半年|下半年|前三季度|[一二三四1-4]季度|前\d{{1,2}}个?月))|"
    rf"(?P<range>{_YEAR}年?度?{_JOIN}(?:{_YEAR})年?)|"
    rf"(?P<list>{_YEAR}年?度?(?:[、,和及与/]{_YEAR}年?度?){{1,4}}(?:[三两3]个?年度?)?(?!年|相比|比|同期))|"
    rf"(?P<one>{_YEAR}年(?!版|第|修订|发布|印发)(?:度|全年|末|底)?)|"
    r"(?P<past>上一?年度?|去年)(?!同期|末)|(?P<last>(?:最?近|过去)(?:三|3|两|2)个?年(?:来|内)?|三年来|三年(?=分别|依次)))"
)


@lru_cache(maxsize=128)
def items(sentence: str) -> tuple[Item, ...]:
    """Years, metrics and amounts of a :func:`plain` sentence, left to right, none overlapping."""
    found = [*_year_items(sentence), *_metric_items(sentence), *_amount_items(sentence)]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Item] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def _year_items(sentence: str) -> list[Item]:
    return [
        item
        for match in _YEARS.finditer(sentence)
        if not _is_reference(sentence, match)
        and not _of_a_period(sentence, match)
        and (item := _year_item(match))
    ]


def _of_a_period(sentence: str, match: re.Match[str]) -> bool:
    """``2025年1月至2027年12月`` is when a plan runs, and dates no figure."""
    before = _TO_A_MONTH.search(sentence, max(match.start() - 12, 0), match.start())
    return bool(match["partial"]) and bool(before or _FROM_A_MONTH.match(sentence, match.end()))


def _is_reference(sentence: str, match: re.Match[str]) -> bool:
    """A document's or standard's number: ``〔2025〕44号``, ``GB/T 2589-2020``."""
    before = sentence[max(match.start() - 1, 0) : match.start()]
    return bool(before) and (
        before in "〔[【" or (before.isascii() and (before.isalnum() or before in "-./"))
    )


def _year_item(match: re.Match[str]) -> Item | None:
    kind = match.lastgroup or ""
    numbers = tuple(int(year) for year in re.findall(_YEAR, match[0]))
    base = Item(Kind.YEAR, match.start(), match.end(), match[0], years=numbers)
    if kind == "partial":
        return Item(Kind.YEAR, base.start, base.end, base.text, years=numbers[:1], partial=True)
    if kind in ("past", "last"):
        count = 1 if kind == "past" else 2 if re.search(r"[两2]", match[0]) else 3
        return Item(Kind.YEAR, base.start, base.end, base.text, last=count)
    if kind in ("range", "list") and "年" not in match[0]:
        return None
    if kind != "range":
        return base
    first, final = numbers
    spread = (
        tuple(range(first, final + 1)) if first <= final else tuple(range(first, final - 1, -1))
    )
    return Item(Kind.YEAR, base.start, base.end, base.text, years=spread[:8])


def _metric_items(sentence: str) -> list[Item]:
    return [
        Item(Kind.METRIC, match.start(), match.end(), match[0], metric=match.lastgroup or "")
        for match in METRIC.finditer(sentence)
    ]


def _amount_items(sentence: str) -> list[Item]:
    spans = [
        Item(Kind.OTHER, match.start(), match.end(), match[0])
        for match in _INTERVAL.finditer(sentence)
        if "%" not in match[0][:-1]  # «下降2.2%至4386吨» is a change and its result
        or match[0].endswith("%")
    ]
    taken = [(span.start, span.end) for span in spans]
    for match in _SERIES.finditer(sentence):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            spans += _split(sentence, match)
    return spans


def _split(sentence: str, match: re.Match[str]) -> list[Item]:
    """A series as one item, or one item a unit family where ``和`` joins different things."""
    if _PER.match(sentence, match.end()):
        return [Item(Kind.OTHER, match.start(), match.end(), match[0])]
    parts = list(_ONE.finditer(match[0]))
    groups: list[list[re.Match[str]]] = []
    for part in parts:
        new = not groups or _differ(groups[-1][-1][3], part[3] or _next(parts, part))
        groups.append([part]) if new else groups[-1].append(part)
    flags = _trailing(sentence, match.end()) + _leading(sentence, match.start())
    found = [_item(group, match.start(), flags if group is groups[-1] else ()) for group in groups]
    if match.start() and sentence[match.start() - 1] == "-":
        first = found[0]
        below = (_negative(first.amounts[0]), *first.amounts[1:])
        found[0] = replace(first, start=first.start - 1, text="-" + first.text, amounts=below)
    return found


def _negative(amount: Amount) -> Amount:
    return replace(amount, value=-amount.value, raw="-" + amount.raw, flags=(*amount.flags, "neg"))


def _next(parts: list[re.Match[str]], part: re.Match[str]) -> str:
    """The unit that a bare number borrows: the next one printed in the series."""
    later = parts[parts.index(part) :]
    return next((other[3] for other in later if other[3]), "")


def _differ(left: str | None, right: str) -> bool:
    """Whether two printed units measure different things; a bare 吨 goes with 吨标煤 and 吨CO2."""
    families = {family(left or right), family(right)}
    return len(families) > 1 and "mass" not in families


def family(unit: str) -> str:
    """The family of a printed unit; a bare ``亿`` counts as money, an unknown unit as ``""``."""
    parsed = units.parse(unit)
    return {"any": "money"}.get(parsed.family, parsed.family) if parsed else ""


def _item(group: list[re.Match[str]], offset: int, flags: tuple[str, ...]) -> Item:
    amounts = tuple(_amount(part, part[3] or _next(group, part), flags) for part in group)
    start, end = offset + group[0].start(), offset + group[-1].end()
    text = group[0].string[group[0].start() : group[-1].end()]
    return Item(Kind.AMOUNT, start, end, text, amounts=amounts)


def _amount(part: re.Match[str], unit: str, flags: tuple[str, ...]) -> Amount:
    digits = part[1].replace(",", "").replace(" ", "")
    decimals = len(digits.partition(".")[2])
    more = ("approx",) if part[2] else ()
    raw = part[1] + (part[2] or "") + (part[3] or unit)
    return Amount(Decimal(digits), decimals, unit, raw, (*flags, *more))


def _leading(sentence: str, at: int) -> tuple[str, ...]:
    return ("approx",) if _ABOUT.search(sentence, max(at - 3, 0), at) else ()


def _trailing(sentence: str, at: int) -> tuple[str, ...]:
    match = _AFTER.match(sentence, at)
    if not match:
        return ()
    if match["approx"]:
        return ("approx",)
    if match["bound"]:
        return ("bound_ge",) if "上" in match["bound"] else ("bound_le",)
    return ("basis_cal",) if match["cal"] or match["basis"] == "当量" else ("basis_eq",)
