"""The roster in use, for what the desk gives out by itself."""

from __future__ import annotations

from django.conf import settings

from routing.roster import example, load
from schemas.assignment import Roster


def in_use() -> Roster:
    """The roster that the settings name, else the workspace's, else the example.

    Raises :class:`routing.roster.RosterError` for a broken one.
    """
    named = settings.LINGTAN.roster
    path = named or settings.LINGTAN.workspace / "roster.toml"
    if named is None and not path.exists():
        return example()
    return load(path)
