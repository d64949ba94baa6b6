"""Values put right by a person: what was read is kept, why is asked, the rules run again at once.

A correction replaces a whole read by another, and both are stored. What becomes of it later stands in
``corrections_kept``.
"""

from __future__ import annotations

from typing import Final

import msgspec
from django.db import transaction
from django.utils import timezone

from schemas.desk import Role
from schemas.submission import Read, Submission
from store import audit, rejudged, scopes
from store.bodies import unpack
from store.corrected_values import target_of, typed
from store.corrections_apply import corrected, put, read_at, stated
from store.corrections_kept import body
from store.models import Correction, Version
from store.models import Submission as SubmissionRow
from store.refusals import Refused
from store.scopes import Who

REASON_MOST: Final = 500
UNSEEN: Final = -1


def correct(
    who: Who, version_pk: int, key: str, value: str, reason: str, *, seen: int = UNSEEN
) -> Version:
    """Put ``key`` right on a current version, as typed, and judge it again.

    ``seen`` is the id of the key's last correction that the person saw (0: none), so that nobody
    overwrites what somebody else has just put right. Raises :class:`Refused`.
    """
    why, target = _reason(reason), target_of(key)
    said = typed(target, value)
    with transaction.atomic():
        version = _current(who, version_pk)
        _not_stale(version, key, seen)
        understood = unpack(version.body, Submission)
        return _replace(who, version, key, corrected(understood, target, said), why)


def restore(who: Who, version_pk: int, key: str, reason: str, *, seen: int = UNSEEN) -> Version:
    """Put back what the readers read before anybody corrected ``key``: another correction."""
    why = _reason(reason)
    with transaction.atomic():
        version = _current(who, version_pk)
        _not_stale(version, key, seen)
        first = version.corrections.filter(key=key).order_by("pk").first()
        if first is None:
            raise Refused("not_corrected", "这个值没有更正过，不需要恢复。")
        return _replace(who, version, key, body(first.before), why)


def _replace(who: Who, version: Version, key: str, new: Read | None, why: str) -> Version:
    understood = unpack(version.body, Submission)
    old = read_at(understood, key)
    if _same(old, new):
        raise Refused("unchanged", "填写的值与现有的值相同，没有改动。")
    rejudged.save(version, put(understood, key, new))
    _still_theirs(who, version)
    Correction.objects.create(
        version=version,
        key=key,
        before=msgspec.to_builtins(old),
        after=msgspec.to_builtins(new),
        reason=why,
        by=who.name,
        at=timezone.now(),
    )
    audit.record(who.name, "correct", f"submission:{version.submission_id}", key=key)
    return version


def _still_theirs(who: Who, version: Version) -> None:
    """Nobody hands a plan to another city by correcting its city."""
    if not scopes.opened(who).filter(current=version).exists():
        raise Refused(
            "other_city",
            "这样更正后，这份材料就不归您所在的市了。没有保存；请由省级经办人员更正所在地市。",
        )


def _same(old: Read | None, new: Read | None) -> bool:
    """A value that the readers were unsure of may be confirmed as it stands; a person's may not."""
    if old is None or new is None:
        return old is new
    if stated(new) and not stated(old):
        return False
    return (old.value, old.state, old.decimals) == (new.value, new.state, new.decimals)


def _reason(reason: str) -> str:
    plain = reason.strip()
    if not plain:
        raise Refused("no_reason", "请写明更正的理由，例如“扫描件第4页印的是8650，识别成了8660”。")
    if len(plain) > REASON_MOST:
        raise Refused("too_long", f"理由请写在{REASON_MOST}字以内。")
    return plain


def _current(who: Who, version_pk: int) -> Version:
    """The version, locked, where ``who`` may correct it."""
    if who.role not in (Role.PROVINCE, Role.CITY):
        raise Refused("not_yours", "只有省、市经办人员可以更正识别值。")
    mine = scopes.opened(who).filter(current=version_pk)
    if not mine.exists():
        raise Refused("stale", "这份材料已有新的提交，或不在您的职责范围内。请刷新页面后再更正。")
    if mine.filter(stage="closed").exists():
        raise Refused("closed", "这份材料已经办结，不能再更正。")
    SubmissionRow.objects.select_for_update().get(current=version_pk)
    return Version.objects.get(pk=version_pk)


def _not_stale(version: Version, key: str, seen: int) -> None:
    last = version.corrections.filter(key=key).order_by("-pk").first()
    if seen == UNSEEN or seen == (last.pk if last else 0):
        return
    words = f"{last.by}刚刚更正过这个值" if last else "这个值刚刚有变动"
    raise Refused("stale", f"{words}，您看到的已经不是最新的。请刷新页面，核对后再填。")
