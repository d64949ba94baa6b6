"""What people say of findings. Every call is one short transaction and one line of the log.

Decisions are added, never changed. Calls on the same submission wait for each other, so that of two
people who decide at once the second is told what the first said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from routing.roster import RosterError
from schemas.desk import RULING_WORDS, DismissalReason, Ruling
from store import audit, blind_readers, rosters, scopes, upkeep
from store.models import Countersign, Decision, Finding, Hold, Submission
from store.parts import parts
from store.refusals import Refused
from store.scopes import Who

HOLD_FOR: Final = timedelta(minutes=5)
UNDO_WITHIN: Final = timedelta(seconds=10)
ANY: Final = -1
"""``seen`` of a caller that does not say which decision it saw last."""
_COLUMNS: Final = ("rule", "fingerprint", "ruling", "version__submission_id")
"""Of a finding and its version: a version's bodies are large."""
_ABSENT = "没有这条问题，或者它已不在您的办理范围内；请回到列表刷新后再看。"


@transaction.atomic
def decide(
    who: Who,
    finding_pk: int,
    ruling: str,
    *,
    reason: str = "",
    remark: str = "",
    at: datetime | None = None,
    seen: int | None = ANY,
) -> Decision:
    """Rule on a finding. ``seen`` is the last decision (its id) that the person had on the screen.

    Raises :class:`Refused`: ``absent``, ``ruling``, ``reason``, ``remark``, ``held``, ``stale``.
    """
    now = at or timezone.now()
    said, why = _checked(ruling, reason, remark)
    finding = _locked(who, finding_pk)
    _not_held(who, finding, now)
    _not_stale(finding, seen)
    decision = Decision.objects.create(
        submission_id=finding.version.submission_id,
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        ruling=said,
        reason=why,
        remark=remark.strip(),
        by=who.name,
        at=now,
    )
    _settle(who, finding, now)
    audit.record(
        who.name, "decide", f"finding:{finding.pk}", decision=decision.pk, ruling=said, reason=why
    )
    return decision


def _checked(ruling: str, reason: str, remark: str) -> tuple[Ruling, str]:
    """The ruling and its coded reason. Raises :class:`Refused` where a dismissal has none."""
    if ruling not in set(Ruling) - {Ruling.WITHDRAWN}:
        raise Refused("ruling", "请选择一种认定：属实·须补正、属实·不影响、误报、转专家或稍后。")
    if ruling != Ruling.DISMISSED:
        return Ruling(ruling), ""
    if reason not in set(DismissalReason):
        raise Refused("reason", "认定为误报须选择一个理由。")
    if reason == DismissalReason.OTHER and not remark.strip():
        raise Refused("remark", "理由选“其他”的，须写明具体情况。")
    return Ruling.DISMISSED, reason


def _locked(who: Who, finding_pk: int) -> Finding:
    """The finding as it is once nobody else writes to its submission: until the transaction ends."""
    of = Finding.objects.filter(pk=finding_pk).values("version__submission")
    Submission.objects.select_for_update().filter(pk__in=of).first()
    finding = _seen_by(who, finding_pk)
    if finding is None:
        raise Refused("absent", _ABSENT)
    return finding


def _seen_by(who: Who, pk: int) -> Finding | None:
    rows = scopes.findings(who).select_related("version").only(*_COLUMNS)
    return rows.filter(pk=pk).first()


def _not_held(who: Who, finding: Finding, now: datetime) -> None:
    hold = _holds(finding).exclude(by=who.name).filter(until__gt=now).first()
    if hold:
        until = timezone.localtime(hold.until)
        raise Refused(
            "held",
            f"这条问题正在由{hold.by}处理（至{until:%H:%M}）；请先看下一条，或与其联系后再处理。",
        )


def _not_stale(finding: Finding, seen: int | None) -> None:
    last = _said(finding).last()
    if seen == ANY or seen == (last.pk if last else None):
        return
    if last is None:
        raise Refused("stale", "这条问题的认定已有变化；请刷新后再认定。您填写的内容仍在。")
    when, word = timezone.localtime(last.at), RULING_WORDS[Ruling(last.ruling)]
    said = f"{last.by}已于{when:%H:%M}认定为“{word}”；请刷新看过后再认定。您填写的内容仍在。"
    raise Refused("stale", said)


def _said(finding: Finding) -> QuerySet[Decision]:
    """Everything said of a finding, the oldest first."""
    return Decision.objects.filter(
        submission=finding.version.submission_id, fingerprint=finding.fingerprint
    ).order_by("pk")


def _holds(finding: Finding) -> QuerySet[Hold]:
    return Hold.objects.filter(
        submission=finding.version.submission_id, fingerprint=finding.fingerprint
    )


def _settle(who: Who, finding: Finding, now: datetime) -> None:
    submission, mark = finding.version.submission_id, finding.fingerprint
    _holds(finding).filter(by=who.name).delete()
    upkeep.refresh_rulings([(submission, mark)])
    _read_again([submission], now)


def _read_again(submissions: Collection[int], now: datetime) -> None:
    """Blind second readers for the errors that are dismissed now. A broken roster keeps nobody from ruling: the next
    routing says what is wrong with it, and gives out what is left."""
    blind_readers.drop(submissions)
    with suppress(RosterError):
        roster = rosters.in_use()
        for some in parts(submissions):
            blind_readers.give_out(some, roster, timezone.localtime(now).date())


@transaction.atomic
def undo(who: Who, decision_pk: int, *, at: datetime | None = None) -> Decision:
    """Take one's own last decision back within ten seconds; what stood before stands again.

    Raises :class:`Refused`: ``absent``, ``other``, ``late``, ``stale``.
    """
    now = at or timezone.now()
    decision, finding = _of_decision(who, decision_pk)
    if decision.by != who.name:
        raise Refused("other", f"这是{decision.by}的认定，只能由本人撤销；您可以另作认定。")
    if now - decision.at > UNDO_WITHIN:
        raise Refused("late", "已超过10秒，不能撤销；如需改变，请重新认定，原认定会保留。")
    if _said(finding).last() != decision:
        raise Refused("stale", "在此之后又有新的认定，不能撤销；请刷新后再看。")
    withdrawn = Decision.objects.create(
        submission_id=decision.submission_id,
        fingerprint=decision.fingerprint,
        rule=decision.rule,
        ruling=Ruling.WITHDRAWN,
        by=who.name,
        at=now,
    )
    _settle(who, finding, now)
    audit.record(who.name, "undo", f"finding:{finding.pk}", decision=decision.pk)
    return withdrawn


def _of_decision(who: Who, decision_pk: int) -> tuple[Decision, Finding]:
    """A decision and the live finding that it is about, locked."""
    decision = Decision.objects.filter(pk=decision_pk).first()
    if decision is None:
        raise Refused("absent", _ABSENT)
    same = Finding.objects.filter(live=True, version__submission=decision.submission_id)
    mine = same.filter(fingerprint=decision.fingerprint).order_by("pk")
    pk = mine.values_list("pk", flat=True).first()
    return decision, _locked(who, pk or 0)


@transaction.atomic
def countersign(
    who: Who, decision_pk: int, agreed: bool, remark: str = "", *, at: datetime | None = None
) -> Countersign:
    """The second person's word on a dismissed error; disagreeing opens the finding again.

    Raises :class:`Refused`: ``absent``, ``same_person``, ``not_waiting``, ``remark``.
    """
    decision, finding = _of_decision(who, decision_pk)
    if decision.by == who.name:
        raise Refused("same_person", "误报须由另一人复核；这条是您本人认定的。")
    if finding.ruling != "waiting" or _said(finding).last() != decision:
        raise Refused("not_waiting", "这条认定已有变化，不再等待复核；请刷新后再看。")
    if not agreed and not remark.strip():
        raise Refused("remark", "不同意误报的，须写明理由。")
    now = at or timezone.now()
    word = Countersign.objects.create(
        decision=decision, by=who.name, agreed=agreed, remark=remark.strip(), at=now
    )
    _settle(who, finding, now)
    audit.record(
        who.name, "countersign", f"finding:{finding.pk}", decision=decision.pk, agreed=agreed
    )
    return word


@transaction.atomic
def hold(who: Who, finding_pk: int, *, at: datetime | None = None) -> Hold:
    """Say that ``who`` has the finding open, for five minutes from now.

    Raises :class:`Refused`: ``absent``, ``held`` with the name of who has it.
    """
    now = at or timezone.now()
    finding = _locked(who, finding_pk)
    _not_held(who, finding, now)
    taken, _ = Hold.objects.update_or_create(
        submission_id=finding.version.submission_id,
        fingerprint=finding.fingerprint,
        defaults={"by": who.name, "until": now + HOLD_FOR},
    )
    return taken


@transaction.atomic
def release(who: Who, finding_pk: int) -> None:
    """Let go of a finding that ``who`` holds; nothing happens where they do not."""
    finding = _seen_by(who, finding_pk)
    if finding:
        _holds(finding).filter(by=who.name).delete()


def same_cause(who: Who, finding_pk: int) -> QuerySet[Finding]:
    """The other open findings of the same rule that ``who`` may see, and this one."""
    mine = scopes.findings(who)
    rule = mine.filter(pk=finding_pk).values("rule")[:1]
    return mine.filter(rule__in=rule, ruling="").order_by("pk")


@transaction.atomic
def decide_bulk(
    who: Who,
    pks: Iterable[int],
    ruling: str,
    reason: str = "",
    remark: str = "",
    *,
    at: datetime | None = None,
) -> int:
    """One ruling with one reason on many findings, each with its own line of the log.

    Findings that somebody else holds, and those that ``who`` may not see, are left out. Returns how
    many were ruled on. Raises :class:`Refused`: ``ruling``, ``reason``, ``remark``.
    """
    now = at or timezone.now()
    said, why = _checked(ruling, reason, remark)
    mine = _free(who, pks, now)
    made = Decision.objects.bulk_create(
        Decision(
            submission_id=submission,
            fingerprint=mark,
            rule=rule,
            ruling=said,
            reason=why,
            remark=remark.strip(),
            by=who.name,
            at=now,
        )
        for (submission, mark), (_, rule) in mine.items()
    )
    upkeep.refresh_rulings(mine)
    _read_again({submission for submission, _ in mine}, now)
    entries = (
        audit.Entry("bulk", f"finding:{pk}", {"decision": one.pk, "ruling": said, "reason": why})
        for one, (pk, _) in zip(made, mine.values(), strict=True)
    )
    audit.record_all(who.name, entries)
    return len(made)


def _free(who: Who, pks: Iterable[int], now: datetime) -> dict[tuple[int, str], tuple[int, str]]:
    """(submission, fingerprint) → (finding, rule) of those that nobody else holds, locked."""
    mine = scopes.findings(who)
    rows: list[tuple[int, str, int, str]] = []
    for some in parts(pks):
        columns = ("version__submission", "fingerprint", "pk", "rule")
        rows += mine.filter(pk__in=some).values_list(*columns)
    for some in parts(sorted({row[0] for row in rows})):
        locked = Submission.objects.select_for_update().filter(pk__in=some)
        list(locked.order_by("pk").values_list("pk"))
    held = Hold.objects.filter(until__gt=now).exclude(by=who.name)
    taken = set(held.values_list("submission", "fingerprint"))
    return {(s, mark): (pk, rule) for s, mark, pk, rule in rows if (s, mark) not in taken}
