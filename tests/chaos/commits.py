"""Counts what a process commits, and ends it and its whole group right after one of them."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

_WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP")


class Watch:
    """Told of every commit; ``kill_after`` 0 lets the process live. ``tally`` keeps the number."""

    def __init__(self, tally: Path, kill_after: int) -> None:
        self._tally = tally
        self._kill_after = kill_after
        self._count = 0

    def committed(self) -> None:
        self._count += 1
        if self._count == self._kill_after:
            os.killpg(0, signal.SIGKILL)
        self._tally.write_text(str(self._count))


def watch(tally: Path, kill_after: int) -> None:
    """Patch Django in this process: transactions, and statements that commit by themselves."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    told = Watch(tally, kill_after)
    commit, execute = BaseDatabaseWrapper._commit, CursorWrapper._execute

    def _commit(self: Any) -> Any:
        answer = commit(self)
        if self.connection is not None:
            told.committed()
        return answer

    def _execute(self: Any, sql: Any, *arguments: Any) -> Any:
        answer = execute(self, sql, *arguments)
        alone = not self.db.in_atomic_block and self.db.autocommit
        if alone and str(sql).lstrip().upper().startswith(_WRITES):
            told.committed()
        return answer

    BaseDatabaseWrapper._commit = _commit
    CursorWrapper._execute = _execute
