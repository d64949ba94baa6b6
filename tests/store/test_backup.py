"""A backup holds every row and file; restored, nothing differs; a damaged one changes nothing."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from fixtures.submissions import right
from schemas.policy import edition
from tests.conftest import empty
from validators.catalogue import judge

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)


@pytest.fixture
def originals(database: Path, tmp_path: Path) -> Path:
    """A store with two versions, a ruling and a night, and its originals."""
    from store import originals, services, services_quality

    batch = services.open_batch("/a", "a")
    for digest in "ab":
        found = right({"total_investment": 9000.0 if digest == "b" else 8650.0})
        verdicts = judge(found, edition())
        saved = services.save_processed(batch, found, verdicts, (), digest=digest, engine="1")
    services_quality.decide(1, "f", "E16", "upheld", by="专家甲", at=NOW)
    services_quality.read_again(saved.version, 100, 1, by="专家乙", at=NOW)
    services_quality.begin_night(NOW.date(), NOW, dead_after=600)
    folder = tmp_path / "originals"
    for content in (b"one", b"two"):
        source = tmp_path / "file"
        source.write_bytes(content)
        originals.keep(folder, sha256(content).hexdigest(), source)
    return folder


def rows() -> dict[str, list[dict[str, Any]]]:
    from django.apps import apps

    models = apps.get_app_config("store").get_models()
    return {
        model.__name__: [
            {key: bytes(v) if isinstance(v, memoryview) else v for key, v in row.items()}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in models
    }


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_row_and_file_comes_back(originals: Path, tmp_path: Path) -> None:
    from store.backup import backup, restore

    before, kept = rows(), files(originals)
    backup(originals, tmp_path / "backup", NOW)
    empty()
    restore(tmp_path / "backup", tmp_path / "again")
    assert rows() == before
    assert files(tmp_path / "again") == kept
    assert all(before[name] for name in ("Version", "Read", "Finding", "Decision", "Night"))


def test_new_rows_follow_the_restored_ones(originals: Path, tmp_path: Path) -> None:
    from store import services
    from store.backup import backup, restore

    backup(originals, tmp_path / "backup", NOW)
    empty()
    restore(tmp_path / "backup", tmp_path / "again")
    known = {row["id"] for row in rows()["Batch"]}
    assert services.open_batch("/b", "b") not in known


def test_a_damaged_backup_changes_nothing(originals: Path, tmp_path: Path) -> None:
    from store.backup import BackupError, backup, restore

    backup(originals, tmp_path / "backup", NOW)
    lines = tmp_path / "backup" / "Finding.jsonl.gz"
    content = gzip.decompress(lines.read_bytes()).splitlines(keepends=True)
    lines.write_bytes(gzip.compress(b"".join(content[:-1])))
    empty()
    with pytest.raises(BackupError, match="Finding 与清单不符"):
        restore(tmp_path / "backup", tmp_path / "again")
    assert not any(rows().values())


def test_a_changed_original_is_noticed(originals: Path, tmp_path: Path) -> None:
    from store.backup import BackupError, backup, restore

    backup(originals, tmp_path / "backup", NOW)
    next((tmp_path / "backup" / "originals").glob("??/*")).write_bytes(b"other")
    empty()
    with pytest.raises(BackupError, match="已损坏"):
        restore(tmp_path / "backup", tmp_path / "again")


def test_a_full_store_and_an_old_backup_are_not_overwritten(
    originals: Path, tmp_path: Path
) -> None:
    from store.backup import BackupError, backup, restore

    backup(originals, tmp_path / "backup", NOW)
    with pytest.raises(BackupError, match="已存在"):
        backup(originals, tmp_path / "backup", NOW)
    with pytest.raises(BackupError, match="已有数据"):
        restore(tmp_path / "backup", tmp_path / "again")
    with pytest.raises(BackupError, match="不是完整的备份"):
        restore(tmp_path, tmp_path / "again")
