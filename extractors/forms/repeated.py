"""Entries that the form states more than once: a form to copy from, a row told twice.

Another label is another thing: 注册地址 beside 通讯地址, two products' 能耗量.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.submission import Read, State

Entry = tuple[str, Read]
"""A field's key and what another place states for it."""


def filled(again: Iterable[Entry], reads: Mapping[str, Read]) -> dict[str, Read]:
    """What another place under the same label states for entries that were left as printed."""
    found: dict[str, Read] = {}
    for key, read in again:
        known = reads.get(key)
        if known is None or known.state is not State.BLANK or known.label != read.label:
            continue
        if read.state is State.STATED:
            found.setdefault(key, read)
    return found


def rivals(again: Iterable[Entry], reads: Mapping[str, Read]) -> dict[str, tuple[Read, ...]]:
    """Reads of entries repeated under the same label that state something else."""
    found: dict[str, tuple[Read, ...]] = {}
    for key, read in again:
        known = reads.get(key)
        if known is None or known.label != read.label or read.state is not State.STATED:
            continue
        if known.value != read.value:
            found[key] = (*found.get(key, ()), read)
    return found
