"""The generated pages are fresh (``make docs`` writes them)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.generate import pages


@pytest.mark.parametrize(
    ("path", "content"), pages().items(), ids=lambda entry: getattr(entry, "name", "")
)
def test_generated_page_is_fresh(path: Path, content: str) -> None:
    assert path.read_text("utf-8") == content
