"""Sound files and texts damaged at random, given to every reader and grammar: ``make fuzz MINUTES=5``.

    python -m tests.bench.fuzz --minutes 5 --seed 1

Each input is tried in the sandbox. It may be read or refused with a code; a child that dies or takes
too long is contained and counted. Anything else is a bug: its input is kept in ``tests/hostile/found``
and the exit status is 1. Seeds are the small files that the tests make, or that lie in
``tests/extractors/data/old``.
"""

from __future__ import annotations

import argparse
import io
import random
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from extractors import archives, sealed_office
from extractors.errors import UnreadableFile
from extractors.glimpse import glimpse
from extractors.grammar.dates import read_date, read_period, read_year
from extractors.grammar.numbers import read_count, read_free_number, read_number, read_percent
from extractors.grammar.ticks import read_ticks
from extractors.narrative.ledger import text_mentions
from extractors.readers import csv_table, pdf, word, workbook
from extractors.readers.legacy_checks import refuse_unfit
from extractors.roles import role_of
from extractors.sandbox import Limits, map_each
from extractors.understand import understand
from schemas.document import Document
from schemas.fields import HONOURS
from schemas.place import WordPlace
from tests.extractors import packages_made as made
from tests.extractors.pdf_maker import Page, Pdf

FOUND: Final = Path(__file__).parent.parent / "hostile" / "found"
_OLD: Final = Path(__file__).parent.parent / "extractors" / "data" / "old"
_LIMITS: Final = Limits(cpu_seconds=10, wall_seconds=30)
_AT_ONCE: Final = 100
_TOKENS: Final = (
    b"0",
    b"9" * 40,
    b"-",
    b"\0",
    b"\xff\xff\xff\xff",
    b"<",
    b"&#x0;",
    b"<![CDATA[",
    b"%",
    b"/Kids[1 0 R]",
)
_WORDS: Final = ("万", "亿", "%", "。", "（", ")", "年", "月", "２", ".", ",", "-", "至", "□", "☑", "\t", "\n", "\u202e", "\ud83d\ude00", "9" * 30)  # fmt: skip
_TEXTS: Final = (
    "2024年综合能耗12,850.5吨标准煤，碳排放1.6万吨，同比下降5.2%。",
    "2025年3月 至 2027年12月",
    "□专精特新小巨人企业 ☑省级企业技术中心 √清洁生产审核企业",
    "8650万元（含税）",
    "到2027年，单位产品能耗由62kgce/t降至53kgce/t，控制在9500吨以内。",
)


@dataclass(frozen=True)
class Target:
    """What is tried: its seeds, and what is done with a file of them."""

    name: str
    seeds: tuple[bytes, ...]
    ending: str
    run: Callable[[Path], object]


def _understood(document: Document) -> None:
    understand("甲", [(role_of(document), document)], ())


def _texts(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    for grammar in (read_date, read_period, read_year, read_count, read_percent):
        grammar(text)
    read_number(text, "万元")
    read_free_number(text)
    read_ticks(text, HONOURS)
    text_mentions(text, WordPlace("甲"), "一（三）", (2022, 2023, 2024))


def _unpacked(path: Path) -> None:
    with tempfile.TemporaryDirectory() as store:
        archives.unpack(path, Path(store))


def _old(path: Path) -> None:
    seen = glimpse(path)
    refuse_unfit(path, seen.kind)
    sealed_office.is_locked(path)


@cache
def targets() -> tuple[Target, ...]:
    """Everything that opens a foreign file, with small sound ones."""
    page = Page().rows([40, 200, 400], [60, 90, 120], [["工厂名称", "青禾"], ["注册资本", "500"]])
    old = tuple(path.read_bytes() for path in sorted(_OLD.glob("projects.*")))
    table = '序号,项目名称,总投资额（万元）\n1,光伏,2650\n2,"空\n压",6000\n'.encode()
    packed = made.zipped({"甲/方案.docx": made.plan(), "乙.zip": made.zipped({"a.txt": b"1"})})
    return (
        Target("word", (made.plan(),), ".docx", lambda p: _understood(word.read(p, p.name))),
        Target("workbook", (made.annex(),), ".xlsx", lambda p: _understood(workbook.read(p, p.name))),
        Target("pdf", (Pdf([page]).data(),), ".pdf", lambda p: _understood(pdf.read(p, p.name))),
        Target("csv", (table, table.decode().encode("gb18030")), ".csv", lambda p: _understood(csv_table.read(p, p.name))),
        Target("zip", (packed, made.gbk_zipped({"甲/表.txt": b"x"})), ".zip", _unpacked),
        Target("first look, old files", old, ".doc", _old),
        Target("texts", tuple(text.encode() for text in _TEXTS), ".txt", _texts),
    )  # fmt: skip


def damaged(seed: bytes, chance: random.Random) -> bytes:
    """``seed`` with some bytes changed, doubled, dropped; inside a zip mostly in one of its parts."""
    if seed.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(seed, chance)
    raw = bytearray(seed)
    for _ in range(chance.choice((1, 2, 4, 16))):
        _hurt(raw, chance)
    return bytes(raw)


def _hurt(raw: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(raw) + 1)
    until = min(len(raw), at + chance.choice((1, 4, 40, 400)))
    match chance.randrange(4):
        case 0:
            raw[at:until] = chance.randbytes(until - at)
        case 1:
            raw[at:until] = chance.choice(
                (*_TOKENS, *(word.encode("utf-8", "ignore") for word in _WORDS))
            )
        case 2:
            raw[at:at] = raw[at:until] * chance.choice((1, 3, 50))
        case _:
            del raw[at:until]


def _repacked(seed: bytes, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            data = bytearray(old.read(name))
            for _ in range(chance.choice((1, 3)) if name == chosen else 0):
                _hurt(data, chance)
            new.writestr(name, bytes(data))
    return buffer.getvalue()


def attempt(number: int, content: bytes) -> str:
    """``read``, a code, or the traceback of a bug. Runs in the sandbox."""
    target = targets()[number]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{target.ending}"
        path.write_bytes(content)
        try:
            target.run(path)
        except UnreadableFile as error:
            return error.code
        except (MemoryError, RecursionError) as error:
            return type(error).__name__
        except Exception:  # noqa: BLE001 - what is looked for
            return traceback.format_exc()
    return "read"


def tried(number: int, contents: list[bytes]) -> Iterator[tuple[bytes, str]]:
    """Each input with what became of it; a child's death is contained."""
    outcomes: Iterable[object] = map_each(attempt, [(number, c) for c in contents], limits=_LIMITS)
    for content, outcome in zip(contents, outcomes, strict=True):
        yield (
            content,
            f"contained: {outcome.code}" if isinstance(outcome, UnreadableFile) else str(outcome),
        )


def fuzz(minutes: float, seed: int) -> dict[str, Counter[str]]:
    """Rounds over all targets until the time is up; bugs are kept as files."""
    chance, until = random.Random(seed), time.monotonic() + 60 * minutes
    everything = targets()
    found = {target.name: Counter[str]() for target in everything}
    while time.monotonic() < until:
        for number, target in enumerate(everything):
            contents = [damaged(chance.choice(target.seeds), chance) for _ in range(_AT_ONCE)]
            for content, outcome in tried(number, contents):
                found[target.name][_kind(target, content, outcome)] += 1
    return found


def _kind(target: Target, content: bytes, outcome: str) -> str:
    if not outcome.startswith("Traceback"):
        return "read" if outcome == "read" else "contained" if ":" in outcome else "refused"
    FOUND.mkdir(exist_ok=True)
    last = outcome.strip().splitlines()
    name = f"{target.name.split()[0]}-{abs(hash(content)) % 10**8:08}"
    (FOUND / f"{name}{target.ending}").write_bytes(content)
    (FOUND / f"{name}.log").write_text(outcome, encoding="utf-8")
    print(f"{target.name}: {last[-1]}\n  {last[-3].strip()}")
    return "bugs"


def table(found: dict[str, Counter[str]]) -> str:
    """What became of the inputs, a line a target."""
    columns = ("read", "refused", "contained", "bugs")
    lines = ["| target | inputs | " + " | ".join(columns) + " |", "| --- |" + " ---: |" * 5]
    for name, counts in found.items():
        cells = " | ".join(f"{counts[column]:,}" for column in columns)
        lines.append(f"| {name} | {counts.total():,} | {cells} |")
    return "\n".join(lines)


def main() -> int:
    """Fuzz, print the table, and say by the exit status whether there was a bug."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = fuzz(given.minutes, given.seed)
    print(table(found))
    return int(any(counts["bugs"] for counts in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
