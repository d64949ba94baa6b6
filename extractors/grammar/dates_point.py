"""The common writing of dates: full-width, Chinese numerals and letter slips made plain."""

from __future__ import annotations

import re

from extractors.grammar import han
from extractors.grammar.text import nfkc

_HAN_YEAR = re.compile(r"([一二][零〇○Oo九0][零〇○Oo一二三四五六七八九0]{2})(?=年)")
_HAN_PART = re.compile(r"([一二三四五六七八九十廿卅]{1,3})(?=[月日号])")
_SLIP = re.compile(r"(?<=[\d./-])[OolI](?=[\d./-]|\Z|[年月日])|(?<![A-Za-z])[OolI](?=\d)")
_SLIPS = str.maketrans("OolI", "0011")
_DASHES = re.compile(r"[—–―‒−─~～]+|--+|-{2,}")


def written(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without blanks, in ASCII digits; flag ``ocr_repair`` where a letter was a digit.

    Long dashes and tildes stay one ``~``; ``二〇二五年三月`` becomes ``2025年3月``.
    """
    plain = re.sub(r"\s+", "", nfkc(text)).strip("'‘’,;。")
    plain = _HAN_YEAR.sub(lambda match: _year(match[1]), plain)
    plain = _HAN_PART.sub(lambda match: str(han.small(match[1]) or match[1]), plain)
    plain = _DASHES.sub("~", plain)
    repaired = _SLIP.sub(lambda match: match[0].translate(_SLIPS), plain)
    return repaired, (("ocr_repair",) if repaired != plain else ())


def _year(text: str) -> str:
    return str(han.year(text.translate(str.maketrans("Oo0", "〇〇〇"))) or text)
