"""Originals and results of some packages into the store."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from extractors.packages import Package
from flows.engine import engine
from schemas.lists import NO_LISTS, Lists
from store import depot, lists, services
from store.depot import Depot
from store.fingerprint import of_files
from store.ready import Ready
from store.saving import HandedIn

_SIDE_BY_SIDE: Final = 8
"""Originals that are brought to the disk at a time: it takes them together."""


def digest_of(package: Package) -> str:
    """The digest of what was handed in: every file's path and content."""
    return of_files((file.path, file.sha256) for file in package.files)


def keep_all(
    batch: int,
    answers: Sequence[tuple[Package, Ready]],
    kept: Depot,
    judged_by: Lists = NO_LISTS,
) -> list[services.Saved]:
    """Originals first, side by side since they wait for the disk; then the rest in one transaction."""
    originals = {file.sha256: file.disk for package, _ in answers for file in package.files}
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
        list(threads.map(partial(depot.keep, kept), originals.keys(), originals.values()))
    handed_in = [HandedIn(answer, digest_of(package)) for package, answer in answers]
    return services.save_all(batch, handed_in, engine=engine(), lists=lists.digest(judged_by))
