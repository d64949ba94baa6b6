"""What a run may find broken around it, as its system would tell: no space, no room in the database, another server."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct


class Broken(Struct, frozen=True):
    """Nothing by default."""

    full_at: int = 0
    """From this call on, making a file durable finds no space left."""
    pages: int = 0
    """Pages that SQLite may use; 0: as many as it wants."""
    address: str = ""
    """Another Prefect server than the common one."""


@contextmanager
def broken(what: Broken) -> Iterator[None]:
    """The world of this process, broken that way."""
    if what.full_at:
        _fill(what.full_at)
    if what.pages:
        _bound(what.pages)
    if not what.address:
        yield
        return
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: what.address}):
        yield


def _fill(at: int) -> None:
    durable, calls = os.fsync, iter(range(1, 1 << 30))

    def fsync(handle: Any) -> None:
        if next(calls) >= at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        durable(handle)

    os.fsync = fsync


def _bound(pages: int) -> None:
    from django.db.backends.signals import connection_created

    def bound(connection: Any, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {pages:d}")

    connection_created.connect(bound, weak=False)
