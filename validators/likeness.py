"""What a narrative is like, small enough to compare thousands: a sample of its five-character pieces.

Every piece is hashed and one in eight kept, chosen by the hash itself, so that two texts keep the
same pieces (FracMinHash). Figures count as equal, the firm's own name and the form's and the
policy's words do not count. numpy is imported where it is used: ``check`` need not wait for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from schemas.edition_2025 import CHAPTERS, GUIDANCE

if TYPE_CHECKING:
    from numpy import uint32
    from numpy.typing import NDArray

PIECE: Final = 5
"""Characters a piece."""
_ONE_IN: Final = 8
_LONG: Final = 120
"""Characters from which a paragraph is kept by itself (N04)."""
_BASE: Final = 1_000_003
_MIX: Final = 0x9E3779B97F4A7C15
_NO_WORD: Final = re.compile(r"[^\w\n]+|_+")
_FIGURE: Final = re.compile(r"\d+")


class Paragraph(Struct, frozen=True):
    """A long paragraph: a hash of all of it, how many pieces its sample has, and its own ones, packed."""

    whole: int
    size: int
    pieces: bytes


class Likeness(Struct, frozen=True):
    """A text's own sampled pieces (sorted ``uint32``, packed) and its long paragraphs."""

    pieces: bytes
    paragraphs: tuple[Paragraph, ...]


def likeness(texts: Iterable[str], firm: str) -> Likeness:
    """The likeness of a narrative; ``firm``: the name that its author would replace."""
    plain = _plain("\n".join(texts), firm)
    long = dict.fromkeys(line for line in plain.split("\n") if len(line) >= _LONG)
    return Likeness(_own(_sampled(plain)), tuple(map(_paragraph, long)))


def _paragraph(line: str) -> Paragraph:
    sampled = _sampled(line)
    return Paragraph(_hashed(line), len(sampled), _own(sampled))


def _plain(text: str, firm: str) -> str:
    """The text's paragraphs without blanks, marks and name, their figures alike."""
    # Marks first: what is left is mostly NFKC already, which is quick to see.
    bare = unicodedata.normalize("NFKC", _NO_WORD.sub("", text))
    return _FIGURE.sub("0", bare.replace(_NO_WORD.sub("", firm) or "\0", ""))


def _own(sampled: NDArray[uint32]) -> bytes:
    import numpy as np

    return sampled[~np.isin(sampled, _everybodys(), assume_unique=True)].tobytes()


def _sampled(text: str) -> NDArray[uint32]:
    """One in eight of the text's distinct pieces, as the upper half of their hashes."""
    import numpy as np

    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(letters) < PIECE:
        return np.empty(0, dtype=np.uint32)
    size = len(letters) - PIECE + 1
    hashes = np.zeros(size, dtype=np.uint64)
    for at in range(PIECE):
        hashes = hashes * np.uint64(_BASE) + letters[at : at + size]
    hashes = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(_MIX)
    hashes ^= hashes >> np.uint64(32)
    kept = hashes[hashes % np.uint64(_ONE_IN) == 0]
    return np.unique((kept >> np.uint64(16)).astype(np.uint32))


def policy_lines() -> list[str]:
    """The paragraphs of the policy and its form, as issued."""
    folder = resources.files("validators.registers")
    return folder.joinpath("policy_text.txt").read_text("utf-8").splitlines()[1:]


@cache
def _everybodys() -> NDArray[uint32]:
    """The pieces of the form and of the policy: nobody's own words."""
    printed = "\n".join((*GUIDANCE.values(), *CHAPTERS.values(), *policy_lines()))
    return _sampled(_plain(printed, ""))


def _hashed(line: str) -> int:
    return int.from_bytes(blake2b(line.encode(), digest_size=7).digest())
