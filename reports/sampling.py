"""Which submissions a second reader looks at: by hash, so that nobody can steer it. Pure."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

SHARE: Final = 0.10
"""Of what passed by itself."""
_SPACE = 1 << 32


def sampled(digest: str, seed: str, share: float = SHARE) -> bool:
    """Whether the hand-in with this digest is in the sample. The same seed gives the same sample."""
    drawn = int.from_bytes(sha256(f"{seed}\t{digest}".encode()).digest()[:4])
    return drawn < share * _SPACE
