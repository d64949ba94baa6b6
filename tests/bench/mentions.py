"""Precision and recall of the ledger of mentions, on sentences tuned on and on sentences held out.

``python -m tests.bench.mentions`` prints the table; ``--misses`` lists what went wrong among the
tuning sentences (never among the held-out ones: who looks at those may not tune afterwards).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import yaml
from msgspec import Struct

from extractors.narrative.ledger import text_mentions
from schemas.place import WholeFile
from schemas.submission import Mention

DATA = Path(__file__).parent / "data"
TUNING = "tuning"
"""The files ``narrative_tuning*.yml``, the first held-out set (``_2``) among them since it was read."""
HELD_OUT = "held_out_4"
YEARS = (2022, 2023, 2024)
SURE = 0.9


class Said(Struct, frozen=True, order=True):
    """A mention reduced to what is compared: 目标 and 计划 count alike."""

    metric: str
    year: str
    value: str
    state: str


class Quality(Struct, frozen=True):
    """What was found, missed and invented; ``sure`` counts mentions with confidence from 0.9."""

    sentences: int
    right: int
    missed: int
    wrong: int
    sure: int
    sure_wrong: int

    @property
    def precision(self) -> float:
        """Share of the mentions that are right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Share of what is stated that was found."""
        return self.right / max(self.right + self.missed, 1)


class _Row(Struct, frozen=True):
    text: str
    expected: tuple[Said, ...]
    found: tuple[tuple[Said, float], ...]


def measure(half: str) -> Quality:
    """The ledger's quality on ``tuning`` or ``held_out_4``."""
    return _quality(_rows(half))


def table() -> str:
    """Both halves as lines of a Markdown table."""
    head = "| sentences | n | stated | precision | recall | ≥ 0.9 | wrong of these |\n|---|---|---|---|---|---|---|"
    return "\n".join([head, *(_line(half) for half in (TUNING, HELD_OUT))])


def _line(half: str) -> str:
    q = measure(half)
    stated = q.right + q.missed
    return f"| {half.replace('_', ' ')} | {q.sentences} | {stated} | {q.precision:.3f} | {q.recall:.3f} | {q.sure} | {q.sure_wrong} |"


def _rows(half: str) -> list[_Row]:
    files = sorted(DATA.glob(f"narrative_{half}*.yml"))
    entries = [entry for file in files for entry in yaml.safe_load(file.read_text("utf-8"))]
    return [
        _row(entry["text"], entry["says"], entry.get("chapter", "一（三）")) for entry in entries
    ]


def _row(text: str, says: list[str], chapter: str) -> _Row:
    found = text_mentions(text, WholeFile("x"), chapter, YEARS)
    expected = tuple(sorted({_said(*line.split()[:4]) for line in says}))
    return _Row(text, expected, tuple((_of(m), m.read.confidence) for m in found))


def _said(metric: str, year: str, value: str, tense: str) -> Said:
    ends = [f"{float(end):.9g}" if end else "" for end in value.split("..")]
    return Said(metric, year, "..".join(ends), "past" if tense == "past" else "ahead")


def _of(mention: Mention) -> Said:
    read = mention.read
    ends = ["" if end is None else f"{end:.9g}" for end in (read.low, read.high)]
    value = f"{read.value:.9g}" if isinstance(read.value, float | int) else "..".join(ends)
    state = "past" if mention.tense == "past" else "ahead"
    return Said(mention.metric, str(mention.year), value, state)


def _quality(rows: Iterable[_Row]) -> Quality:
    count: Counter[str] = Counter()
    for row in rows:
        found = {said for said, _ in row.found}
        sure = {said for said, confidence in row.found if confidence >= SURE}
        expected = set(row.expected)
        count["sentences"] += 1
        count["right"] += len(found & expected)
        count["missed"] += len(expected - found)
        count["wrong"] += len(found - expected)
        count["sure"] += len(sure)
        count["sure_wrong"] += len(sure - expected)
    return Quality(**{key: count[key] for key in Quality.__struct_fields__})


def _print_misses(rows: Iterable[_Row]) -> None:
    for row in rows:
        found = dict(row.found)
        missed, wrong = set(row.expected) - set(found), set(found) - set(row.expected)
        if missed or wrong:
            print(row.text)
        for said in sorted(missed):
            print("   -", *(said.metric, said.year, said.value, said.state))
        for said in sorted(wrong):
            print("   +", *(said.metric, said.year, said.value, said.state), f"{found[said]:.2f}")


if __name__ == "__main__":
    print(table())
    if "--misses" in sys.argv:
        _print_misses(_rows(TUNING))
