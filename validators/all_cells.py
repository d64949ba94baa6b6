"""Every value that a submission states, field or annex cell, as a ground: for rules about how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemas.fields import label_of
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import Ground, cell_ground, item_ground, read_ground


def grounds(
    submission: Submission, policy: Policy, wanted: Callable[[Read], bool]
) -> Iterator[Ground]:
    """The ground of each read that ``wanted`` picks, in reading order; one a cell of the paper."""
    seen: set[object] = set()
    for read, ground in _all(submission, policy):
        if wanted(read) and (spot := (read.where, read.raw)) not in seen:
            seen.add(spot)
            yield ground()


def _all(submission: Submission, policy: Policy) -> Iterator[tuple[Read, Callable[[], Ground]]]:
    for key, read in submission.fields.items():
        yield read, lambda key=key, read=read: read_ground(key, label_of(key), read)  # type: ignore[misc]
    for table, rows in submission.tables.items():
        for index, row in enumerate(rows, start=1):
            for column, read in row.items():
                yield read, lambda t=table, i=index, c=column, r=read: cell_ground(t, i, c, r)  # type: ignore[misc]
    sheet = submission.self_evaluation
    for item, entry in sheet.items.items() if sheet else ():
        yield entry.claimed, lambda i=item, r=entry.claimed: item_ground(i, r, policy)  # type: ignore[misc]
