"""One submission, all the way: files → Document → Submission → findings. Plain, no Prefect.

``check`` and ``intake`` both call :func:`process`; nothing else in the product reads a file.
"""

from __future__ import annotations

from extractors.packages import Package
from extractors.sandbox import Limits
from msgspec import Struct, structs

from schemas.document import Document
from schemas.finding import Verdicts
from schemas.policy import Policy
from schemas.submission import Submission
from validators.catalogue import judge


class Reading(Struct, frozen=True):
    """What the child process answers: the submission understood, and its files as read."""

    submission: Submission
    documents: tuple[Document, ...]


class Processed(Struct, frozen=True):
    """A submission with all that the rules say about it. Every part can be stored and replayed."""

    submission: Submission
    verdicts: Verdicts
    documents: tuple[Document, ...] = ()


def process(
    package: Package,
    policy: Policy,
    *,
    received: str | None = None,
    limits: Limits | None = None,
) -> Processed:
    """Read one submission in a child process and judge it here.

    ``received`` is the ISO date of receipt, where the office knows it. Never raises for bad
    input: a submission that cannot be read comes back with its ``problem``.
    """
    reading = _read_safely(package, limits or Limits())
    submission = structs.replace(reading.submission, received=received)
    return Processed(submission, judge(submission, policy), reading.documents)
