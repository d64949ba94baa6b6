"""What one intake is asked to do, and whom it tells how far it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from schemas.assignment import Roster
from schemas.lists import NO_LISTS, Lists
from store.depot import Depot


@runtime_checkable
class Progress(Protocol):
    """Who is told how far the batch is."""

    def total(self, count: int) -> None: ...

    def done(self, name: str, problem: str) -> None: ...


class Order(Struct, frozen=True):
    """What one intake is to do: all of it decided by the caller, none read from around."""

    paths: tuple[Path, ...]
    originals: Path
    scratch: Path
    export: Path | None
    roster: Roster
    policy: str
    today: date
    received: str | None = None
    workers: int = 2
    render: bool = False
    pages: Path | None = None
    """The folder that recognised pages are kept in."""
    password_file: Path | None = None
    """Known opening passwords, one a line. The path alone: Prefect keeps what a flow is called with."""
    origin: str = ""
    """The batch's origin, where it is not the paths themselves: material that corrects an earlier batch."""
    address: str = ""
    """Where originals are kept beyond this host's file system; ``originals`` then holds copies."""
    lists: Lists = NO_LISTS
    """The office's lists as they stood when the run began: the flow puts them in, not the caller."""

    @property
    def depot(self) -> Depot:
        """Where originals are kept."""
        return Depot(self.originals, self.address)
