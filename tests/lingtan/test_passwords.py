"""``--password-file``: read, tried, never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from lingtan.cli import UNREADABLE, UNUSABLE, main
from tests.extractors.test_packages_unlock import LOCKED, SECRET


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.docx"
    path.write_bytes(LOCKED["word"][1])
    return path


def test_a_locked_plan_wants_its_password(
    plan: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words.txt"
    words.write_text(f"其他\n{SECRET}\n", encoding="utf-8")
    assert main(["check", str(plan)]) == UNREADABLE
    assert "请取消密码后重新提交" in capfd.readouterr().out
    assert (
        main(["check", str(plan), "--format", "json", "--password-file", str(words)]) != UNREADABLE
    )
    said = capfd.readouterr()
    assert '"status": "processed"' in said.out
    assert SECRET not in said.out + said.err


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00\xd8"])
def test_an_unusable_password_file_is_told(
    content: bytes | None, plan: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words.txt"
    if content is not None:
        words.write_bytes(content)
    assert main(["check", str(plan), "--password-file", str(words)]) == UNUSABLE
    assert "密码文件无法读取" in capfd.readouterr().err
