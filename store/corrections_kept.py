"""What becomes of corrections when the same hand-in is read again, or another one comes.

A correction belongs to what was handed in: a re-run of the same version by newer readers takes it
over (:func:`carried`); on a new version it is offered (:func:`offers`), never applied by itself.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct, structs

from schemas.finding import Verdicts
from schemas.submission import Read, State, Submission
from store import lists
from store.corrected_values import BLANK
from store.corrections_apply import put, read_at, stated
from store.models import Correction, Version
from store.refusals import Refused
from validators.catalogue import judge


class Offer(Struct, frozen=True):
    """A correction that this hand-in may want too: the same key, read otherwise."""

    key: str
    now: Read | None
    right: Read
    reason: str
    by: str
    seen: int
    """The key's last correction on this hand-in, 0 where there is none."""


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
    return understood, judge(understood, lists.policy())


def _again(understood: Submission, key: str, right: Read | None) -> Submission:
    old = read_at(understood, key)
    if right is not None and old is not None:
        right = structs.replace(right, where=old.where)
    try:
        return put(understood, key, right)
    except Refused:
        return understood


def offers(version: Version, understood: Submission) -> tuple[Offer, ...]:
    """What was put right and reads otherwise here, to be looked at one by one.

    Of the hand-in before, where nobody touched the key on this one; and of this hand-in, where a
    run by newer readers found no such place any more.
    """
    own = {row.key: row for row in version.corrections.order_by("pk")}
    lost = [row for key, row in own.items() if not stated(read_at(understood, key))]
    early = [row for key, row in _earlier(version).items() if key not in own]
    found = (_offer(row, understood, own) for row in [*lost, *early])
    return tuple(offer for offer in found if offer)


def _earlier(version: Version) -> dict[str, Correction]:
    before = version.submission.versions.filter(number__lt=version.number).order_by("-number")
    earlier = before.only("pk", "number").first()
    return standing(earlier) if earlier else {}


def _offer(row: Correction, understood: Submission, own: dict[str, Correction]) -> Offer | None:
    right, now = body(row.after), read_at(understood, row.key)
    if right is None or not stated(right) or (now is not None and now.value == right.value):
        return None
    seen = own[row.key].pk if row.key in own else 0
    return Offer(row.key, now, right, row.reason, row.by, seen)


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
