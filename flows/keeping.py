"""Originals and results of one package into the store."""

from __future__ import annotations

from extractors.packages import Package
from flows.engine import engine
from flows.process import Processed
from store import depot, services
from store.depot import Depot
from store.fingerprint import of_files


def digest_of(package: Package) -> str:
    """The digest of what was handed in: every file's path and content."""
    return of_files((file.path, file.sha256) for file in package.files)


def keep(batch: int, package: Package, processed: Processed, kept: Depot) -> services.Saved:
    """Originals first, then everything about them in one transaction."""
    for file in package.files:
        if file.disk is not None:
            depot.keep(kept, file.sha256, file.disk)
    return services.save_processed(
        batch,
        processed.submission,
        processed.verdicts,
        processed.documents,
        digest=digest_of(package),
        engine=engine(),
    )
