"""A warmed process knows the form and no applicant."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from extractors.warm import warm

_SAMPLE = Path(__file__).parents[2] / "fixtures" / "sample"
_IMPORTS = """
import sys
from extractors.warm import warm
from extractors.reading import read_file
warm()
before = set(sys.modules)
from pathlib import Path
for name in sys.argv[1:]:
    read_file(Path(name), name)
print(sorted(set(sys.modules) - before))
"""
_COMPILES = """
import re, sys
from unittest.mock import patch
from extractors.warm import warm
from extractors.reading import read_file
from extractors.understand import understand
from schemas.submission import Role
from pathlib import Path
warm()
with patch("re._compiler.compile", wraps=re._compiler.compile) as compiled:
    documents = [(Role.PLAN, read_file(Path(name), name)) for name in sys.argv[1:]]
    assert understand("", documents, ()).mentions
print(compiled.call_count)
"""


def test_the_made_up_form_is_understood_as_a_form() -> None:
    blank = warm()
    assert len(blank.fields) > 30
    assert set(blank.tables) >= {"innovations", "projects", "existing_equipment"}
    assert blank.self_evaluation is not None
    assert [chapter.number for chapter in blank.chapters] == list("一二三四")
    assert blank.mentions


def test_readers_import_nothing_more() -> None:
    assert _told(_IMPORTS) == "[]"


def test_hardly_a_pattern_is_left_to_be_compiled() -> None:
    assert int(_told(_COMPILES)) <= 12


def _told(script: str) -> str:
    """What the script prints, run anew over some files of the sample."""
    files = [
        str(file)
        for ending in ("docx", "xlsx", "pdf")
        for file in sorted(_SAMPLE.rglob(f"[!.~]*.{ending}"))[:2]
    ]
    run = subprocess.run(
        [sys.executable, "-c", script, *files], capture_output=True, text=True, check=True
    )
    return run.stdout.strip()
