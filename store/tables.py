"""The tables brought up to date, each migration together with the note that it was made.

Django notes a migration in a transaction of its own where statements of it were put off to its end (indexes, foreign
keys). A process killed between the two leaves tables that the next start makes again, and cannot. Both databases take
tables back with a transaction, so here the note goes into the migration's own.
"""

from __future__ import annotations

from typing import Final

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

from store import turns

_PATIENCE: Final = 120.0
"""Seconds that a start waits for another one to bring the tables up to date."""


class _Noted(MigrationExecutor):
    """Notes a migration before its transaction ends."""

    def apply_migration(  # type: ignore[override]  # nothing is only noted here, so there is no ``fake``
        self, state: ProjectState, migration: Migration, **_: bool
    ) -> ProjectState:
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            self.recorder.record_applied(migration.app_label, migration.name)
        return state


def bring_up_to_date() -> None:
    """Every migration that is not noted yet, and what follows from them (kinds of content, permissions).

    Two that start at once on new tables would make them twice: one waits for the other. Raises
    :class:`store.turns.Taken` where that takes over two minutes.
    """
    with turns.turn("migrate", _PATIENCE):
        executor = _Noted(connection)
        executor.loader.check_consistent_history(connection)
        leaves = executor.loader.graph.leaf_nodes()
        plan = executor.migration_plan(leaves)
        emit_pre_migrate_signal(0, interactive=False, db=connection.alias, plan=plan)
        executor.migrate(leaves, plan)
        emit_post_migrate_signal(0, interactive=False, db=connection.alias, plan=plan)
