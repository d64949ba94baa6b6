"""Structs to stored bytes and back."""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def pack(body: Any) -> bytes:
    """A struct as zlib over JSON."""
    return zlib.compress(msgspec.json.encode(body), 6)


def unpack(data: bytes | memoryview, kind: type[T]) -> T:
    """The struct that :func:`pack` stored. Raises ``msgspec.ValidationError`` where it does not fit."""
    return msgspec.json.decode(zlib.decompress(bytes(data)), type=kind)
