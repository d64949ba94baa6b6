"""How a rule speaks: a finding from its card, its words and the reads it stands on.

A rule gives the message and, as ``fix``, the smallest thing that the applicant can do («请…。»).
What goes with every finding is made here, so that no rule has to think of it:

- ``sentence``, ready for the correction notice: place, label, message, fix;
- the conversions behind the figures (``12,850.5吨标煤 = 1.285万吨标煤``), added to ``working``
  wherever a ground was printed in another unit than the contract's (``rounding.conversion``);
- with ``compared=(one, other)``: a factor of 10³, 10⁴ or 10⁸ between them, named as a likely slip
  of the unit in message and fix (``rounding.unit_slip``). Never corrected.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, structs

from schemas.fields import TABLE_TITLES, TABLES, label_of
from schemas.finding import Evidence, Finding, Rule, Severity
from schemas.place import Where
from schemas.policy import Policy, points_of
from schemas.submission import Mention, Read, ScoreItem, State, Submission
from schemas.words import place_words
from validators.rounding import conversion, unit_slip

CHECK_IT = "请核实后更正。"
"""The fix of a finding that has none of its own."""

UNSURE_FLAGS = frozenset(
    {"approx", "ocr_repair", "range", "bound_ge", "estimate", "sci_lost", "month_ambiguous"}
)
"""Readings that a finding must not rest on at full weight (rules.md §1)."""

OCR_FLAGS = frozenset({"ocr", "ocr_repair"})
"""Read from a picture, or mended: then what cannot be understood may be our fault."""

_LOWER = {
    Severity.ERROR: Severity.WARNING,
    Severity.WARNING: Severity.INFO,
    Severity.INFO: Severity.INFO,
}


class Ground(Struct, frozen=True):
    """A piece of evidence with the contract key it is about (``""``: no field of its own)."""

    key: str
    evidence: Evidence
    conversion: str = ""
    """How the figure was converted from what is printed, ``""`` where it was not."""


def read_ground(key: str, label: str, read: Read) -> Ground:
    """A read as a ground: its raw text at its place, with the label that people know."""
    shown = read.raw or ("" if read.value is None else str(read.value))
    evidence = Evidence(read.where, shown, label, _sureness(read), read.flags)
    return Ground(key, evidence, conversion(read))


def _sureness(read: Read) -> float:
    """How surely the print was read: text that defies its grammar may be as clear as any other."""
    return (
        1.0
        if read.state is State.UNREADABLE and not OCR_FLAGS & set(read.flags)
        else read.confidence
    )


def field_ground(submission: Submission, key: str) -> Ground:
    """The ground for a field of the submission. Raises ``KeyError`` where it was not found."""
    return read_ground(key, label_of(key), submission.fields[key])


def cell_ground(table: str, index: int, column: str, read: Read) -> Ground:
    """The ground for row ``index`` (from 1) of an annex table."""
    title = TABLE_TITLES[table].split()[0]
    label = next(entry.label for entry in TABLES[table] if entry.key == column)
    return read_ground(f"{table}.{index}.{column}", f"{title}第{index}行 {label}", read)


def item_ground(item: ScoreItem, read: Read, policy: Policy) -> Ground:
    """The ground for a row of the self-evaluation."""
    return read_ground(f"self_evaluation.{item}", f"自评 {points_of(item, policy).label}", read)


def mention_ground(mention: Mention) -> Ground:
    """The ground for a figure stated in the running text: the sentence that states it."""
    evidence = Evidence(
        mention.read.where,
        mention.sentence or mention.read.raw,
        f"正文{mention.chapter}" if mention.chapter else "自评说明",
        mention.read.confidence,
        mention.read.flags,
        mention.read.raw,
    )
    return Ground("", evidence, conversion(mention.read))


def place_ground(where: Where, label: str, shown: str = "") -> Ground:
    """A ground for something that is no read: a heading, a file, a missing part's surroundings."""
    return Ground("", Evidence(where, shown, label))


def fault(
    rule: Rule,
    grounds: Iterable[Ground],
    *,
    severity: Severity | None = None,
    template: str = "",
    expected: str = "",
    actual: str = "",
    working: str = "",
    fix: str = "",
    fields: tuple[str, ...] = (),
    compared: tuple[float, float] | None = None,
    **words: object,
) -> Finding:
    """A finding of ``rule``; ``words`` fill its message template, or ``template`` instead of it.

    ``fields`` adds keys that have no ground (a field that is absent altogether). ``compared``
    are the two figures of one unit that should agree: a power of ten between them is named.
    """
    listed = tuple(grounds)
    keys = dict.fromkeys([*(g.key for g in listed if g.key), *fields])
    slip = unit_slip(*compared) if compared else ""
    message = _ending((template or rule.message).format(**words), slip)
    advice = (fix or CHECK_IT) + (f"{slip}的，请统一单位后填写。" if slip else "")
    return Finding(
        rule=rule.code,
        severity=severity or rule.severity,
        speciality=rule.speciality,
        message=message,
        citation=rule.citation,
        fields=tuple(keys),
        expected=expected,
        actual=actual,
        evidence=tuple(g.evidence for g in listed),
        working=_with_conversions(working, listed),
        fix=advice,
        sentence=_sentence(message, advice, listed),
    )


def _ending(message: str, more: str) -> str:
    return f"{message.removesuffix('。')}，{more}。" if more else message


def _with_conversions(working: str, grounds: tuple[Ground, ...]) -> str:
    shown = dict.fromkeys(g.conversion for g in grounds if g.conversion)
    return "；".join(filter(None, [working, *shown]))


def _sentence(message: str, fix: str, grounds: tuple[Ground, ...]) -> str:
    """``方案.docx 表1第14行第4列“年综合能耗（2024年）”：……。请……。``"""
    if not grounds:
        return message + fix
    first = grounds[0].evidence
    spot = place_words(first.where).replace("  ", " ").strip()
    told = first.label.removeprefix("自评 ").partition("（")[0] in message
    return f"{spot}{'' if told else f'“{first.label}”'}：{message}{fix}"


def lowered(finding: Finding, policy: Policy) -> Finding:
    """The finding one level down where it rests on an unsure reading, else unchanged."""
    unsure = any(
        evidence.confidence < policy.tolerance.sure_reading or UNSURE_FLAGS & set(evidence.flags)
        for evidence in finding.evidence
    )
    lower = _LOWER[finding.severity]
    if not unsure or lower is finding.severity:
        return finding
    return structs.replace(finding, severity=lower, lowered_from=finding.severity)


def plain(value: float) -> str:
    """A figure as officers write it: thousands separated, no needless decimals."""
    shown = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
