"""Which submissions a second reader looks at: by hash, so that nobody can steer it. Pure."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Final

SHARE: Final = 0.10
"""Of what passed by itself."""
_SPACE = 1 << 32


def drawn(version: int, handed_on: date) -> bool:
    """Whether this version, handed in on that day, is in its month's sample."""
    return sampled(f"{version}", f"{handed_on:%Y-%m}")


def sampled(digest: str, seed: str, share: float = SHARE) -> bool:
    """Whether the hand-in with this digest is in the sample. The same seed gives the same sample."""
    place = int.from_bytes(sha256(f"{seed}\t{digest}".encode()).digest()[:4])
    return place < share * _SPACE
