"""What becomes of corrections when the same hand-in is read again, or another one comes.

A correction belongs to what was handed in: a re-run of the same version by newer readers takes it
over (:func:`carried`); on a new version it is offered (:func:`offers`), never applied by itself.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct, structs

from schemas.finding import Verdicts
from schemas.policy import edition
from schemas.submission import Read, State, Submission
from store.corrected_values import BLANK
from store.corrections_apply import put, read_at, stated
from store.models import Correction, Version
from store.refusals import Refused
from validators.catalogue import judge


class Offer(Struct, frozen=True):
    """A correction of an earlier version that this one may want too: the same key, read otherwise."""

    key: str
    now: Read | None
    right: Read
    reason: str
    by: str
    version: int


def standing(version: Version) -> dict[str, Correction]:
    """The correction that stands by key, the restored ones left out."""
    latest = {row.key: row for row in version.corrections.order_by("pk")}
    return {key: row for key, row in latest.items() if stated(body(row.after))}


def carried(
    version: Version, understood: Submission, verdicts: Verdicts
) -> tuple[Submission, Verdicts]:
    """A re-run of the same hand-in with its corrections put in again, and what the rules then say.

    A row that the new readers no longer find keeps no correction.
    """
    rows = standing(version) if version.pk else {}
    if not rows or understood.problem is not None:
        return understood, verdicts
    for key, row in rows.items():
        understood = _again(understood, key, body(row.after))
    return understood, judge(understood, edition())


def _again(understood: Submission, key: str, right: Read | None) -> Submission:
    old = read_at(understood, key)
    if right is not None and old is not None:
        right = structs.replace(right, where=old.where)
    try:
        return put(understood, key, right)
    except Refused:
        return understood


def offers(version: Version, understood: Submission) -> tuple[Offer, ...]:
    """What was put right on the version before and reads otherwise here: to be looked at, one by one."""
    before = version.submission.versions.filter(number__lt=version.number).order_by("-number")
    earlier = before.only("pk", "number").first()
    if earlier is None:
        return ()
    done = set(version.corrections.values_list("key", flat=True))
    found = (_offer(key, row, understood) for key, row in standing(earlier).items())
    return tuple(offer for offer in found if offer and offer.key not in done)


def _offer(key: str, row: Correction, understood: Submission) -> Offer | None:
    right, now = body(row.after), read_at(understood, key)
    if right is None or (now is not None and now.value == right.value):
        return None
    return Offer(key, now, right, row.reason, row.by, row.version_id)


def retyped(read: Read | None) -> str:
    """What to show in the form for a read: its raw text as typed, or its value; blank is 空."""
    if read is None:
        return ""
    if read.state is State.BLANK:
        return BLANK
    return read.raw if stated(read) else ("" if read.value is None else str(read.value))


def body(stored: object) -> Read | None:
    """A stored side of a correction; ``None``: there was no such value."""
    return msgspec.convert(stored, Read | None)
