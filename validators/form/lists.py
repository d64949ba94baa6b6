"""Lists of factories that the office keeps: who is on one."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.policy import Listed
from schemas.submission import Submission
from validators.figures import printed
from validators.firms.credit_code import credit_code
from validators.firms.names import normalised


def entry_of(submission: Submission, listed: Iterable[Listed]) -> Listed | None:
    """The firm's entry: by its code where the entry has one, else by exactly its name."""
    code = credit_code(submission)
    name = normalised(printed(submission.fields.get("factory_name")))
    for entry in listed:
        if entry.uscc == code if entry.uscc else normalised(entry.name) == name != "":
            return entry
    return None
