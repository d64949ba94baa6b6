"""Tables told in a line, as ordinary sentences: ``指标:碳抵消率;2025年:30%;2026年:50%`` → ``…、2025年30%、2026年50%``.

What reads a sentence afterwards knows years before their amounts, joined by ``、``.
"""

from __future__ import annotations

import re

from extractors.narrative.lexer import NUMBER

_YEAR = r"20[0-4]\d年度?"
_UNIT = r"[^,;:。、()|→\d]{0,12}(?:m[23][^,;:。、()|→\d]{0,6}|/[^,;:。、()|→\d]{1,4})?"
_WHOLE_YEAR = re.compile(r"(20[0-4]\d年)1月?[-—–~至到]{1,2}12月")
_ALL_OF = re.compile(
    r"[;,]?\((?:以上|上述)(?:数据)?均?为?(?P<year>20[0-4]\d年)度?(?:的)?(?:数据|数)?\)"
)
_YEAR_BEHIND = re.compile(rf"(?P<n>{NUMBER}{_UNIT})\((?P<year>20[0-4]\d)年度?\)")
_COLON = re.compile(r"(?<=20\d\d年):(?=[\d.])|(?<=20\d\d年度):(?=[\d.])")
_NEXT = re.compile(rf"[;|/→](?={_YEAR}(?:现状值?|目标值?|实际值?|计划值?|基准值?|为|约)?:?[\d.])")
_STAGE = re.compile(r";(?=(?:目标|现状|现|基准)值?:?[\d.])")
_HEADS = re.compile(r"(?:年份|年度):(?P<years>20[0-4]\d(?:[、,/]20[0-4]\d){1,4})年?;")
_ROW = re.compile(
    rf"(?P<label>[^;:()\d]{{2,16}})\((?P<unit>[^()\d]{{1,10}})\):(?P<all>{NUMBER}(?:[、/]{NUMBER}){{1,4}})(?=[;。]|\Z)"
)
_LEAST = 2


def told_in_line(text: str) -> str:
    """A plain sentence, its rows and columns as figures that follow their years."""
    text = text.rstrip("|")
    if "20" not in text:
        return _STAGE.sub(",", text)
    text = _WHOLE_YEAR.sub(r"\1", text)
    text = _under_years(_all_of_one_year(text))
    if len(_YEAR_BEHIND.findall(text)) >= _LEAST:
        text = _YEAR_BEHIND.sub(r"\g<year>年\g<n>", text)
    return _STAGE.sub(",", _NEXT.sub("、", _COLON.sub("", text)))


def _all_of_one_year(text: str) -> str:
    """``…(以上均为2024年数据)``: the year in front of them all."""
    told = _ALL_OF.search(text)
    return f"{told['year']}," + text[: told.start()] + text[told.end() :] if told else text


def _under_years(text: str) -> str:
    """``年份:2023、2024;工业总产值(万元):40120、42380``: each figure behind its year, with its unit."""
    heads = _HEADS.search(text)
    if heads is None:
        return text
    years = re.findall(r"\d{4}", heads["years"])
    rows = _ROW.sub(lambda row: _dated(row, years), text[heads.end() :])
    return text[: heads.start()] + rows


def _dated(row: re.Match[str], years: list[str]) -> str:
    figures = re.split(r"[、/]", row["all"])
    if len(figures) != len(years):
        return row[0]
    cells = (f"{year}年{n}{row['unit']}" for year, n in zip(years, figures, strict=True))
    return f"{row['label']}:" + "、".join(cells)
