"""Characters as the file codes them → characters as a reader means them.

Fonts of WPS and some Word versions map glyphs to Kangxi radicals, CJK radicals or
compatibility ideographs: ``⼯`` (U+2F2F) is printed as 工 and must be 工. Punctuation, boxes
and full-width digits stay as printed; the grammars fold those where they may.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from extractors.readers.office_symbols import symbol

# CJK Radicals Supplement (U+2E80-2EF3): NFKC maps only U+2E9F and U+2EF3. The simplified
# and common forms, each to the character that looks the same.
_RADICALS = dict(
    zip(
        "⺀⺁⺄⺇⺈⺊⺌⺍⺎⺏⺒⺓⺔⺗⺘⺙⺛⺝⺟⺠⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "冫厂乙几刀卜小小兀尣巳幺彑心手攵无月母民水灬爫爫丬犭王疋目示礻竹糸纟罓罒羊羊羊老肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食飠飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙亀龟",
        strict=True,
    )
)
# Kangxi radicals that NFKC turns into a form that mainland texts do not use.
_RADICALS |= {"\u2f3e": "户", "\u2fad": "青", "\u2fc8": "黄"}
# NFKC is right for these blocks and only there: elsewhere it would lose （ ： ½ ㎡ or ².
_FOLDED = (
    (0x2F00, 0x2FD5),  # Kangxi radicals
    (0xF900, 0xFAFF),  # CJK compatibility ideographs
    (0x2F800, 0x2FA1F),  # their supplement
    (0xFB00, 0xFB06),  # Latin ligatures
    (0xFE30, 0xFE4F),  # vertical forms
)
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
# pdfium codes a hyphen at a line's end as 2; a soft hyphen that a page shows is a hyphen.
_HYPHENS = (0x02, 0xAD)
_NOTHING = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff"
# Boxes of fonts that have no Unicode names; ZapfDingbats comes through pdfium as letters.
_SYMBOL_FONTS = (
    ("wingdings2", "wingdings 2"),
    ("wingdings-2", "wingdings 2"),
    ("wingdings", "wingdings"),
    ("symbolmt", "symbol"),
)


@cache
def symbol_font(name: str) -> str:
    """The symbol font that a PDF font name (``ABCDEF+Wingdings-Regular``) means, or ``""``."""
    bare = name.rpartition("+")[2].replace(" ", "").lower()
    return next((font for start, font in _SYMBOL_FONTS if bare.startswith(start)), "")


@cache
def letter(code: int, font: str = "") -> str:
    """The text of one glyph: code point as coded, ``font`` from :func:`symbol_font`.

    Empty for what prints nothing (zero width, control characters); U+FFFD where the file
    gives no meaning.
    """
    if code == 0 or code == 0xFFFD:
        return "\ufffd"
    if font or 0xF000 <= code <= 0xF0FF:
        return _symbol(font, code)
    if code in _HYPHENS:
        return "-"
    character = chr(code)
    if code < 0x20 or 0x7F <= code < 0xA0 or character in _NOTHING:
        return ""
    if character in _SPACES:
        return " "
    known = _RADICALS.get(character)
    if known is None and any(low <= code <= high for low, high in _FOLDED):
        return unicodedata.normalize("NFKC", character)
    return known or character


def _symbol(font: str, code: int) -> str:
    # pdfium gives the code either in the private area or as the bare byte.
    if code > 0xFF and not 0xF000 <= code <= 0xF0FF:
        return chr(code)
    return symbol(font, code) or "\ufffd"


def is_unknown(character: str) -> bool:
    """Whether ``character`` carries no meaning: replaced or private."""
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"


def is_han(character: str) -> bool:
    """Whether ``character`` is a Chinese character."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def is_wide(character: str) -> bool:
    """Whether ``character`` sets like a Chinese one: no space is due beside it."""
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—☐☑□■√✓·"
