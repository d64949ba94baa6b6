"""The office's lists: who stands on them, edition by edition, and the policy with them in it.

An edition is never changed or removed. A correction, an older edition brought back and a list emptied
are new editions, so that what a rule said on a day can be explained afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from schemas.desk import Role
from schemas.lists import LIST_WORDS, NO_LISTS, ListKind, Lists, policy_of
from schemas.policy import Listed, Policy
from store import audit
from store.bodies import pack, unpack
from store.models import ListEdition, Submission
from store.refusals import Refused
from store.scopes import Who

POLICY: Final = "zj_2025"
MOST: Final = 20_000
"""Entries of a list: a province has some thousands of green factories."""
SOURCE_MOST: Final = 200


def editions(kind: ListKind) -> list[ListEdition]:
    """Every edition of a list without its entries, the latest first."""
    return list(ListEdition.objects.filter(kind=kind).defer("entries").order_by("-number"))


def current(kind: ListKind) -> ListEdition | None:
    """The edition in force; ``None`` where nobody has entered any."""
    return ListEdition.objects.filter(kind=kind).order_by("-number").first()


def entries(edition: ListEdition | None) -> tuple[Listed, ...]:
    """Who stands in an edition; nobody where there is none."""
    return unpack(edition.entries, tuple[Listed, ...]) if edition else ()


def in_force() -> Lists:
    """Both lists as they are now; :data:`NO_LISTS` where nobody has entered any."""
    found = {kind: edition for kind in ListKind if (edition := current(kind))}
    if not found:
        return NO_LISTS
    return Lists(**{kind.value: entries(edition) for kind, edition in found.items()})


def policy() -> Policy:
    """The policy as submissions are judged by now."""
    return policy_of(POLICY, in_force())


def digest(lists: Lists) -> str | None:
    """What names these lists; ``None`` for none. The same entries again have the same name."""
    if lists == NO_LISTS:
        return None
    return sha256(msgspec.json.encode(lists, order="sorted")).hexdigest()


def waiting() -> int:
    """How many current hand-ins other lists judged than those in force: the night's work."""
    return judged_otherwise(digest(in_force())).count()


def judged_otherwise(wanted: str | None) -> QuerySet[Submission]:
    """The submissions whose current version other lists judged."""
    there = Submission.objects.filter(current__isnull=False)
    return there.exclude(current__lists=wanted) if wanted else there.none()


def batches_judged_otherwise(now: Lists) -> list[int]:
    """The batches with hand-ins that other lists judged than ``now``."""
    rows = judged_otherwise(digest(now)).order_by("batch_id")
    return list(rows.values_list("batch_id", flat=True).distinct())


@transaction.atomic
def save(
    who: Who, kind: ListKind, listed: Sequence[Listed], source: str, *, seen: int
) -> ListEdition:
    """Add an edition. ``seen`` is the number of the one that the person saw in force (0: none).

    Raises :class:`Refused`: ``not_yours``, ``no_source``, ``too_long``, ``empty``, ``too_many``,
    ``unchanged``, ``stale``.
    """
    if not listed:
        raise Refused("empty", "没有可以保存的企业：请粘贴名单或上传文件，预览无误后再保存。")
    if len(listed) > MOST:
        raise Refused("too_many", f"一份名单最多{MOST}家，请核对是否粘贴了多余的内容。")
    return _add(who, kind, tuple(listed), _source(source), seen)


@transaction.atomic
def restore(who: Who, kind: ListKind, number: int, *, seen: int) -> ListEdition:
    """Bring an older edition back as a new one. Raises :class:`Refused` as :func:`save`, and ``absent``."""
    old = ListEdition.objects.filter(kind=kind, number=number).first()
    if old is None:
        raise Refused("absent", "没有这一版，请刷新页面后再看。")
    return _add(who, kind, entries(old), old.source, seen, restored=number)


@transaction.atomic
def clear(who: Who, kind: ListKind, source: str, *, seen: int) -> ListEdition:
    """An edition without anybody: the rule is skipped again. Raises :class:`Refused` as :func:`save`."""
    return _add(who, kind, (), _source(source), seen)


def _add(
    who: Who,
    kind: ListKind,
    listed: tuple[Listed, ...],
    source: str,
    seen: int,
    restored: int | None = None,
) -> ListEdition:
    if who.role is not Role.ADMIN:
        raise Refused("not_yours", "只有系统管理员可以维护名单。")
    last = current(kind)
    before = last.number if last else 0
    must_be_current(last, seen)
    if entries(last) == listed:
        raise Refused("unchanged", "内容与现行名单完全相同，没有保存新的一版。")
    edition = ListEdition(
        kind=kind,
        number=before + 1,
        entries=pack(listed),
        count=len(listed),
        source=source,
        restored=restored,
        by=who.name,
        at=timezone.now(),
    )
    try:
        with transaction.atomic():
            edition.save(force_insert=True)
    except IntegrityError as error:
        raise _stale(current(kind)) from error
    said = {"edition": edition.number, "count": edition.count, "source": source}
    more = {"restored": restored} if restored else {}
    audit.record(who.name, "list", f"list:{kind}", **said, **more)
    return edition


def must_be_current(last: ListEdition | None, seen: int) -> None:
    """Raises :class:`Refused` ``stale`` where another edition is in force than the one that was seen."""
    if seen != (last.number if last else 0):
        raise _stale(last)


def _stale(last: ListEdition | None) -> Refused:
    said = f"{last.by}刚刚保存了{LIST_WORDS[ListKind(last.kind)]}第{last.number}版" if last else ""
    return Refused(
        "stale",
        f"{said or '这份名单刚刚有变动'}，您看到的已经不是现行的一版。"
        "您填写的内容都还在，没有保存；请对照现行名单重新预览后再保存。",
    )


def _source(source: str) -> str:
    plain = " ".join("".join(char if char.isprintable() else " " for char in source).split())
    if not plain:
        raise Refused("no_source", "请填写名单的出处（文号），例如“浙经信绿色〔2025〕36号”。")
    if len(plain) > SOURCE_MOST:
        raise Refused("too_long", f"出处请写在{SOURCE_MOST}字以内。")
    return plain
