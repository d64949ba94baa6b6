"""Text as printed → text to compare (:func:`fold`) and text to keep (:func:`tidy`)."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas import spelling

_RADICALS = str.maketrans(
    "⺟⺠⺫⺮⺷⺼⺾⻁⻄⻅⻆⻉⻋⻌⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民目竹羊肉艹虎西见角贝车辶长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
"""CJK radicals that NFKC leaves alone; PDFs made by WPS hold them instead of the characters."""
_RADICAL = re.compile(r"[\u2e80-\u2eff]")

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_FOOTNOTE = re.compile(r"[①-⑳*＊※†‡]|[\[［〔]\d{1,2}[\]］〕]|(?<=[\u3400-\u9fff）)])[¹²³⁴-⁹]")
_BRACKETS = str.maketrans("[]{}【】〔〕〈〉<>", "()()()()()()")
_CJK = r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff"
_CJK_BREAK = re.compile(rf"(?<=[{_CJK}]) ?\n ?|(?<=[{_CJK}][,.;:!?)(]) ?\n ?| ?\n ?(?=[{_CJK}(])")
_BLANKS = re.compile(r"[ \u3000\xa0]+")
_TWO_BLANKS = re.compile(r" {2,}")
_UNDERSCORES = re.compile(r"_{2,}|^[ _]{1,400}|(?<![_ ])[ _]{1,400}$")
_UNSEEN = re.compile(r"[\s:_]+")
_SEEN = re.compile(rf"[^\s_＿﹍﹎﹏ˍ▁{INVISIBLE}]")


@lru_cache(maxsize=4096)
def nfkc(text: str) -> str:
    """NFKC, with the radicals that it misses and without zero-width characters."""
    plain = spelling.nfkc(_INVISIBLE.sub("", text))
    return plain.translate(_RADICALS) if _RADICAL.search(plain) else plain


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text for matching labels (fields.md §3.1).

    NFKC, no whitespace, line breaks, colons or footnote marks, ``₂`` → ``2``, all brackets
    round, Latin letters lower-case. ``碳排放总量\\n（吨CO₂）：`` → ``碳排放总量(吨co2)``.
    """
    plain = nfkc(_FOOTNOTE.sub("", text)).translate(_BRACKETS).lower()
    return _UNSEEN.sub("", plain)


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """The contract's text value.

    NFKC and trimmed; a line break beside a Chinese character goes, between Latin words it
    becomes one space (none after a hyphen); runs of blanks are one; form underscores go.
    """
    lines = nfkc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    flat = _on_one_line(_BLANKS.sub(" ", lines))
    kept = _UNDERSCORES.sub("", flat) if "_" in flat else flat
    return _TWO_BLANKS.sub(" ", kept).strip()


def _on_one_line(text: str) -> str:
    if "\n" not in text:
        return text
    joined = _CJK_BREAK.sub("", re.sub(r"\n{2,}", "\n", text))
    return re.sub(r"(?<=[-/])\n", "", joined).replace("\n", " ")


def is_blank(text: str) -> bool:
    """Whether nothing is left once spaces of every kind and form underscores are gone."""
    return _SEEN.search(text) is None


def is_wide(char: str) -> bool:
    """Whether the character is a full-width form of an ASCII one."""
    return "\uff01" <= char <= "\uff5e"
