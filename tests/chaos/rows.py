"""What a store holds, as text that is the same for the same content: no surrogate keys, no times.

Read with plain SQL, so that the product's own way of reading has no part in the proof. One form for SQLite and
PostgreSQL: what went in by the one must equal what went in by the other.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

_OF_VERSION: Final = (
    "JOIN store_version v ON v.id = {}.version_id JOIN store_submission s ON s.id = v.submission_id"
)
_TABLES: Final = {
    "batch": "SELECT name, finished_at IS NOT NULL FROM store_batch",
    "submission": """SELECT s.name, s.stage, s.owner, v.number FROM store_submission s
        LEFT JOIN store_version v ON v.id = s.current_id""",
    "version": """SELECT s.name, v.number, v.digest, v.engine, v.status, v.problem_code, v.problem_message,
        v.factory_name, v.uscc, v.city, v.trade, v.errors, v.warnings, v.infos, v.body, v.verdicts, v.facts
        FROM store_version v JOIN store_submission s ON s.id = v.submission_id""",
    "original": "SELECT sha256, size FROM store_original",
    "file": f"""SELECT s.name, v.number, f.path, f.original_id, f.role, f.kind, f.outcome, f.pages,
        f.problem_code, f.problem_message FROM store_file f {_OF_VERSION.format("f")}""",
    "document": f"SELECT s.name, v.number, d.path, d.body FROM store_document d {_OF_VERSION.format('d')}",
    "read": f"""SELECT s.name, v.number, r.key, CAST(r.value AS TEXT), r.raw, r.unit, r.state, r.confidence,
        CAST(r.place AS TEXT) FROM store_read r {_OF_VERSION.format("r")}""",
    "finding": f"""SELECT s.name, v.number, f.rule, f.severity, f.speciality, f.message, f.fingerprint, f.across,
        CAST(f.body AS TEXT), f.live, f.ruling, f.city, f.reader FROM store_finding f {_OF_VERSION.format("f")}""",
    "assignment": f"""SELECT s.name, v.number, a.speciality, a.expert, CAST(a.body AS TEXT)
        FROM store_assignment a {_OF_VERSION.format("a")}""",
    "card": """SELECT s.name, c.firm, c.uscc, c.city, c.trade, c.number, c.closed, c.errors, c.warnings, c.infos
        FROM store_card c JOIN store_submission s ON s.id = c.submission_id""",
}
_WHOLE: Final = """SELECT s.name, v.number, v.digest, v.body, v.verdicts,
    (SELECT COUNT(*) FROM store_file f WHERE f.version_id = v.id),
    (SELECT COUNT(*) FROM store_document d WHERE d.version_id = v.id),
    (SELECT COUNT(*) FROM store_read r WHERE r.version_id = v.id),
    (SELECT COUNT(*) FROM store_finding f WHERE f.version_id = v.id AND NOT f.across)
    FROM store_submission s LEFT JOIN store_version v ON v.submission_id = s.id"""
Row = tuple[Any, ...]
Whole = Mapping[tuple[str, int | None], str]
"""(submission, version) → a hash over it and the number of its parts."""


class Place(Struct, frozen=True):
    """A workspace and, where it is not the workspace's own SQLite, its database."""

    workspace: Path
    url: str = ""

    @property
    def originals(self) -> Path:
        """The folder of the originals."""
        return self.workspace / "originals"

    @property
    def temporary(self) -> Path:
        """The temporary folder of its runs."""
        return self.workspace.parent / "t"


def digest(place: Place) -> str:
    """One hash over every row and every stored original."""
    total = sha256()
    for table, sql in _TABLES.items():
        for line in sorted(map(_line, asked(place, sql))):
            total.update(f"{table}\t{line}\n".encode())
    for name in stored(place):
        total.update(f"{name}\n".encode())
    return total.hexdigest()


def differences(place: Place, other: Place) -> list[str]:
    """How many lines of each table only one of the two has, in words; empty: none."""
    found = []
    for table, sql in _TABLES.items():
        mine, theirs = (set(map(_line, asked(one, sql))) for one in (place, other))
        if mine != theirs:
            found.append(f"{table}: {len(mine - theirs)} more, {len(theirs - mine)} lacking")
    return found


def whole(place: Place) -> Whole:
    """Every stored version, cheaply enough to be asked after every kill."""
    rows = list(asked(place, _WHOLE))
    found = {(row[0], row[1]): sha256(_line(row[2:]).encode()).hexdigest() for row in rows}
    if len(found) != len(rows):
        raise AssertionError("a version is there twice")
    return found


def count(place: Place) -> int:
    """How many versions are stored; 0 while there is no table."""
    try:
        return int(next(iter(asked(place, "SELECT COUNT(*) FROM store_version")))[0])
    except Exception:  # noqa: BLE001 - each driver has its own exception for a table that is not there yet
        return 0


def missing_originals(place: Place) -> list[str]:
    """Originals that a row names and that do not lie, whole, at their place."""
    named = {row[0] for row in asked(place, "SELECT original_id FROM store_file")}
    return sorted(named - set(stored(place)))


def stored(place: Place) -> list[str]:
    """The hash of every stored original, taken from its bytes; a name that is not its hash is an error."""
    found = []
    for path in sorted(place.originals.glob("??/[!.]*")):
        with path.open("rb") as content:
            if file_digest(content, "sha256").hexdigest() != path.name:
                raise AssertionError(f"half an original: {path.name}")
        found.append(path.name)
    return found


def strays(place: Place) -> list[Path]:
    """Temporary files among the originals, and folders of killed runs among the scratch."""
    return [*place.originals.glob("??/.*"), *(place.workspace / "scratch" / "intake").glob("*")]


def asked(place: Place, sql: str) -> Iterator[Row]:
    """The rows of a query. Raises what the driver raises."""
    if not place.url:
        with closing(sqlite3.connect(place.workspace / "lingtan.sqlite3", timeout=30)) as database:
            yield from database.execute(sql).fetchall()
        return
    import psycopg

    with psycopg.connect(place.url) as connection:
        yield from connection.execute(sql.encode()).fetchall()


def _line(row: Iterable[Any]) -> str:
    return json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return sha256(zlib.decompress(bytes(value)) if value else b"").hexdigest()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value[:1] in ("{", "[", '"'):
        return _parsed(value)
    return value


def _parsed(text: str) -> Any:
    """JSON in one spelling: the two databases space and order it their own ways."""
    try:
        return json.loads(text)
    except ValueError:
        return text
