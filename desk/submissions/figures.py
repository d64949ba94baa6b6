"""关键指标: every figure of the form beside what the text says, the wrong ones first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from desk.submissions import ledger
from desk.submissions.ledger import Entry
from desk.submissions.opened import Shown
from desk.submissions.words import (
    Sureness,
    amount,
    cut,
    masked,
    masked_phone,
    printed_otherwise,
    read_words,
    spot,
    sureness,
    unit_words,
)
from schemas.fields import ALL_FIELDS, CLOSING, COVER, IDENTITY, Field, Type, label_of
from schemas.finding import Severity
from schemas.submission import Read, State, Submission
from store.corrected_values import target_of
from store.corrections_apply import stated
from store.corrections_kept import Offer, retyped
from store.models import Finding
from validators.figures import number

_WORDED: Final = frozenset(field.key for field in (*COVER, *IDENTITY, *CLOSING)) | {
    "benchmark",
    "honours",
    "period",
}
_PHONES: Final = frozenset(field.key for field in ALL_FIELDS if field.type is Type.PHONE)
_DOUBTFUL: Final = 0.85
_FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")
_ORDER: Final = ("err", "warn", "doubt", "")
_GROUPS: Final = {"err": "有错误", "warn": "有警告", "doubt": "没有读准", "": "其余"}


class Line(Struct, frozen=True):
    """One figure. ``level`` is the heaviest open finding's, ``doubt`` where the reading is unsure."""

    key: str
    label: str
    text: str
    form: str
    printed: str
    gap: str
    gap_wrong: bool
    unit: str
    sure: Sureness
    place: str
    level: str
    codes: tuple[Finding, ...]
    count: int
    """How many places state it."""
    disputed: bool = False
    """Whether an error is about this very figure; the others of its sum are its grounds."""
    corrected: bool = False


class Group(Struct, frozen=True):
    """Lines of one weight."""

    word: str
    level: str
    lines: tuple[Line, ...]


def numeric(shown: Shown) -> tuple[Group, ...]:
    """The figures in the form's order, grouped by weight."""
    return _grouped(shown, [key for key in _keys(shown.understood) if not is_worded(key)])


def worded(shown: Shown) -> tuple[Group, ...]:
    """The form's words: who they are, what they promise."""
    return _grouped(shown, [key for key in _keys(shown.understood) if is_worded(key)])


def is_worded(key: str) -> bool:
    """Whether a key holds words rather than a figure."""
    stem = key.partition(".")[0]
    return stem in _WORDED or key in (
        "industry_code",
        "industry_name",
        "period_start",
        "period_end",
    )


def _keys(submission: Submission) -> list[str]:
    """Every key of the form, whether it was found or not, in printed order."""
    keys = [key for field in ALL_FIELDS for key in _of_field(field, submission.years)]
    return [key for key in keys if key not in ("industry", "period")]


def _of_field(field: Field, years: Iterable[int]) -> list[str]:
    if field.key == "industry":
        return ["industry_code", "industry_name"]
    if field.key == "period":
        return ["period_start", "period_end"]
    if field.yearly:
        return [f"{field.key}.{year}" for year in sorted(years, reverse=True)]
    if field.compared:
        return [f"{field.key}.{part}" for part in ("before", "after", "effect")]
    return [field.key]


def _grouped(shown: Shown, keys: Iterable[str]) -> tuple[Group, ...]:
    """Figures that the form need not have and that were not found are left out."""
    codes = open_by_field(shown)
    needed = [key for key in keys if key in shown.understood.fields or _required(key)]
    lines = [line(shown, key, codes.get(key, ())) for key in needed]
    groups = ((level, tuple(one for one in lines if one.level == level)) for level in _ORDER)
    found = [(level, mine) for level, mine in groups if mine]
    if len(found) == 1 and not found[0][0]:
        return (Group("全部", "", found[0][1]),)
    return tuple(Group(_GROUPS[level], level, mine) for level, mine in found)


def _required(key: str) -> bool:
    stem = key.partition(".")[0]
    return any(field.key == stem and field.required for field in ALL_FIELDS) or stem != key


def open_by_field(shown: Shown) -> dict[str, tuple[Finding, ...]]:
    """Field key → the findings about it that nobody has dismissed, the heaviest first."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for row in shown.findings:
        if row.ruling == "dismissed":
            continue
        for key in shown.bodies[row.pk].fields:
            found[key].append(row)
    order = list(Severity)
    return {
        key: tuple(sorted(rows, key=lambda row: order.index(Severity(row.severity))))
        for key, rows in found.items()
    }


def line(shown: Shown, key: str, codes: tuple[Finding, ...]) -> Line:
    """One figure with its other places."""
    submission = shown.understood
    read = submission.fields.get(key)
    said, other = _places(submission, key, read)
    text = next(ledger.disagreeing(said), said[0] if said else None)
    gap, wrong = _gap(read, text)
    return Line(
        key=key,
        label=label_of(key),
        text=read_words(text.read) if text else "—",
        form=_form_words(key, read),
        printed=printed_otherwise(read),
        gap=gap,
        gap_wrong=wrong,
        unit=unit_words(read.unit if read else ""),
        sure=sureness(read),
        place=spot(read.where) if read else "",
        level=_level(codes, read),
        codes=codes,
        count=len(said) + len(other) + (read is not None),
        disputed=any(_is_about(shown, row, key) for row in codes),
        corrected=stated(read),
    )


def _is_about(shown: Shown, row: Finding, key: str) -> bool:
    """Whether an error disputes this value, rather than resting on it: it is the one that it calls 实为."""
    if row.severity != Severity.ERROR:
        return False
    body, fields = shown.bodies[row.pk], shown.understood.fields
    value, actual = number(fields.get(key)), _figures(body.actual)
    if value is None or value in actual:
        return True
    if any(number(fields.get(other)) in actual for other in body.fields):
        return False  # another of its figures is the 实为; this one it is computed from
    return body.fields[0] == key and value not in _figures(body.expected)


def _figures(text: str) -> set[float]:
    return {float(found) for found in _FIGURE.findall(text.replace(",", ""))}


def _places(
    submission: Submission, key: str, read: Read | None
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    return ledger.narrative(submission, key, read), ledger.annexes(submission, key, read)


def _form_words(key: str, read: Read | None) -> str:
    words = read_words(read)
    if key in _PHONES and read is not None and read.state is not State.BLANK:
        return masked_phone(words)
    return cut(masked(words), 60)


def _gap(read: Read | None, text: Entry | None) -> tuple[str, bool]:
    """The form's figure less the text's, and whether it is more than rounding."""
    mine, theirs = number(read), number(text.read) if text else None
    if read is None or text is None or mine is None or theirs is None:
        return "—", False
    if mine == theirs:
        return "0", False
    if text.agrees:
        return "取整", False
    decimals = max(read.decimals or 0, text.read.decimals or 0)
    gap = amount(mine - theirs, read.unit, decimals)
    return (gap if gap.startswith("-") else f"+{gap}").replace("-", "−"), True


def _level(codes: tuple[Finding, ...], read: Read | None) -> str:
    """Findings that rest on a place only for the record do not make a figure wrong."""
    if any(row.severity == Severity.ERROR for row in codes):
        return "err"
    if any(row.severity == Severity.WARNING for row in codes):
        return "warn"
    unsure = read is not None and read.state is not State.BLANK and read.confidence < _DOUBTFUL
    return "doubt" if unsure else ""


class Offered(Struct, frozen=True):
    """A correction that was made before, as a form filled in."""

    key: str
    label: str
    now: str
    right: str
    value: str
    reason: str
    by: str
    seen: int


def offered(offer: Offer) -> Offered:
    """An offer in words."""
    phone = offer.key in _PHONES
    now, right = read_words(offer.now), read_words(offer.right)
    return Offered(
        key=offer.key,
        label=target_of(offer.key).label,
        now=masked_phone(now) if phone else cut(masked(now)),
        right=masked_phone(right) if phone else cut(masked(right)),
        value="" if phone else retyped(offer.right),
        reason=offer.reason,
        by=offer.by,
        seen=offer.seen,
    )
