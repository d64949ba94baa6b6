"""Attributes of Office files as values; what a broken file states wrongly counts as not stated."""

from __future__ import annotations

_OFF = frozenset({"0", "false", "off", "none"})


def whole(text: str | None, default: int = 0) -> int:
    """A whole number, ``default`` where none is written."""
    try:
        return int(text or default)
    except ValueError:
        return default


def is_on(value: str | None) -> bool:
    """An on/off attribute: absent means on."""
    return value is None or value not in _OFF
