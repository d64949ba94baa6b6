"""Every crafted file beside a sound plan: its stated outcome, the plan read, nothing else touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from extractors.packages import discover
from extractors.readers import legacy_office
from flows.process import process
from schemas.policy import edition
from schemas.submission import Outcome, Submission
from tests.extractors import packages_made as made
from tests.hostile import archives_made, office_made, old_made, paper_made
from tests.hostile.case import IGNORED, READ, SECRET, TITLE, Case, connections

CASES = (
    *archives_made.CASES,
    *office_made.CASES,
    *paper_made.CASES,
    *old_made.CASES,
)
ZIP = ".zip/"
CONVERTED = (".doc", ".xls", ".odt", ".ods", ".rtf")

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home and a temporary folder of the test's own, in which nothing may be left behind."""
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path / "home")
    yield tmp_path


def handed_in(home: Path, case: Case) -> Path:
    name = f"附件2-2{TITLE}{case.ending}" if case.ending != ".zip" else "附件.zip"
    files = {"方案.docx": made.plan(), name: case.content(), "说明.docx": made.word("说明")}
    return made.lay(home / "甲", files)


def standing(home: Path, *, without: str) -> dict[str, bytes | None]:
    """All that lies in the home but the scratch folder: names, and what stands in them."""
    found: dict[str, bytes | None] = {}
    for folder, folders, names in os.walk(home):
        folders[:] = [name for name in folders if name != without]
        at = Path(folder)
        found |= {str(at / name): None for name in folders}
        found |= {str(at / name): (at / name).read_bytes() for name in names}
    return found


def read(home: Path) -> Submission:
    (package,) = discover([home / "甲"], home / "scratch")
    return process(package, edition()).submission


def outcome_of(submission: Submission) -> str:
    """The crafted file's outcome or code; an archive's is that of the worst in it."""
    files = [file for file in submission.files if file.path.startswith("附件")]
    codes = [file.problem.code for file in files if file.problem]
    kinds = {str(file.outcome) for file in files}
    return (
        codes[0] if codes else IGNORED if kinds == {IGNORED} and ZIP not in files[0].path else READ
    )


@pytest.mark.parametrize("case", CASES, ids=[case.ident for case in CASES])
def test_a_hostile_file_has_its_stated_outcome(case: Case, home: Path) -> None:
    if case.ending in CONVERTED and not legacy_office.installed():
        pytest.fail("LibreOffice is missing: these files are its to survive")
    handed_in(home, case)
    before = standing(home, without="scratch")
    submission = read(home)
    assert outcome_of(submission) in case.outcome.split("/")
    assert standing(home, without="scratch") == before
    assert connections() == 0
    plan = next(file for file in submission.files if file.path == "方案.docx")
    assert plan.outcome is Outcome.READ and submission.problem is None
    assert not case.notice or case.notice in [notice.code for notice in submission.notices]
    assert SECRET.encode() not in msgspec.json.encode(submission)


def test_there_are_enough_of_them() -> None:
    assert len({case.ident for case in CASES}) == len(CASES) >= 80
