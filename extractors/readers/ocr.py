"""The recognition engine: RapidOCR's networks, run by onnxruntime, decoded here.

Only the models of the ``rapidocr`` wheel are used. Its Python glue keeps one score a line and
no place for a character; certainty and places are what this house lives on (ADR 0007).
Importing this module costs half a second and some 100 MB: digital files never do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import onnxruntime
from msgspec import Struct
from numpy.typing import NDArray

Pixels = NDArray[Any]
"""An image: BGR bytes, height by width by 3."""

THREADS: Final = 2
VERSION: Final = "PP-OCRv6-small/1"
"""Which networks and which decoding made a reading; part of the cache's key."""

SUREST: Final = 0.9999
"""No recognised character counts for more: certainty 1 is for what a file itself holds."""

_DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_LONGEST: Final = 1408  # pixels; 120 dots to the inch: 2016 found not one line more
_MAP, _BOX = 0.3, 0.5  # RapidOCR's thresholds for a pixel and for a line of text
_UNCLIP = 1.6
_SMALLEST = 3.0
_HEIGHT: Final = 48  # pixels that the recogniser's lines are scaled to
_BATCH = 2600  # widest batch in pixels of that height: bounds memory
_NARROWEST = 64


class Sign(Struct, frozen=True):
    """One recognised character: its score (0-1) and its middle as a share of the crop's width."""

    text: str
    score: float
    at: float


Reading = tuple[Sign, ...]
"""A line of text as recognised, from left to right."""
Rect = tuple[int, int, int, int]
"""``(x0, y0, x1, y1)`` in pixels."""


class _Recogniser(Struct, frozen=True):
    session: Any
    alphabet: tuple[str, ...]
    twins: dict[int, list[int]]
    """Classes that differ in width only (``（`` and ``(``): which it was matters to nobody."""


def find_lines(image: Pixels) -> list[Rect]:
    """Where lines of text stand in an upright ``image``, as upright rectangles."""
    height, width = image.shape[:2]
    scale = min(_LONGEST / max(height, width), 1.0)
    size = _by_32(width * scale), _by_32(height * scale)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    session = _session(_DETECTOR)
    (heat,) = session.run(None, {session.get_inputs()[0].name: _planes([small])})
    ratio = width / size[0], height / size[1]
    return [_grown(box, ratio, (width, height)) for box in _boxes(heat[0, 0])]


def read_lines(crops: Sequence[Pixels]) -> list[Reading]:
    """The text of each crop, which must hold one upright line."""
    readings: list[Reading] = [()] * len(crops)
    for batch in _batches([_width(crop) for crop in crops]):
        found = _read([crops[i] for i in batch])
        for index, reading in zip(batch, found, strict=True):
            readings[index] = reading
    return readings


def score(reading: Reading) -> float:
    """How sure a reading is: its least sure character; 0 where nothing was read."""
    return min((sign.score for sign in reading), default=0.0)


def mean(reading: Reading) -> float:
    """The mean score of a reading's characters; 0 where nothing was read."""
    return sum(sign.score for sign in reading) / max(len(reading), 1)


def words(reading: Reading) -> str:
    """The text of a reading."""
    return "".join(sign.text for sign in reading)


@cache
def _session(name: str) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    # Threads that wait by spinning cost a third more processor time, of which a child has little.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(_models() / name), options, providers=["CPUExecutionProvider"]
    )


def _models() -> Path:
    """The wheel's folder of models, found without importing the package and what it imports."""
    package = find_spec("rapidocr")
    assert package is not None and package.origin is not None
    return Path(package.origin).parent / "models"


@cache
def _recogniser() -> _Recogniser:
    session = _session(_RECOGNISER)
    letters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    alphabet = ("", *letters, " ")
    return _Recogniser(session, alphabet, _twins(alphabet))


def _twins(alphabet: Sequence[str]) -> dict[int, list[int]]:
    alike: dict[str, list[int]] = {}
    for index, character in enumerate(alphabet):
        alike.setdefault(unicodedata.normalize("NFKC", character), []).append(index)
    return {index: group for group in alike.values() if len(group) > 1 for index in group}


def _planes(images: Sequence[Pixels]) -> Pixels:
    """Images of one size as the networks want them: planes of values from -1 to 1."""
    stack = np.stack(images).astype(np.float32)
    return np.ascontiguousarray(stack.transpose(0, 3, 1, 2)) / 127.5 - 1.0


def _by_32(pixels: float) -> int:
    return max(round(pixels / 32), 1) * 32


def _boxes(heat: Pixels) -> list[tuple[float, float, float, float]]:
    """Differentiable binarisation's last step: blobs of the map, grown back to the text."""
    mask = cv2.dilate((heat > _MAP).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    boxes: list[tuple[float, float, float, float]] = []
    for label in range(1, count):
        x, y, w, h, _ = (int(value) for value in stats[label])
        here = labels[y : y + h, x : x + w] == label
        if min(w, h) < _SMALLEST or heat[y : y + h, x : x + w][here].mean() < _BOX:
            continue
        out = _UNCLIP * w * h / (2 * (w + h))
        boxes.append((x - out, y - out, x + w + out, y + h + out))
    return boxes


def _grown(
    box: tuple[float, float, float, float], ratio: tuple[float, float], size: tuple[int, int]
) -> Rect:
    x0, y0, x1, y1 = box
    return (
        max(round(x0 * ratio[0]), 0),
        max(round(y0 * ratio[1]), 0),
        min(round(x1 * ratio[0]), size[0]),
        min(round(y1 * ratio[1]), size[1]),
    )


def _width(crop: Pixels) -> int:
    height, width = crop.shape[:2]
    return max(int(width * _HEIGHT / max(height, 1)), 4)


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Indices of crops, alike in width, so that hardly any padding is computed."""
    batches: list[list[int]] = []
    for index in sorted(range(len(widths)), key=lambda i: widths[i]):
        if batches and (len(batches[-1]) + 1) * widths[index] <= _BATCH:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches


def _read(crops: Sequence[Pixels]) -> list[Reading]:
    recogniser = _recogniser()
    widths = [_width(crop) for crop in crops]
    whole = max(*widths, _NARROWEST)
    lines = [_padded(crop, width, whole) for crop, width in zip(crops, widths, strict=True)]
    name = recogniser.session.get_inputs()[0].name
    (chances,) = recogniser.session.run(None, {name: _planes(lines)})
    return [
        _decoded(line, recogniser, whole / width)
        for line, width in zip(chances, widths, strict=True)
    ]


def _padded(crop: Pixels, width: int, whole: int) -> Pixels:
    line = cv2.resize(crop, (width, _HEIGHT), interpolation=cv2.INTER_AREA)
    return np.asarray(
        cv2.copyMakeBorder(line, 0, 0, 0, whole - width, cv2.BORDER_CONSTANT, value=(127,) * 3)
    )


def _decoded(chances: Pixels, recogniser: _Recogniser, stretch: float) -> Reading:
    """Connectionist decoding: runs of one class are one character, class 0 is none."""
    best = chances.argmax(axis=1)
    steps = len(best)
    signs: list[Sign] = []
    start = 0
    for end in range(1, steps + 1):
        if end < steps and best[end] == best[start]:
            continue
        if kind := int(best[start]):
            at = min((start + end) / 2 / steps * stretch, 1.0)
            alike = recogniser.twins.get(kind, [kind])
            chance = min(float(chances[start:end, alike].sum(axis=1).max()), SUREST)
            signs.append(Sign(recogniser.alphabet[kind], round(chance, 4), at))
        start = end
    return tuple(signs)
