"""A database of our own for each sweep."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_DEFAULT = "postgresql://lt:lt@localhost/lt"


def unreachable(database: str) -> str:
    """Why there is no such database here, in words; empty: there is one."""
    if database == "sqlite":
        return ""
    import psycopg

    try:
        psycopg.connect(_given(), connect_timeout=5).close()
    except psycopg.OperationalError:
        return "没有可用的 PostgreSQL（DATABASE_URL），这一部分没有运行"
    return ""


@contextmanager
def made(database: str, name: str) -> Iterator[str]:
    """The address of a new database, dropped at the end; empty for the workspace's own SQLite."""
    if database == "sqlite":
        yield ""
        return
    _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _run(f"CREATE DATABASE {name}")
    try:
        yield f"{_given().rpartition('/')[0]}/{name}"
    finally:
        _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _given() -> str:
    return os.environ.get("DATABASE_URL") or _DEFAULT


def _run(statement: str) -> None:
    import psycopg

    with psycopg.connect(_given(), autocommit=True) as connection:
        connection.execute(statement.encode())
