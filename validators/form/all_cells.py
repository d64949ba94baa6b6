"""Every value that a submission states, field or annex cell: for rules about how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemas.fields import label_of
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import Ground, cell_ground, item_ground, read_ground


def grounds(
    submission: Submission, policy: Policy, wanted: Callable[[Read], bool]
) -> tuple[Ground, ...]:
    """The ground of each read that ``wanted`` picks, in reading order; one a cell of the paper."""
    seen = {
        (ground.evidence.where, ground.evidence.text): ground
        for ground in (*_fields(submission, wanted), *_cells(submission, wanted))
    }
    return (*seen.values(), *_claims(submission, policy, wanted))


def _fields(submission: Submission, wanted: Callable[[Read], bool]) -> Iterator[Ground]:
    for key, read in submission.fields.items():
        if wanted(read):
            yield read_ground(key, label_of(key), read)


def _cells(submission: Submission, wanted: Callable[[Read], bool]) -> Iterator[Ground]:
    for table, rows in submission.tables.items():
        for index, row in enumerate(rows, start=1):
            for column, read in row.items():
                if wanted(read):
                    yield cell_ground(table, index, column, read)


def _claims(
    submission: Submission, policy: Policy, wanted: Callable[[Read], bool]
) -> Iterator[Ground]:
    sheet = submission.self_evaluation
    for item, entry in sheet.items.items() if sheet else ():
        if wanted(entry.claimed):
            yield item_ground(item, entry.claimed, policy)
