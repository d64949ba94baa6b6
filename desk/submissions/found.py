"""全部发现: by the rules' groups, the heaviest first, with what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from msgspec import Struct

from desk.submissions.opened import Shown
from desk.submissions.words import masked, spot
from schemas.desk import RULING_WORDS, Ruling
from schemas.finding import Finding as Found
from schemas.finding import Severity
from schemas.words import SEVERITY_WORDS, SPECIALITY_WORDS
from store.models import BlindReading, Finding
from validators.catalogue import modules

GROUP_WORDS: Final = {
    "A": "完整性与格式",
    "B": "主体身份",
    "C": "准入条件",
    "D": "能耗分档",
    "E": "自评得分复算",
    "F": "经营与投资",
    "G": "能耗与碳排放",
    "H": "设备",
    "J": "重点项目与创新成果",
    "K": "正文与表格一致性",
    "M": "文件与解析",
    "N": "跨申报查重",
}
_ICONS: Final = {Severity.ERROR: "cross", Severity.WARNING: "warn", Severity.INFO: "info"}
_LEVELS: Final = {Severity.ERROR: "err", Severity.WARNING: "warn", Severity.INFO: ""}
_STATES: Final = {
    "": ("未处理", ""),
    "waiting": ("误报·待第二人复核", "warn"),
    Ruling.UPHELD.value: (RULING_WORDS[Ruling.UPHELD], "err"),
    Ruling.HARMLESS.value: (RULING_WORDS[Ruling.HARMLESS], "ok"),
    Ruling.DISMISSED.value: (RULING_WORDS[Ruling.DISMISSED], "ok"),
    Ruling.PASSED_ON.value: (RULING_WORDS[Ruling.PASSED_ON], "acc"),
    Ruling.LATER.value: (RULING_WORDS[Ruling.LATER], "warn"),
}


class Line(Struct, frozen=True):
    """One finding as a row."""

    pk: int
    rule: str
    title: str
    word: str
    icon: str
    level: str
    message: str
    expected: str
    actual: str
    place: str
    speciality: str
    state: str
    state_level: str
    ruled: bool = False
    """Whether the queue of what is open passes it by."""


class Group(Struct, frozen=True):
    """A group of rules with its findings."""

    letter: str
    word: str
    errors: int
    warnings: int
    lines: tuple[Line, ...]


def found(shown: Shown, severity: str = "") -> tuple[Group, ...]:
    """The findings in groups; groups with errors first, within a group the heaviest first."""
    blind = _blind(shown)
    rows = [row for row in shown.findings if severity in ("", row.severity)]
    lines = [(row, line(row, shown.bodies[row.pk], row.fingerprint in blind)) for row in rows]
    groups = [_group(letter, lines) for letter in GROUP_WORDS]
    return tuple(sorted((g for g in groups if g.lines), key=lambda g: (-g.errors, -g.warnings)))


def _group(letter: str, lines: Iterable[tuple[Finding, Line]]) -> Group:
    order = list(Severity)
    mine = [(row, one) for row, one in lines if row.rule.startswith(letter)]
    mine.sort(key=lambda pair: (order.index(Severity(pair[0].severity)), pair[0].rule))
    weights = [row.severity for row, _ in mine]
    return Group(
        letter,
        GROUP_WORDS[letter],
        weights.count(Severity.ERROR),
        weights.count(Severity.WARNING),
        tuple(one for _, one in mine),
    )


def line(row: Finding, body: Found, blind: bool = False) -> Line:
    """One finding in words; ``blind``: this person is to judge it without knowing what was said."""
    severity = Severity(row.severity)
    state, level = ("盲审中", "acc") if blind else _STATES.get(row.ruling, (row.ruling, ""))
    return Line(
        pk=row.pk,
        rule=row.rule,
        title=titles().get(row.rule, ""),
        word=SEVERITY_WORDS[severity],
        icon=_ICONS[severity],
        level=_LEVELS[severity],
        message=masked(row.message),
        expected=masked(body.expected),
        actual=masked(body.actual),
        place=spot(body.evidence[0].where) if body.evidence else "",
        speciality=SPECIALITY_WORDS[body.speciality],
        state=state,
        state_level=level,
        ruled=blind or bool(row.ruling),
    )


@cache
def titles() -> dict[str, str]:
    """Rule code → its title."""
    return {module.RULE.code: module.RULE.title for module in modules()}


def _blind(shown: Shown) -> frozenset[str]:
    """What this person still has to read blind: nobody's ruling is shown to them."""
    rows = BlindReading.objects.filter(
        submission=shown.row, reader=shown.who.name, ruling=""
    ).values_list("fingerprint", flat=True)
    return frozenset(rows)
