"""The whole store as files, and back: every row of every table, every original by its hash.

One form for SQLite and PostgreSQL: a gzipped line of JSON a row, a manifest with counts and hashes,
originals and the workspace's other files beside them. It is written under a name of its own and
renamed when it is whole, so a backup that can be seen is complete.
"""

from __future__ import annotations

import base64
import gzip
import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec
from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from msgspec import Struct

from store.backup_files import (
    BackupError,
    Kept,
    bring_originals,
    check_beside,
    check_originals,
    keep_beside,
    restore_beside,
    send_originals,
)
from store.depot import Depot
from store.models import Submission

__all__ = ["BackupError", "backup", "keep_latest", "restore"]

MANIFEST: Final = "manifest.json"
FILES: Final = "files"
_AT_ONCE = 500
_LATER: Final = {"Submission": ("current_id",)}
"""Columns that point at rows restored after theirs."""


class Table(Struct, frozen=True):
    """A table's file: how many rows, and the hash of the unpacked lines."""

    name: str
    rows: int
    sha256: str


class Manifest(Struct, frozen=True):
    """What a backup holds. ``schema`` names the last migration that its rows fit."""

    made_at: str
    schema: str
    tables: tuple[Table, ...]
    originals: tuple[str, ...]
    files: tuple[Kept, ...] = ()
    """What lay beside the originals in the workspace."""


def backup(depot: Depot, target: Path, now: datetime, *, workspace: Path | None = None) -> Manifest:
    """Write everything into ``target``, which must not exist yet. Raises :class:`BackupError`.

    The originals come along wherever they are kept, and the workspace's papers, uploads and secret; it is
    the folder that the originals lie in where nothing else is said.
    """
    if target.exists():
        raise BackupError(f"{target} 已存在，备份不覆盖旧的")
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    with transaction.atomic():
        _steady()
        tables = tuple(_dump(model, partial) for model in _ordered())
    kept = tuple(sorted(bring_originals(depot, partial / "originals")))
    beside = tuple(keep_beside(workspace or depot.folder.parent, partial / FILES))
    manifest = Manifest(now.isoformat(), _schema(), tables, kept, beside)
    (partial / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    partial.rename(target)
    return manifest


def keep_latest(folder: Path, count: int) -> None:
    """Remove all but the ``count`` latest backups of a folder, by name."""
    made = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
    for old in made[:-count]:
        shutil.rmtree(old)


def restore(source: Path, depot: Depot, *, workspace: Path | None = None) -> Manifest:
    """Fill this empty store from ``source``; nothing is changed where anything does not fit.

    Raises :class:`BackupError` for a store that holds rows, a backup that is damaged, or one of
    another schema.
    """
    manifest = _manifest(source)
    if manifest.schema != _schema():
        raise BackupError(f"备份的库结构是 {manifest.schema}，现在是 {_schema()}，请用对应版本恢复")
    if any(model._default_manager.exists() for model in _ordered()):
        raise BackupError("库中已有数据，只能恢复到空的工作区")
    check_originals(source / "originals", manifest.originals)
    check_beside(source / FILES, manifest.files)
    with transaction.atomic():
        for table in manifest.tables:
            _load(table, source)
        _point_at_current(source)
        _restart_sequences()
    send_originals(source / "originals", depot)
    restore_beside(source / FILES, workspace or depot.folder.parent, manifest.files)
    return manifest


def _ordered() -> list[type[models.Model]]:
    """Every model of the store, each after those it points at."""
    return list(apps.get_app_config("store").get_models())


def _steady() -> None:
    """All tables as of one moment."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _schema() -> str:
    applied = MigrationRecorder(connection).migration_qs.filter(app="store")
    return str(max(applied.values_list("name", flat=True)))


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.jsonl.gz"


def _dump(model: type[models.Model], folder: Path) -> Table:
    name, rows, digest = model.__name__, 0, sha256()
    with gzip.open(_file(folder, name), "wb", compresslevel=1) as out:
        for row in model._default_manager.order_by("pk").values().iterator(_AT_ONCE):
            line = msgspec.json.encode({key: _plain(value) for key, value in row.items()}) + b"\n"
            digest.update(line)
            out.write(line)
            rows += 1
    return Table(name, rows, digest.hexdigest())


def _plain(value: Any) -> Any:
    """A column's value as JSON holds it: bytes as base64, times in ISO form."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value.isoformat() if isinstance(value, datetime | date) else value


def _manifest(source: Path) -> Manifest:
    try:
        return msgspec.json.decode((source / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise BackupError(f"{source} 不是完整的备份（缺 {MANIFEST} 或已损坏）") from error


def _lines(source: Path, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table. Raises :class:`BackupError` after the last where their hash differs."""
    digest = sha256()
    try:
        with gzip.open(_file(source, table.name), "rb") as lines:
            for line in lines:
                digest.update(line)
                yield msgspec.json.decode(line)
    except (OSError, EOFError, msgspec.MsgspecError) as error:
        raise BackupError(f"备份中的 {table.name} 已损坏") from error
    if digest.hexdigest() != table.sha256:
        raise BackupError(f"备份中的 {table.name} 与清单不符")


def _load(table: Table, source: Path) -> None:
    model = apps.get_model("store", table.name)
    later = dict.fromkeys(_LATER.get(table.name, ()))
    batch: list[models.Model] = []
    for row in _lines(source, table):
        batch.append(_row(model, row | later))
        if len(batch) == _AT_ONCE:
            _insert(model, batch)
    _insert(model, batch)


def _row(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    made = model()
    for field in model._meta.concrete_fields:
        value = row[field.attname]
        if value is not None and isinstance(field, models.BinaryField):
            value = base64.b64decode(value)
        elif isinstance(field, models.DateField):
            value = field.to_python(value)
        setattr(made, field.attname, value)
    return made


def _insert(model: type[models.Model], batch: list[models.Model]) -> None:
    """Rows as they were: times that a save would set anew are kept."""
    automatic = [
        field for field in model._meta.concrete_fields if getattr(field, "auto_now_add", 0)
    ]
    for field in automatic:
        field.auto_now_add = False  # type: ignore[attr-defined] # only date fields are listed
    try:
        model._default_manager.bulk_create(batch)
    finally:
        for field in automatic:
            field.auto_now_add = True  # type: ignore[attr-defined] # as above
    batch.clear()


def _point_at_current(source: Path) -> None:
    table = next(t for t in _manifest(source).tables if t.name == "Submission")
    rows = [row for row in _lines(source, table) if row["current_id"]]
    Submission.objects.bulk_update(
        [Submission(pk=row["id"], current_id=row["current_id"]) for row in rows],
        ["current"],
        batch_size=_AT_ONCE,
    )


def _restart_sequences() -> None:
    """New rows get numbers after the restored ones (PostgreSQL keeps its counters apart)."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _ordered()):
            cursor.execute(statement)
