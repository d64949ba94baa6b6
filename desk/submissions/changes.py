"""补正前后对照: what a resubmission changed: fixed, still open, new, and changed without having been asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from desk.submissions import found
from desk.submissions.found import Line
from desk.submissions.opened import Shown
from desk.submissions.words import cut, masked, masked_phone, read_words, spot, unit_words
from schemas.desk import Role
from schemas.fields import TABLES
from schemas.finding import Finding as Found
from schemas.finding import Severity
from schemas.submission import Read, Row, Submission, Value
from store.bodies import unpack
from store.corrected_values import target_of
from store.models import Assignment, Finding, Version
from store.refusals import Refused

_SHORT: Final = 60


class Hand(Struct, frozen=True):
    """One hand-in to choose."""

    number: int
    at: object
    errors: int
    warnings: int


class Silent(Struct, frozen=True):
    """A value that changed although nothing had been said about it."""

    label: str
    key: str
    before: str
    after: str
    unit: str
    place: str
    flagged: bool
    """Whether the rules say something about the new value."""


class Comparison(Struct, frozen=True):
    """Two hand-ins, the older one first."""

    older: Hand
    newer: Hand
    hands: tuple[Hand, ...]
    fixed: tuple[Line, ...]
    still: tuple[Line, ...]
    fresh: tuple[Line, ...]
    silent: tuple[Silent, ...]
    asked: int
    """Values that changed after something had been said about them."""


def hands(shown: Shown) -> tuple[Hand, ...]:
    """Every hand-in of the submission, the first one first."""
    rows = Version.objects.filter(submission=shown.row).order_by("number")
    said = rows.values_list("number", "created_at", "errors", "warnings")
    return tuple(Hand(*row) for row in said)


def comparison(shown: Shown, older: int | None) -> Comparison | None:
    """The current version against an earlier one (the last before it, where none is named)."""
    listed = hands(shown)
    before = [hand for hand in listed if hand.number != shown.version.number]
    chosen = next((hand for hand in before if hand.number == older), None)
    chosen = chosen or next(
        (hand for hand in reversed(before) if hand.number < shown.version.number), None
    )
    if chosen is None:
        return None
    newer = next(hand for hand in listed if hand.number == shown.version.number)
    version = Version.objects.only("pk", "body").get(submission=shown.row, number=chosen.number)
    return _compared(shown, version, chosen, newer, listed)


def _compared(
    shown: Shown, older: Version, chosen: Hand, newer: Hand, listed: tuple[Hand, ...]
) -> Comparison:
    old, new = _rows(shown, older), list(shown.findings)
    pairs = _matched(old, new)
    gone = [row for row in old if row.pk not in pairs]
    fresh = [row for row in new if row.pk not in pairs.values()]
    kept = [row for row in new if row.pk in pairs.values()]
    flagged = {key for row in old for key in _body(row).fields if row.severity != Severity.INFO}
    now = {key for row in new for key in _body(row).fields if row.severity != Severity.INFO}
    changed = tuple(_changed(unpack(older.body, Submission), shown.understood))
    return Comparison(
        chosen,
        newer,
        listed,
        fixed=_lines(row for row in gone if row.severity != Severity.INFO),
        still=_lines(row for row in kept if row.severity != Severity.INFO),
        fresh=_lines(row for row in fresh if row.severity != Severity.INFO),
        silent=tuple(_silent(*one, now) for one in changed if one[0] not in flagged),
        asked=sum(one[0] in flagged for one in changed),
    )


def _rows(shown: Shown, version: Version) -> list[Finding]:
    """An earlier version's findings, an expert's own specialities only."""
    rows = version.findings.order_by("pk")
    if shown.who.role is Role.EXPERT:
        mine = Assignment.objects.filter(version=shown.version, expert=shown.who.name)
        rows = rows.filter(speciality__in=mine.values("speciality"))
    return list(rows)


def _body(row: Finding) -> Found:
    return msgspec.convert(row.body, Found)


def _matched(old: list[Finding], new: list[Finding]) -> dict[int, int]:
    """Old finding → the new one that is the same: by fingerprint, then by rule and subject."""
    pairs: dict[int, int] = {}
    for mark in (_by_fingerprint, _by_subject):
        free: dict[object, list[int]] = {}
        for row in new:
            if row.pk not in pairs.values():
                free.setdefault(mark(row), []).append(row.pk)
        for row in old:
            if row.pk not in pairs and free.get(mark(row)):
                pairs[row.pk] = free[mark(row)].pop(0)
    return pairs


def _by_fingerprint(row: Finding) -> object:
    return row.fingerprint


def _by_subject(row: Finding) -> object:
    return row.rule, tuple(sorted(_body(row).fields))


def _lines(rows: Iterator[Finding]) -> tuple[Line, ...]:
    lines = [found.line(row, _body(row)) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.level != "err", line.rule)))


_Change = tuple[str, str, Read | None, Read | None]
"""Key in the older one (else in the newer), label, and the two reads."""


def _changed(old: Submission, new: Submission) -> Iterator[_Change]:
    keys = [*old.fields, *(key for key in new.fields if key not in old.fields)]
    for key in keys:
        yield from _differs(key, _label(key), old.fields.get(key), new.fields.get(key))
    for table in TABLES:
        yield from _changed_rows(table, old.tables.get(table, ()), new.tables.get(table, ()))
    yield from _changed_claims(old, new)


def _changed_rows(table: str, old: tuple[Row, ...], new: tuple[Row, ...]) -> Iterator[_Change]:
    """Rows are the same by their name; without a name by their position."""
    later = {_name(row, i): row for i, row in enumerate(new)}
    earlier = {_name(row, i): (i, row) for i, row in enumerate(old)}
    for name, (i, row) in earlier.items():
        for field in TABLES[table]:
            key = f"{table}.{i + 1}.{field.key}"
            other = later.get(name, {}).get(field.key)
            if field.key != "seq" and (name in later or field.key == "name"):
                yield from _differs(key, _label(key), row.get(field.key), other)
    for i, row in enumerate(new):
        if _name(row, i) not in earlier:
            key = f"{table}.{i + 1}.name"
            yield from _differs(key, _label(key), None, row.get("name"))


def _name(row: Row, position: int) -> Value:
    read = row.get("name")
    return read.value if read and isinstance(read.value, str) else str(position)


def _changed_claims(old: Submission, new: Submission) -> Iterator[_Change]:
    sheets = (old.self_evaluation, new.self_evaluation)
    earlier, later = ({} if sheet is None else sheet.items for sheet in sheets)
    for item in [*earlier, *(item for item in later if item not in earlier)]:
        key = f"self_evaluation.{item}"
        reads = [one[item].claimed if item in one else None for one in (earlier, later)]
        yield from _differs(key, _label(key), reads[0], reads[1])


def _differs(key: str, label: str, old: Read | None, new: Read | None) -> Iterator[_Change]:
    if _plain(old) != _plain(new):
        yield key, label, old, new


def _plain(read: Read | None) -> object:
    if read is None:
        return None
    value = read.value
    return read.state, "".join(value.split()) if isinstance(value, str) else value


def _label(key: str) -> str:
    try:
        return target_of(key).label
    except Refused:  # a field that rules read and no form prints
        return key


def _silent(key: str, label: str, old: Read | None, new: Read | None, flagged: set[str]) -> Silent:
    phone = key.endswith("_phone")
    before, after = (cut(_hidden(read_words(one), phone), _SHORT) for one in (old, new))
    read = new or old
    return Silent(
        label,
        key,
        before,
        after,
        unit_words(read.unit) if read else "",
        spot(new.where) if new else "",
        key in flagged,
    )


def _hidden(words: str, phone: bool) -> str:
    return masked_phone(words) if phone else masked(words)
