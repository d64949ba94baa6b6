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
from store.depot import Depot
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
    said_at_the_desk(saved.version)
    folder = tmp_path / "originals"
    for content in (b"one", b"two"):
        source = tmp_path / "file"
        source.write_bytes(content)
        originals.keep(folder, sha256(content).hexdigest(), source)
    return folder


def said_at_the_desk(version: int) -> None:
    """A row of each table that the desk adds."""
    from store import audit, models

    about = models.Version.objects.get(pk=version).submission
    person = models.Person.objects.create(username="jia", name="专家甲", role="expert")
    mine = {"person": person, "submission": about, "at": NOW}
    models.Statement.objects.create(tied=False, **mine)
    models.Opinion.objects.create(version_id=version, **mine)
    models.SavedView.objects.create(person=person, page="batches", name="我的", query="")
    models.Hold.objects.create(submission=about, fingerprint="f", by="甲", until=NOW)
    models.BlindReading.objects.create(submission=about, fingerprint="f", reader="乙")
    word = {"by": "乙", "at": NOW}
    decision = models.Decision.objects.latest("pk")
    models.Countersign.objects.create(decision=decision, agreed=True, **word)
    models.Correction.objects.create(version_id=version, key="uscc", reason="抄错", **word)
    models.Paper.objects.create(submission=about, kind="notice", name="a", sha256="b", **word)
    models.Upload.objects.create(token="t", name="a.zip", state="done", **word)
    models.ListEdition.objects.create(kind="removed", number=1, entries=b"a", count=1, **word)
    audit.record("乙", "export", "ledger", rows=2)


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
    from store import audit
    from store.backup import backup, restore

    before, kept = rows(), files(originals)
    backup(Depot(originals), tmp_path / "backup", NOW)
    empty()
    restore(tmp_path / "backup", Depot(tmp_path / "again"))
    assert rows() == before
    assert files(tmp_path / "again") == kept
    assert [name for name, found in before.items() if not found] == ["Document", "Assignment"]
    assert audit.verify() is None


def test_originals_beyond_this_host_come_along(originals: Path, tmp_path: Path) -> None:
    from store import depot
    from store.backup import backup, restore

    beyond = Depot(tmp_path / "copies", f"memory://{tmp_path.name}/backed-up")
    for path in originals.glob("??/*"):
        depot.keep(beyond, path.name, path)
    made = backup(beyond, tmp_path / "backup", NOW, workspace=tmp_path)
    empty()
    new = Depot(tmp_path / "new", f"memory://{tmp_path.name}/restored")
    restore(tmp_path / "backup", new, workspace=tmp_path / "again")
    assert len(made.originals) == 2
    for path in originals.glob("??/*"):
        assert depot.fetch(new, path.name).read_bytes() == path.read_bytes()


def test_new_rows_follow_the_restored_ones(originals: Path, tmp_path: Path) -> None:
    from store import services
    from store.backup import backup, restore

    backup(Depot(originals), tmp_path / "backup", NOW)
    empty()
    restore(tmp_path / "backup", Depot(tmp_path / "again"))
    known = {row["id"] for row in rows()["Batch"]}
    assert services.open_batch("/b", "b") not in known


def test_a_damaged_backup_changes_nothing(originals: Path, tmp_path: Path) -> None:
    from store.backup import BackupError, backup, restore

    backup(Depot(originals), tmp_path / "backup", NOW)
    lines = tmp_path / "backup" / "Finding.jsonl.gz"
    content = gzip.decompress(lines.read_bytes()).splitlines(keepends=True)
    lines.write_bytes(gzip.compress(b"".join(content[:-1])))
    empty()
    with pytest.raises(BackupError, match="Finding 与清单不符"):
        restore(tmp_path / "backup", Depot(tmp_path / "again"))
    assert not any(rows().values())


def test_a_changed_original_is_noticed(originals: Path, tmp_path: Path) -> None:
    from store.backup import BackupError, backup, restore

    backup(Depot(originals), tmp_path / "backup", NOW)
    next((tmp_path / "backup" / "originals").glob("??/*")).write_bytes(b"other")
    empty()
    with pytest.raises(BackupError, match="已损坏"):
        restore(tmp_path / "backup", Depot(tmp_path / "again"))


def test_a_full_store_and_an_old_backup_are_not_overwritten(
    originals: Path, tmp_path: Path
) -> None:
    from store.backup import BackupError, backup, restore

    backup(Depot(originals), tmp_path / "backup", NOW)
    with pytest.raises(BackupError, match="已存在"):
        backup(Depot(originals), tmp_path / "backup", NOW)
    with pytest.raises(BackupError, match="已有数据"):
        restore(tmp_path / "backup", Depot(tmp_path / "again"))
    with pytest.raises(BackupError, match="不是完整的备份"):
        restore(tmp_path, Depot(tmp_path / "again"))


def test_papers_uploads_and_the_secret_come_along(originals: Path, tmp_path: Path) -> None:
    from store.backup import backup, restore

    lying = {"papers/ab/abc": b"paper", "uploads/t/a/b.zip": b"zip", "secret.key": b"old"}
    for name, content in lying.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "reports").mkdir()
    (tmp_path / "uploads" / "away").symlink_to("/etc")
    made = backup(Depot(originals), tmp_path / "backup", NOW)
    assert {file.path for file in made.files} == set(lying)
    empty()
    new = tmp_path / "new"
    new.mkdir()
    (new / "secret.key").write_bytes(b"new")
    restore(tmp_path / "backup", Depot(new / "originals"))
    assert {name: (new / name).read_bytes() for name in lying} == lying


@pytest.mark.parametrize("harm", ["other", "gone", "elsewhere"])
def test_a_changed_paper_is_noticed(originals: Path, tmp_path: Path, harm: str) -> None:
    from store.backup import BackupError, backup, restore

    (tmp_path / "secret.key").write_bytes(b"old")
    backup(Depot(originals), tmp_path / "backup", NOW)
    kept = tmp_path / "backup" / "files" / "secret.key"
    if harm == "other":
        kept.write_bytes(b"new")
    elif harm == "gone":
        kept.unlink()
    else:
        manifest = tmp_path / "backup" / "manifest.json"
        manifest.write_text(manifest.read_text().replace("secret.key", "uploads/../../x"))
    empty()
    with pytest.raises(BackupError, match="路径不对" if harm == "elsewhere" else "已损坏"):
        restore(tmp_path / "backup", Depot(tmp_path / "new" / "originals"))
    assert not any(rows().values())
