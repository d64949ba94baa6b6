"""What ``make fuzz`` found: each file is refused with its code now, or read."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import UnreadableFile
from extractors.reading import read_file
from schemas.document import Paragraph

FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize(
    ("name", "code"), [("broken_font.pdf", "malformed"), ("pages_lost.pdf", "malformed")]
)
def test_found_by_fuzzing(name: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_file(FOUND / name, name)
    assert caught.value.code == code


def test_a_font_size_below_nothing_is_read_without_made_up_characters() -> None:
    document = read_file(FOUND / "negative_size.pdf", "negative_size.pdf")
    text = "".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert "\ufffd" in text and "cid" not in text
