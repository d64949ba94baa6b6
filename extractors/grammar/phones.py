"""Telephone numbers: mobiles as eleven digits, landlines as printed (fields.md §4.4)."""

from __future__ import annotations

import re

from msgspec import Struct

from extractors.grammar.text import is_blank, nfkc, tidy
from schemas.submission import State

_LOST = re.compile(r"\d(?:\.\d{1,14})?[Ee]\+?\d{1,2}")
_FLOAT = re.compile(r"(\d{7,13})\.0{1,6}")
_COUNTRY = re.compile(r"(?<!\d)(?:(?:\+|00)\s?86[-\s]?|86[-\s]?(?=1\d{10}(?!\d)))")
_PIECE = re.compile(r"[/、,;|]|\s(?=1[3-9]\d)|(?<=\d{4})\s+(?=0\d{2,3}-)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:0\d{2,3})?[2-9]\d{6,7}(?:\d{1,5})?|[48]00\d{7}")
_WORDS = re.compile(r"\d{6}(?!转|分机)[\u3400-\u9fff]{3}")
_NONE = frozenset({"/", "\\", "-", "—", "——", "无", "N/A", "n/a", "不涉及"})


class Phone(Struct, frozen=True):
    """``value``: one number, or several joined by ``/`` in printed order (flag ``several``)."""

    value: str | None = None
    flags: tuple[str, ...] = ()
    state: State = State.STATED
    confidence: float = 0.98


def read_phone(text: str) -> Phone:
    """A telephone cell.

    ``138 5712 3456`` → ``13857123456``; ``+86`` goes; ``0571-82345678`` stays. A number that
    Excel turned into ``1.38571E+10`` has lost its digits: unreadable, flag ``lost_digits``.
    What has the wrong length is kept as printed, and as surely, with flag ``odd_length``.
    """
    plain = tidy(text[:200]).strip("'‘’ ")
    if is_blank(plain):
        return Phone(state=State.BLANK)
    if plain in _NONE:
        return Phone(
            flags=("dash",) if not plain[0].isalnum() else ("none_word",), state=State.BLANK
        )
    if _LOST.fullmatch(plain):
        return Phone(flags=("lost_digits",), state=State.UNREADABLE, confidence=0.2)
    if sum(char.isdigit() for char in plain) < 5:
        return Phone(flags=("unparsed",), state=State.UNREADABLE, confidence=0.3)
    return _numbers(plain)


def _numbers(plain: str) -> Phone:
    home = _COUNTRY.sub("", plain)
    unbroken = re.sub(r"(?<!\d)(1[3-9]\d)[ -](\d{4})[ -](\d{4})(?!\d)", r"\1\2\3", home)
    pieces = [_one(piece) for piece in _PIECE.split(unbroken) if any(map(str.isdigit, piece))]
    odd = any(not _is_phone(piece) for piece in pieces)
    flags = (("several",) if len(pieces) > 1 else ()) + (("odd_length",) if odd else ())
    sure = 0.8 if len(pieces) > 1 else 0.98
    # Words behind the number are another line that ran into the cell, no part of it.
    beyond = any(_WORDS.search(piece) for piece in pieces)
    return Phone("/".join(pieces), flags, State.STATED, 0.5 if beyond else sure)


def _one(piece: str) -> str:
    trimmed = nfkc(piece).strip(" .。:：-'")
    whole = _FLOAT.fullmatch(trimmed)
    bare = whole[1] if whole else trimmed
    digits = re.sub(r"\D", "", bare)
    if _MOBILE.fullmatch(digits):
        return digits
    return re.sub(r"\s*[-—–－]+\s*", "-", bare)


def _is_phone(piece: str) -> bool:
    digits = re.sub(r"\D", "", piece)
    return bool(_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits))
