"""One printed number → an exact decimal: groups, spaces, powers of ten, OCR slips."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct


class Literal(Struct, frozen=True):
    """A number as printed: its value, its printed decimals and how it was written."""

    value: Decimal
    decimals: int
    flags: tuple[str, ...] = ()


LITERAL = r"(?:\d[\d,. ]{0,30}\d|\.?\d)\.?"
"""A stretch that may be one number; :func:`read_literal` decides."""

_PLAIN = re.compile(r"\d{1,20}(?:\.\d{0,12})?|\.\d{1,12}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,6}(?:\.\d{0,12})?")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3}){1,6}(?:\.\d{0,12})?")
_ODD_GROUPS = re.compile(r"\d{1,6}(?:,\d{1,6}){1,6}(?:\.\d{1,12})?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3}){1,6},\d{1,4}|\d{1,3}(?:\.\d{3}){2,6}")
_COMMA_POINT = re.compile(r"\d{1,6},\d{1,2}")
_SPACED_POINT = re.compile(r"\d[\d,]{0,20} ?\. ?\d{1,12}")
_SCIENCE = re.compile(
    r"(\d{1,12}(?:\.\d{1,12})?) ?(?:[×xX*·] ?10 ?\^ ?\(?([-+]?\d{1,2})\)?|[eE]([-+]?\d{1,3}))"
)
_LARGEST_POWER = 15
"""No field holds more: a larger power is a slip, and would overflow a float."""
_LOST = re.compile(r"\d(?:\.\d{1,12})? ?[×xX*·] ?10(?: ?[-+]\d{1,2}| \d{1,2}|[2-9])(?!\d)")
_SLIPS = str.maketrans("OolI|。·", "00111..")
_SLIPPED = re.compile(r"[\dOolI|][\dOolI|,.。· ]{0,30}")


def read_literal(text: str) -> Literal | None:
    """The number that ``text`` (NFKC) is as a whole; ``None`` where it is not one.

    Separators count only between exact groups of three; other commas are kept as a doubt
    (``odd_groups``), a comma that can only be a point as a repair (``ocr_repair``).
    """
    plain = text.strip()
    if _PLAIN.fullmatch(plain):
        return _literal(plain)
    if _GROUPED.fullmatch(plain):
        return _literal(plain.replace(",", ""))
    if _SPACED.fullmatch(plain):
        return _literal(plain.replace(" ", ""), "space_sep")
    return _doubtful(plain)


def _doubtful(plain: str) -> Literal | None:
    if _COMMA_POINT.fullmatch(plain):
        return _literal(plain.replace(",", "."), "ocr_repair")
    if _SPACED_POINT.fullmatch(plain):
        return _literal(plain.replace(" ", "").replace(",", ""), "ocr_repair")
    if _ODD_GROUPS.fullmatch(plain):
        return _literal(plain.replace(",", ""), "odd_groups")
    if _EUROPEAN.fullmatch(plain):
        return _literal(plain.replace(".", "").replace(",", "."), "odd_groups")
    return None


def read_science(text: str) -> tuple[Literal, str] | None:
    """``1.2×10^4`` or ``1.2E+04`` at the start of ``text``, and what follows it."""
    match = _SCIENCE.match(text)
    if not match:
        return None
    power = int(match[2] or match[3])
    if abs(power) > _LARGEST_POWER:
        return None
    mantissa = _literal(match[1])
    value = mantissa.value.scaleb(power)
    return Literal(value, mantissa.decimals - power, ("sci",)), text[match.end() :]


def lost_power(text: str) -> bool:
    """Whether a power of ten seems to have lost its superscript: ``1.2×104``."""
    return bool(_LOST.match(text))


def repaired(text: str) -> tuple[Literal, str] | None:
    """What ``O.45`` or ``l2.5`` may have been, and what follows it; never a sure reading."""
    match = _SLIPPED.match(text)
    if not match or not any(char.isdigit() for char in match[0]):
        return None
    literal = read_literal(match[0].translate(_SLIPS))
    if literal is None:
        return None
    return Literal(literal.value, literal.decimals, ("ocr_repair",)), text[match.end() :]


def _literal(digits: str, *flags: str) -> Literal:
    _, _, after = digits.partition(".")
    return Literal(Decimal(digits.rstrip(".")), len(after), flags)
