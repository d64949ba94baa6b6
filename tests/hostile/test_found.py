"""What ``make fuzz`` found: each file is refused with its code now."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import UnreadableFile
from extractors.reading import read_file

FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize(("name", "code"), [("broken_font.pdf", "malformed")])
def test_found_by_fuzzing(name: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_file(FOUND / name, name)
    assert caught.value.code == code
