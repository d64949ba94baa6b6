"""Parts of a submission that could not be read: what seems missing may stand there."""

from __future__ import annotations

from schemas.document import Kind
from schemas.place import Where, WholeFile
from schemas.submission import Outcome, Part, Role, Submission

_PAPER = frozenset({Kind.PDF, Kind.IMAGE, Kind.OFD})
_UNSEEN = frozenset({"scanned_page", "garbled_page", "rows_capped"})


def partly_unread(submission: Submission) -> bool:
    """Whether a file or page could not be read, so that nothing may be called missing for sure."""
    return any(file.outcome is Outcome.UNREADABLE for file in submission.files) or any(
        notice.code in _UNSEEN for notice in submission.notices
    )


def from_paper(submission: Submission, where: Where) -> bool:
    """Whether ``where`` stands in a print or scan, which would show a signature or seal.

    An editable Word file would not: its signed copy travels on paper (rules.md A09).
    """
    return any(file.path == where.file and file.kind in _PAPER for file in submission.files)


def plan_place(submission: Submission) -> Where:
    """The plan as a whole: where something missing should have stood."""
    plans = [file.path for file in submission.files if file.role is Role.PLAN]
    return WholeFile(plans[0] if plans else submission.name)


def has_part(submission: Submission, part: Part) -> bool:
    """Whether the part was found; where it was not, A01 speaks and others stay silent."""
    return part in submission.parts
