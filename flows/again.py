"""Stored hand-ins judged by today's rules and readers, from their originals."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractors.packages import Package, discover
from flows.crew import Crew
from flows.engine import engine
from flows.intake import compare, process_all, with_lists
from flows.order import Order, Progress
from flows.routing import route
from schemas.stored import HandIn
from store import depot, lists, rejudged, selectors
from store.depot import Depot

_LOG = logging.getLogger("lingtan.again")


def judge_again(order: Order, crew: Crew, progress: Progress) -> int:
    """Every current version that another engine or other lists judged. Returns how many there were.

    Nothing is read again for a list's sake: its rules need no more than what is stored.
    """
    order = with_lists(order)
    count = _read_again(order, crew, progress)
    for batch in lists.batches_judged_otherwise(order.lists):
        count += rejudged.by_lists(batch, order.policy, order.lists)
        route(batch, order.roster, order.today)
    return count


def _read_again(order: Order, crew: Crew, progress: Progress) -> int:
    count = 0
    for batch, stale in selectors.stale(engine()):
        with tempfile.TemporaryDirectory(dir=_made(order.scratch)) as scratch:
            packages = list(_packages(stale, order.depot, Path(scratch)))
            process_all(batch, packages, order, crew, progress)
        compare(batch, order.policy)
        route(batch, order.roster, order.today)
        count += len(packages)
    return count


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _packages(stale: list[HandIn], kept: Depot, scratch: Path) -> Iterator[Package]:
    """The hand-ins laid out as they came; one whose originals no longer make one package is left as it is."""
    for number, hand_in in enumerate(stale):
        folder = scratch / f"{number}" / hand_in.name
        for path, sha256 in hand_in.files:
            _lay(depot.fetch(kept, sha256), folder / path)
        found = discover([folder], scratch / f"{number}-unpacked")
        if len(found) == 1:
            yield replace(found[0], name=hand_in.name)
        else:
            _LOG.error("a stored hand-in is %d packages now: left as judged before", len(found))


def _lay(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)
