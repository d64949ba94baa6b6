"""Batches of generated submissions for the bench: made once, kept where they are asked for again."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Final

from fixtures import families
from fixtures.build import Formats, Job, build_all, truth_of
from fixtures.docx_file import write
from fixtures.docx_score import self_evaluation
from fixtures.family import Family

DISTINCT: Final = 1000
"""So many Word submissions are made; a larger batch has copies of them under other firms' names."""
_SEED: Final = 5000
_CHUNK: Final = 20
_NUMERALS: Final = "零一二三四五六七八九"


def word_sets(home: Path, count: int) -> Path:
    """The folder of ``count`` submissions of a plan, an annex book and a self-evaluation in Word."""
    folder = home / f"docx-{count}"
    first = home / "docx"
    for number in range(min(count, DISTINCT)):
        _made(number, first / _name(number))
    for number in range(count):
        _put(first / _name(number % DISTINCT), folder / _name(number), number // DISTINCT)
    return folder


def others(home: Path, formats: Formats, count: int) -> Path:
    """The folder of ``count`` submissions in other ``formats``, of one plan file each or with books."""
    folder = home / f"{formats.value}-{count}"
    waiting = [n for n in range(count) if not (folder / _name(n)).exists()]
    for start in range(0, len(waiting), _CHUNK):
        build_all(
            Job(_SEED + n, _family(n), formats, folder / _name(n))
            for n in waiting[start : start + _CHUNK]
        )
    return folder


def _name(number: int) -> str:
    return f"{number:05d}"


def _family(number: int) -> Family:
    return families.ALL[number % len(families.ALL)]


def _made(number: int, folder: Path) -> None:
    """One submission of three files, written beside its place and moved there when it is whole."""
    if folder.exists():
        return
    family, aside = _family(number), folder.with_name(f"{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    job = Job(_SEED + number, family, Formats.DOCX_XLSX, aside)
    build_all([job])
    (aside / "附件1自评表.xlsx").unlink(missing_ok=True)
    write(self_evaluation(truth_of(job), family), family.look, aside / "自评价报告.docx")
    aside.rename(folder)


def _put(source: Path, target: Path, turn: int) -> None:
    """The submission as it is, or in its later turns under another firm's name."""
    if target.exists():
        return
    target.mkdir(parents=True)
    for file in source.iterdir():
        if turn == 0:
            (target / file.name).hardlink_to(file)
        else:
            _renamed(file, target / _other(file.name, turn), turn)


def _renamed(source: Path, target: Path, turn: int) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _other(part.decode(), turn) if name.endswith(".xml") else part)


def _other(text: str, turn: int) -> str:
    return text.replace("有限公司", f"{_NUMERALS[turn]}厂有限公司")
