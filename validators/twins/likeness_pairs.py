"""Which narratives of a batch are alike: MinHash signatures, bands to find candidates, an exact check.

The cost grows with the number of texts, not with that of their pairs: bands of three of 192 values
bring together nearly all pairs from a likeness of 0.35 on, and hardly any below 0.1.
Wording that a good part of the batch shares (``common``) is the trade's or the
adviser's stock phrase and counts for nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from schemas.bands import AcrossBands
from validators.form.groups import paired
from validators.twins.likeness import Likeness, Paragraph, within

_BANDS: Final = 64
_ROWS: Final = 3
_LEAST: Final = 100
"""Own sampled pieces (some 800 characters) below which a text is too short to compare."""

_OWN_SHARE: Final = 0.5
"""Of a paragraph's pieces: below it the paragraph is stock wording with a word exchanged."""

Pieces = NDArray[np.uint32]
_NONE: Final = np.empty(0, dtype=np.uint32)


class Alike(Struct, frozen=True):
    """Two texts by position and the share of their own pieces that both hold."""

    first: int
    second: int
    share: float


def alike(texts: Sequence[Likeness], bands: AcrossBands) -> Iterator[Alike]:
    """Every pair of texts that is alike from ``bands.same_text`` on."""
    limit = common(len(texts), bands)
    own = _own([_packed(text.pieces) for text in texts], limit)
    long = [i for i, pieces in enumerate(own) if len(pieces) >= _LEAST]
    for first, second in _candidates(long, own):
        share = _jaccard(own[first], own[second])
        if share >= bands.same_text:
            yield Alike(first, second, share)


def same_paragraphs(texts: Sequence[Likeness], bands: AcrossBands) -> Iterator[tuple[int, int]]:
    """Pairs of texts that hold the same long paragraph."""
    limit = common(len(texts), bands)
    stock = _stock([_packed(text.pieces) for text in texts], limit)
    for paragraph, members in _holders(texts):
        pieces = _packed(paragraph.pieces)
        own = len(pieces) - within(pieces, stock).sum()
        if len(members) <= limit and own > _OWN_SHARE * paragraph.size:
            yield from paired(members)


def common(texts: int, bands: AcrossBands) -> float:
    """How many texts may share a wording before it is nobody's own."""
    return max(bands.common_least, texts * bands.common_share / 100)


def _holders(texts: Sequence[Likeness]) -> Iterator[tuple[Paragraph, list[int]]]:
    """Each long paragraph that several texts hold, with their positions."""
    counted = Counter(paragraph.whole for text in texts for paragraph in text.paragraphs)
    holders: dict[int, tuple[Paragraph, list[int]]] = {}
    for i, text in enumerate(texts):
        for paragraph in text.paragraphs:
            if counted[paragraph.whole] > 1:
                holders.setdefault(paragraph.whole, (paragraph, []))[1].append(i)
    yield from holders.values()


def _own(texts: Sequence[Pieces], limit: float) -> list[Pieces]:
    """The texts without the pieces that more than ``limit`` of them hold."""
    stock = _stock(texts, limit)
    return [text[~within(text, stock)] for text in texts]


def _stock(texts: Sequence[Pieces], limit: float) -> Pieces:
    """The pieces that more than ``limit`` of the texts hold."""
    held, counts = np.unique(np.concatenate([_NONE, *texts]), return_counts=True)
    stock: Pieces = held[counts > limit]
    return stock


def _packed(pieces: bytes) -> Pieces:
    return np.frombuffer(pieces, dtype=np.uint32)


def _candidates(long: Sequence[int], own: Sequence[Pieces]) -> Iterator[tuple[int, int]]:
    """Pairs that agree in at least one band, each once."""
    if len(long) < 2:
        return
    signatures = np.stack([_signature(own[i]) for i in long])
    found: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        rows = np.ascontiguousarray(signatures[:, band * _ROWS : (band + 1) * _ROWS])
        keys = rows.view(np.dtype((np.void, rows.dtype.itemsize * _ROWS))).ravel()
        order = np.argsort(keys, kind="stable")
        for group in _equal_runs(keys[order]):
            found.update(paired(sorted(order[group].tolist())))
    yield from ((long[first], long[second]) for first, second in sorted(found))


def _equal_runs(keys: NDArray[np.void]) -> Iterator[slice]:
    """The stretches of two and more equal values in sorted ``keys``."""
    cuts = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    starts, ends = np.append(0, cuts), np.append(cuts, len(keys))
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        yield slice(int(start), int(end))


def _signature(pieces: Pieces) -> NDArray[np.uint32]:
    """The least value of each of 192 hashes over the pieces (multiply-add-shift hashing)."""
    times, plus = _HASHES
    values = np.multiply.outer(times, pieces.astype(np.uint64))
    values += plus[:, None]
    least: NDArray[np.uint32] = (values.min(axis=1) >> np.uint64(32)).astype(np.uint32)
    return least


def _jaccard(one: Pieces, other: Pieces) -> float:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)


def _hashes() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    drawn = np.random.default_rng(2025)
    size = _BANDS * _ROWS
    odd = drawn.integers(1, 2**63, size, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return odd, drawn.integers(0, 2**63, size, dtype=np.uint64)


_HASHES: Final = _hashes()
