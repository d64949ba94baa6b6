"""``--export``: each submission's JSON and the batch's workbook."""

from __future__ import annotations

from pathlib import Path

from flows.contract import encode
from flows.process import Processed
from reports.summary import write_summary
from schemas.report import BatchSummary
from store import blobs, selectors


def export_all(batch: int, summary: BatchSummary, folder: Path) -> None:
    """Write ``<name>.json`` for each current submission, and ``summary.xlsx``."""
    folder.mkdir(parents=True, exist_ok=True)
    for stored in selectors.current(batch):
        processed = Processed(stored.submission, stored.verdicts)
        (folder / f"{file_name(stored.submission.name)}.json").write_bytes(encode(processed))
    write_summary(summary, folder / "summary.xlsx")


def send(folder: Path, address: str) -> None:
    """Every file of an exported folder to an address. Raises :class:`~store.blobs.Unreachable`."""
    for path in sorted(folder.iterdir()):
        blobs.upload(address, path.name, path)


def file_name(name: str) -> str:
    """A submission's name as a file name: separators and control characters replaced."""
    kept = "".join("_" if char in '/\\:*?"<>|' or ord(char) < 32 else char for char in name)
    return kept.strip(". ")[:120] or "_"
