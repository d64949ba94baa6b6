"""Each layer contract is broken on purpose in a copy of the house, and import-linter must say so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import extractors
import fixtures
import validators

ROOT = Path(__file__).parents[1]
ROOMS = [
    "schemas",
    "extractors",
    "validators",
    "routing",
    "store",
    "reports",
    "flows",
    "lingtan",
    "fixtures",
]

BREACHES = [
    ("layers", "schemas/place.py", "import validators.catalogue"),
    ("layers", "extractors/errors.py", "import store.models"),
    ("layers", "validators/figures.py", "import extractors.errors"),
    ("layers", "routing/__init__.py", "import validators.figures"),
    ("layers", "store/selectors.py", "import flows.engine"),
    ("layers", "reports/summary.py", "import lingtan.settings"),
    ("layers", "flows/export.py", "import lingtan.cli"),
    ("prefect", "flows/process.py", "import prefect"),
    ("prefect", "lingtan/commands.py", "import prefect"),
    ("expectations", "flows/export.py", "import great_expectations"),
    ("spacy", "extractors/forms/__init__.py", "import spacy"),
    ("spacy", "validators/figures.py", "import spacy"),
    ("django", "flows/export.py", "import django"),
    ("django", "validators/figures.py", "import django"),
    ("check-is-light", "flows/process.py", "import store.selectors"),
    ("fixtures", "fixtures/__init__.py", "import extractors.errors"),
    ("no-fixtures", "flows/export.py", "import fixtures.submissions"),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        ignored = shutil.ignore_patterns("__pycache__", "sample")
        shutil.copytree(ROOT / room, copy / room, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def lint(house: Path, contract: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--contract", contract],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_breach_is_found(house: Path, contract: str, file: str, line: str) -> None:
    target = house / file
    kept = target.read_text("utf-8")
    target.write_text(f"{kept}\n{line}\n", "utf-8")
    try:
        broken = lint(house, contract)
    finally:
        target.write_text(kept, "utf-8")
    assert broken.returncode == 1
    assert "BROKEN" in broken.stdout


@pytest.mark.slow
def test_the_house_as_it_is_keeps_every_contract(house: Path) -> None:
    contracts = sorted({contract for contract, _, _ in BREACHES})
    assert [lint(house, contract).returncode for contract in contracts] == [0] * len(contracts)


def test_the_rooms_imported_are_ours() -> None:
    """PyPI has packages named ``validators`` and ``fixtures``."""
    for room in (extractors, fixtures, validators):
        assert Path(str(room.__file__)).parents[1] == ROOT
