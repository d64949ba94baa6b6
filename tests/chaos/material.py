"""The batch that is killed: small generated plans, quick to read, and a few hand-ins that nobody can read."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Final

from fixtures.docx_file import write
from fixtures.docx_plan import plan
from fixtures.families import FORM
from fixtures.firms import firm
from fixtures.spoil import encrypted_office

_BLOCKS: Final = 14
"""Cover, basic table and the first paragraphs: some thirty milliseconds to read."""
_SPOILT_EVERY: Final = 20
_TWIN_EVERY: Final = 25
_ZIP_EVERY: Final = 15


def batch(folder: Path, count: int) -> Path:
    """``count`` submissions of one city under ``folder``. Returns the path to take in."""
    city = folder / "杭州市"
    for number in range(1, count + 1):
        _submission(city, number)
    return folder


def _submission(city: Path, number: int) -> None:
    home = city / f"{number:03d}-甲{number}"
    home.mkdir(parents=True)
    if number % _SPOILT_EVERY == 0:
        _spoilt(home, number // _SPOILT_EVERY % 4)
        return
    seed = number - 1 if number % _TWIN_EVERY == 0 else number  # the rules across have work
    blocks = list(plan(firm(seed), FORM, with_annexes=False, with_score=False))
    write(blocks[: _BLOCKS + number % 5], FORM.look, home / "建设方案.docx", author=f"作者{number}")
    (home / "说明.txt").write_text(f"第{number % 7}批补充说明", encoding="utf-8")
    if number % _ZIP_EVERY == 0:
        _zipped(home)


def _spoilt(home: Path, kind: int) -> None:
    """Locked, cut off, empty, or no plan at all."""
    content = (encrypted_office(), b"PK\x03\x04" + bytes(600), b"", b"")[kind]
    name = "说明.txt" if kind == 3 else "建设方案.docx"
    (home / name).write_bytes(content or (b"" if kind == 2 else "材料后补".encode()))


def _zipped(home: Path) -> None:
    with zipfile.ZipFile(home.with_suffix(".zip"), "w") as archive:
        for path in sorted(home.iterdir()):
            archive.write(path, path.name)
    shutil.rmtree(home)
