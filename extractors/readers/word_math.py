"""Formulas (OMML) as plain text: powers as ``10^4``, fractions as ``a/b``."""

from __future__ import annotations

from lxml import etree

from extractors.readers import word_names as n

_TEXT = frozenset({n.M + "t", n.T})
_SUP = n.M + "sSup"
_FRACTION = n.M + "f"
_DELIMITED = n.M + "d"


def formula(element: etree._Element) -> str:
    """The text of a formula, left to right."""
    tag = element.tag
    if tag in _TEXT:
        return element.text or ""
    if tag == _SUP:
        return _power(element)
    if tag == _FRACTION:
        return f"{_part(element, 'num')}/{_part(element, 'den')}"
    if tag == _DELIMITED:
        return (
            f"{_bracket(element, 'begChr', '(')}{_all(element)}{_bracket(element, 'endChr', ')')}"
        )
    return _all(element)


def _all(element: etree._Element) -> str:
    return "".join(formula(child) for child in element)


def _part(element: etree._Element, name: str) -> str:
    part = element.find(n.M + name)
    return "" if part is None else _all(part)


def _power(element: etree._Element) -> str:
    base, power = _part(element, "e"), _part(element, "sup")
    return f"{base}^{power}" if base[-1:].isdigit() else base + power


def _bracket(element: etree._Element, name: str, default: str) -> str:
    given = element.find(f"{n.M}dPr/{n.M}{name}")
    return default if given is None else given.get(n.M + "val", default)
