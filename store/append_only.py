"""The database itself refuses to change or remove a line of the log.

Whoever may alter tables can take the triggers off, and then :func:`store.audit.verify` tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE: Final = {
    "audit_no_update": """
        CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON store_audit
        BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
    "audit_no_delete": """
        CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON store_audit
        BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END""",
}
_POSTGRESQL: Final = (
    """
    CREATE OR REPLACE FUNCTION store_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT 1 FROM store_audit) THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION 'the log is only added to';
    END $$""",
    """
    CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON store_audit
    FOR EACH ROW EXECUTE FUNCTION store_audit_refuse()""",
    """
    CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON store_audit
    FOR EACH STATEMENT EXECUTE FUNCTION store_audit_refuse()""",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on; nothing changes where they are."""
    _run(connection, _SQLITE.values() if connection.vendor == "sqlite" else _POSTGRESQL)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for tests that empty their database, and for undoing the migration."""
    if connection.vendor == "sqlite":
        _run(connection, (f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE))
    else:
        names = ("audit_no_change", "audit_no_truncate")
        _run(connection, (f"DROP TRIGGER IF EXISTS {name} ON store_audit" for name in names))


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
