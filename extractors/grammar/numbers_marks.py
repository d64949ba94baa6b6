"""What stands around a number: footnotes, «about», bounds, brackets, dashes for nothing."""

from __future__ import annotations

import re

from msgspec import Struct

from extractors.grammar.text import INVISIBLE, is_wide, nfkc


class Marked(Struct, frozen=True):
    """A cell with its marks taken off: the bare text, what they said, the bracketed remarks."""

    body: str
    flags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


_DASHES = re.compile(r"[-—–―‒−－─━/／\\＼]{1,6}|一{2,6}|\*{1,3}")
_NONE_WORDS = re.compile(
    r"(?:无|没有|暂无|不涉及|不适用|未统计|未填|不详|空缺|无数据|暂未统计|n/?a|none|null|nil)"
    r"(?:[(，,。:;].{0,200})?",
    re.IGNORECASE | re.DOTALL,
)
_DASH_REMARK = re.compile(r"([-—–―/\\]{1,4})\s?[(].{1,200}[)]", re.DOTALL)
_PLACEHOLDER = re.compile(
    r"[x×*]{2,6}(?:\.?[x×*]{1,3})?|待定|待补充|待填写?|todo|tbd", re.IGNORECASE
)

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"([×xX*·]\s?10)\s?([⁻⁺]?[⁰¹²³⁴-⁹]{1,2})")
_FOOTNOTES = re.compile(
    r"[①-⑳⑴-⒇]|[\[［〔]\s?(?:注)?\d{1,2}[\]］〕]|(?<=[\d元吨)）%])[¹²³⁴-⁹]{1,2}|"
    r"(?<=[\d元吨)）%])\s?[*＊※†‡#]{1,3}(?=\s|\Z)|注\d{0,2}\Z|(?<=[\d%])\s?[↑↓]\Z|"
    r"(?:(?<=[2-9\d]\d{3})|(?<=\d\.\d)|(?<=\.\d\d)|(?<=[元吨)）%]))\^[(（]?[1-9]\d?[)）]?\Z"
)
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_HASHES = re.compile(r"[#＃]{3,40}")

_ABOUT = re.compile(
    r"\A(?:大约为?|约为?|大概|大致|近似?|接近|将近|≈|~|≒)\s?(?=[\d.零〇一二三四五六七八九十两壹贰叁])"
)
_AROUND = re.compile(r"(?:左右|上下|许)\Z")
_ODD = re.compile(r"(?<=[\d百千万亿])\s?(?:余|多)(?!年)")
_AT_LEAST = re.compile(
    r"\A(?:≥|≧|⩾|>=|>|不低于|不少于|不小于|大于或?等于|大于|超过|高于|多于|至少)\s?"
)
_AT_MOST = re.compile(
    r"\A(?:≤|≦|⩽|<=|<|不高于|不超过|不大于|不多于|小于或?等于|小于|低于|少于|至多)\s?"
)
_AND_UP = re.compile(r"(?:及以上|以上)\Z")
_AND_DOWN = re.compile(r"(?:及以下|以下|以内|之内)\Z")
_CURRENCY = re.compile(
    r"\A(?:人民币|rmb|cny|[¥￥])\s?[:：]?\s?|(?<=[元圆万亿])\s?(?:人民币|整|正)\Z", re.IGNORECASE
)
_TOTAL = re.compile(r"\A(?:共计|合计|总计|共|计|为|=)\s?(?=[\d约])")
_REMARK = re.compile(r"\(([^()]{0,200})\)")
_SAID_BEHIND = re.compile(
    r"(?<=[\d元吨煤2%])\s?[,;]\s?((?!等价|当量|其中)(?:[\u3400-\u9fff][^\d()]{1,40}|(?:同比|环比|较|比)[^,;()]{2,30}))\Z"
)
"""``5000万元，已全部实缴``, ``9168，同比下降2%``: a remark without brackets."""
_LOSS = re.compile(r"\A(?:净?亏损?额?|负)\s?[:：]?\s?(?=\d)")

_FIGURE = re.compile(r"\d[\d,]{0,20}(?:\.\d{1,12})?")
"""Nothing but a figure: nothing hedges it."""
_ENDS = (
    (_ABOUT, "approx"), (_AROUND, "approx"), (_ODD, "approx"),
    (_AT_LEAST, "bound_ge"), (_AND_UP, "bound_ge"), (_AT_MOST, "bound_le"), (_AND_DOWN, "bound_le"),
    (_CURRENCY, ""), (_TOTAL, ""),
)  # fmt: skip


def nothing(text: str) -> str | None:
    """Why the cell states nothing: ``dash``, ``none_word``, ``placeholder`` or ``""`` (empty).

    ``None`` where it states something. A reason in brackets does not make it a value.
    """
    plain = re.sub(r"[\s_]+", "", nfkc(text)).strip("。.,;")
    if not plain:
        return ""
    if _DASHES.fullmatch(plain) or _DASH_REMARK.fullmatch(plain):
        return "dash"
    if _NONE_WORDS.fullmatch(plain):
        return "none_word"
    return "placeholder" if _PLACEHOLDER.fullmatch(plain) else None


def overflowed(text: str) -> bool:
    """Whether a spreadsheet printed ``####`` because the column was too narrow."""
    return bool(_HASHES.fullmatch(text.strip()))


def stripped(text: str) -> Marked:
    """The cell without footnote marks, spreadsheet prefixes, brackets and hedging words."""
    flags = _writing(text)
    source = _POWER.sub(lambda m: f"{m[1]}^{m[2].translate(_SUPERSCRIPTS)}", text.strip())
    noted = _FOOTNOTES.sub("", source)
    if noted != source:
        flags.append("footnote")
    plain = re.sub(r"[\s_]+", " ", nfkc(noted)).replace("−", "-").strip()
    if plain[:1] in "'‘’`" and len(plain) > 1:
        plain = plain[1:].strip()
        flags.append("excel_text")
    remarks = tuple(_REMARK.findall(plain))
    body = _REMARK.sub(" ", plain).strip() if remarks else plain
    behind = _SAID_BEHIND.search(body)
    if behind is not None:
        body, remarks = body[: behind.start()], (*remarks, behind[1])
    body = _LOSS.sub("-", body)
    return _hedged(body.strip(" ;,。、"), flags, remarks)


def _writing(text: str) -> list[str]:
    flags = []
    if any(is_wide(char) and char.isdigit() for char in text):
        flags.append("fullwidth")
    if re.search(r"(?<=[\d０-９])，(?=[\d０-９])", text):
        flags.append("fullwidth_sep")
    if re.search(f"(?<=\\d){_SPACES.pattern}(?=\\d)", text):
        flags.append("space_sep")
    if re.search(f"[{INVISIBLE}]", text):
        flags.append("invisible")
    return flags


def _hedged(body: str, flags: list[str], remarks: tuple[str, ...]) -> Marked:
    """Takes hedging words off both ends, twice: «约≥3000余万元左右»."""
    if _FIGURE.fullmatch(body):
        return Marked(body, tuple(flags), remarks)
    for pattern, flag in _ENDS * 2:
        shorter = pattern.sub("", body, count=1).strip()
        if shorter != body and flag and flag not in flags:
            flags.append(flag)
        body = shorter or body
    return Marked(body, tuple(flags), remarks)
