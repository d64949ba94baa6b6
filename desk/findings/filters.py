"""Which findings somebody goes through: the filter of the list, carried from item to item."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from msgspec import Struct, structs

from desk.findings.queue import WEIGHTY, WEIGHTY_WORD
from schemas.desk import RULING_WORDS, Role, Ruling
from schemas.finding import Severity, Speciality
from schemas.words import SEVERITY_WORDS, SPECIALITY_WORDS
from store import scopes
from store.models import Finding, Submission
from store.scopes import Who

WAITING: Final = "waiting"
OPEN: Final = "open"
ANY: Final = "all"
STATE_WORDS: Final = {
    OPEN: "未处理",
    Ruling.LATER.value: "稍后",
    WAITING: "待复核",
    Ruling.UPHELD.value: RULING_WORDS[Ruling.UPHELD],
    Ruling.HARMLESS.value: RULING_WORDS[Ruling.HARMLESS],
    Ruling.DISMISSED.value: RULING_WORDS[Ruling.DISMISSED],
    Ruling.PASSED_ON.value: RULING_WORDS[Ruling.PASSED_ON],
    ANY: "全部状态",
}
CITIES: Final = (
    "杭州市",
    "宁波市",
    "温州市",
    "嘉兴市",
    "湖州市",
    "绍兴市",
    "金华市",
    "衢州市",
    "舟山市",
    "台州市",
    "丽水市",
)
_OWNED_AT_MOST: Final = 2000
_EVERY: Final = ("", WAITING, *(ruling.value for ruling in Ruling))
"""Every state that a finding can have."""


class Filter(Struct, frozen=True):
    """What the list is narrowed to; an empty word narrows nothing. ``state`` is of STATE_WORDS."""

    severity: str = ""
    """A severity, or :data:`WEIGHTY` for errors and warnings."""
    state: str = OPEN
    mine: str = ""
    rule: str = ""
    city: str = ""
    speciality: str = ""
    submission: str = ""
    """One submission's findings only: its id."""

    @property
    def query(self) -> str:
        """The filter as an address carries it; empty where nothing is narrowed."""
        parts = structs.asdict(self) | {"state": "" if self.state == OPEN else self.state}
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def levels(self) -> tuple[Severity, ...]:
        """The severities that it leaves, the heaviest first."""
        if self.severity == WEIGHTY:
            return (Severity.ERROR, Severity.WARNING)
        return (Severity(self.severity),) if self.severity else tuple(Severity)

    @property
    def words(self) -> str:
        """The filter as an officer says it: ``错误 · 本人负责 · 未处理``."""
        said = [
            WEIGHTY_WORD if self.severity == WEIGHTY else _word(SEVERITY_WORDS, self.severity),
            "本人负责" if self.mine else "",
            _word(STATE_WORDS, self.state),
            self.rule,
            self.city,
            _word(SPECIALITY_WORDS, self.speciality),
            "本企业" if self.submission else "",
        ]
        return " · ".join(word for word in said if word)


def _word(words: dict[Severity, str] | dict[Speciality, str] | dict[str, str], key: str) -> str:
    return {str(known): word for known, word in words.items()}.get(key, "")


def from_query(sent: QueryDict) -> Filter:
    """The filter that an address carries; what it cannot be is left out."""
    state, level = sent.get("state", OPEN), sent.get("severity", "")
    submission = sent.get("submission", "")
    return Filter(
        severity=level if level == WEIGHTY else _one_of(level, Severity),
        state=state if state in STATE_WORDS else OPEN,
        mine="1" if sent.get("mine") else "",
        rule=sent.get("rule", "").strip().upper()[:3],
        city=sent.get("city", "").strip()[:60],
        speciality=_one_of(sent.get("speciality", ""), Speciality),
        submission=submission if submission.isdecimal() and len(submission) < 10 else "",
    )


def _one_of(word: str, words: type[Severity] | type[Speciality]) -> str:
    return word if word in {str(known) for known in words} else ""


def applied(rows: QuerySet[Finding], chosen: Filter, who: Who) -> QuerySet[Finding]:
    """``rows``, a scope's findings, narrowed. Every condition stands in one of the indexes.

    ``at`` is what the queue orders by within a severity: the id, where an index keeps what is wanted in
    its order. Elsewhere it is an expression of the same worth: a planner that counts on meeting the next
    row soon when it walks on by id would walk over all of another city's.
    """
    columns = {"rule": chosen.rule, "city": chosen.city, "speciality": chosen.speciality}
    rows = _indexed(rows).filter(**{name: value for name, value in columns.items() if value})
    if chosen.severity:
        rows = rows.filter(severity__in=chosen.levels)
    if chosen.submission:
        rows = rows.filter(version__submission_id=int(chosen.submission))
    if chosen.state != ANY:
        rows = rows.filter(ruling="" if chosen.state == OPEN else chosen.state)
    elif not _by_id(chosen, who):
        rows = rows.filter(ruling__in=_EVERY)  # stands before the severity in the indexes
    rows = rows.filter(_mine(who)) if chosen.mine else rows
    return rows.annotate(at=F("pk") if _by_id(chosen, who) else F("pk") + 0)


def any_level(rows: QuerySet[Finding], chosen: Filter, who: Who) -> QuerySet[Finding]:
    """The same of every severity, to be counted by severity."""
    return applied(rows, structs.replace(chosen, severity=""), who)


def _by_id(chosen: Filter, who: Who) -> bool:
    """Whether an index has each severity of these rows in the order of their ids."""
    others = (chosen.mine, chosen.rule, chosen.city, chosen.speciality, chosen.submission)
    return who.role is Role.PROVINCE and not any(others)


def same_cause(who: Who, rule: str) -> QuerySet[Finding]:
    """The open findings of a rule that ``who`` may see."""
    return _indexed(scopes.findings(who)).filter(rule=rule, ruling="")


def _indexed(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """The scope's ``live`` once more: a bare boolean column is no word that SQLite's indexes know."""
    return rows.filter(live__in=[True])


def _mine(who: Who) -> Q:
    """On this expert's desk, or of a submission that this officer is in charge of."""
    if who.role is Role.EXPERT:
        return Q(reader=who.name)
    owned = Submission.objects.filter(owner=who.name, current__isnull=False)
    return Q(version__in=owned.values("current")[:_OWNED_AT_MOST])
