"""What a narrative is like, small enough to compare thousands: a sample of its five-character pieces.

Every piece is hashed and one in eight kept, chosen by the hash itself, so that two texts keep the
same pieces (FracMinHash). Figures count as equal; the firm's own name, marks and blanks, and the
form's and the policy's words do not count. numpy is imported where it is used: ``check`` compares
nothing and need not wait for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from schemas.edition_2025 import CHAPTERS, GUIDANCE

if TYPE_CHECKING:
    from numpy import bool_, intp, uint32
    from numpy.typing import NDArray

    Codes = NDArray[uint32]

_PIECE: Final = 5
_ONE_IN: Final = 8
_LONG: Final = 120
"""Characters from which a paragraph is kept by itself (N04)."""
_BASE: Final = 1_000_003
_MIX: Final = 0x9E3779B97F4A7C15
_BREAK: Final = ord("\n")
_DIGIT: Final = ord("0")


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
    import numpy as np

    letters = _letters("\n".join(texts).replace(firm or "\0", ""))
    places, sampled = _sampled(letters)
    own = ~within(sampled, _everybodys())
    found: dict[int, Paragraph] = {}
    spans = _long(letters)
    bounds = np.searchsorted(places, [(start, end - _PIECE + 1) for start, end in spans]).tolist()
    for (start, end), (low, high) in zip(spans, bounds, strict=True):
        whole = int.from_bytes(blake2b(letters[start:end].tobytes(), digest_size=7).digest())
        pieces = sampled[low:high][own[low:high]].tobytes()
        found.setdefault(whole, Paragraph(whole, high - low, pieces))
    return Likeness(_distinct(sampled[own]).tobytes(), tuple(found.values()))


def within(values: Codes, among: Codes) -> NDArray[bool_]:
    """Which of ``values`` stand in the sorted ``among``."""
    import numpy as np

    if not len(among):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(among, values), len(among) - 1)
    hit: NDArray[bool_] = among[at] == values
    return hit


def policy_lines() -> list[str]:
    """The paragraphs of the policy and its form, as issued."""
    folder = resources.files("validators.registers")
    return folder.joinpath("policy_text.txt").read_text("utf-8").splitlines()[1:]


def _long(letters: Codes) -> list[tuple[int, int]]:
    """Start and end of the long paragraphs."""
    import numpy as np

    breaks = np.flatnonzero(letters == _BREAK).tolist()
    spans = zip([0, *(at + 1 for at in breaks)], [*breaks, len(letters)], strict=True)
    return [(start, end) for start, end in spans if end - start >= _LONG]


def _letters(text: str) -> Codes:
    """The text's letters in one spelling: no marks, no blanks but line ends, figures as one 0."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    plain = _spellings()[np.minimum(codes, 0xFFFF)]
    plain = plain[plain != 0]
    figure = plain == _DIGIT
    figure[1:] &= figure[:-1].copy()
    figure[:1] = False
    kept: Codes = plain[~figure]
    return kept


def _sampled(letters: Codes) -> tuple[NDArray[intp], Codes]:
    """One in eight of the text's pieces: where each begins, and the middle of its hash."""
    import numpy as np

    size = max(0, len(letters) - _PIECE + 1)
    hashes = np.zeros(size, dtype=np.uint64)
    for at in range(_PIECE):
        hashes = hashes * np.uint64(_BASE) + letters[at : at + size]
    hashes = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(_MIX)
    hashes ^= hashes >> np.uint64(32)
    places = np.flatnonzero(hashes % np.uint64(_ONE_IN) == 0)
    return places, (hashes[places] >> np.uint64(16)).astype(np.uint32)


def _distinct(values: Codes) -> Codes:
    """The values once each, sorted; ``numpy.unique`` takes ten times as long on so few."""
    import numpy as np

    ordered = np.sort(values)
    once: Codes = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return once


@cache
def _everybodys() -> Codes:
    """The pieces of the form and of the policy: nobody's own words."""
    printed = "\n".join((*GUIDANCE.values(), *CHAPTERS.values(), *policy_lines()))
    return _distinct(_sampled(_letters(printed))[1])


@cache
def _spellings() -> Codes:
    """Every character's plain spelling (NFKC, lower case), 0 for what is no letter or figure."""
    import numpy as np

    plain = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        folded = unicodedata.normalize("NFKC", chr(code)).lower()[:1]
        if folded.isalnum():
            plain[code] = _DIGIT if folded.isdigit() else ord(folded)
    plain[_BREAK] = _BREAK
    return plain
