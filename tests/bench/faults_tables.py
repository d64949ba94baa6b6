"""What ``make faults`` prints, and keeps in ``docs/faults.md``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from validators.catalogue import cards

if TYPE_CHECKING:
    from tests.bench.faults import Outcome, Said

PAGE: Final = Path(__file__).parents[2] / "docs" / "faults.md"
_BEGIN, _END = "<!-- measured -->\n", "<!-- end of measured -->\n"
_LOUD: Final = ("error", "warning")


def page(right: Sequence[Outcome], unusual: Sequence[Outcome], faulty: Sequence[Outcome]) -> str:
    """All tables as Markdown."""
    parts = (
        f"### {len(right)} right submissions",
        _false_alarms(right),
        f"### {len(unusual)} right submissions with rare contents",
        _false_alarms(unusual),
        f"### {len(faulty)} submissions with one fault each",
        _recall(faulty),
        "### By rule",
        _by_rule(right, faulty),
    )
    return "\n\n".join(parts) + "\n"


def keep(tables: str) -> None:
    """Put the tables into the page, between its marks; the words around them stay."""
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    PAGE.write_text(f"{before}{_BEGIN}{tables}{_END}{rest.partition(_END)[2]}", "utf-8")


def accusations(right: Iterable[Outcome], *, everything: bool) -> str:
    """What was said of right ones, a line a rule; ``everything`` lists what the layout itself wakes, too."""
    return "\n".join(
        f"  {one.name} {one.family} {one.formats}: {loud[0].severity} {code} {loud[0].message} ×{len(loud)}"
        for one in right
        for code, loud in _by_code(one).items()
        if everything or code not in one.wakes
    )


def _by_code(one: Outcome) -> dict[str, list[Said]]:
    loud: dict[str, list[Said]] = defaultdict(list)
    for said in one.said:
        if said.severity in _LOUD:
            loud[said.code].append(said)
    return loud


def _false_alarms(right: Sequence[Outcome]) -> str:
    lines = ["| | submissions | errors | per 100 | warnings | per submission |", _rule(6)]
    by_format: dict[str, list[Outcome]] = defaultdict(list)
    for one in right:
        by_format[one.formats].append(one)
    for name, listed in sorted(by_format.items()):
        lines.append(_alarm_row(name, listed))
    lines.append(_alarm_row("**all**", right))
    woken = Counter(said.code for one in right for said in one.said if said.code in one.wakes)
    apart = "、".join(f"{code} {count}" for code, count in sorted(woken.items())) or "none"
    breaking = sum(bool(one.wakes) for one in right)
    note = (
        f"Counted apart: {breaking} of these are laid out in ways that break the form "
        f"(other units, tracked changes, struck figures, wide commas); said of that, rightly: {apart}."
    )
    return "\n".join([*lines, "", note])


def _alarm_row(name: str, listed: Sequence[Outcome]) -> str:
    alarms = Counter(said.severity for one in listed for said in _wrongly(one))
    errors, warnings, count = alarms["error"], alarms["warning"], max(1, len(listed))
    return _row(
        name,
        len(listed),
        errors,
        f"{100 * errors / count:.1f}",
        warnings,
        f"{warnings / count:.3f}",
    )


def _wrongly(one: Outcome) -> Iterator[Said]:
    return (said for said in one.said if said.code not in one.wakes)


def _recall(faulty: Sequence[Outcome]) -> str:
    found = [one for one in faulty if _found(one)]
    share = 100 * len(found) / max(1, len(faulty))
    missed = [one for one in faulty if not _found(one)]
    lines = [f"Found: {len(found)} of {len(faulty)} ({share:.2f} %; aim 99 %). Missed:", ""]
    lines += [
        f"- {one.code} `{one.fault}` in {one.family}, {one.formats}"
        + (" (listed as skipped)" if one.code in one.skipped else "")
        for one in missed
    ]
    return "\n".join(lines if missed else [*lines[:-1], "", "- none"])


def _found(one: Outcome) -> bool:
    return any(said.code == one.code for said in one.said)


def _by_rule(right: Sequence[Outcome], faulty: Sequence[Outcome]) -> str:
    heads = "| rule | severity | planted | found | speaks on right ones: error | warning | info |"
    return "\n".join([heads, _rule(7), *_rule_rows(right, faulty)])


def _rule_rows(right: Sequence[Outcome], faulty: Sequence[Outcome]) -> Iterator[str]:
    planted, found = Counter(one.code for one in faulty), Counter[str]()
    found.update(one.code for one in faulty if _found(one))
    spoken = Counter((said.code, said.severity) for one in right for said in set(_wrongly(one)))
    for card in cards():
        code = card.code
        alarms = [spoken[code, severity] for severity in ("error", "warning", "info")]
        planted_ = planted[code] or "record only" if code in _RECORDS else planted[code]
        yield _row(code, card.severity, planted_, found[code], *alarms)


_RECORDS: Final = frozenset({"D01"})
"""Rules that state a result of every submission: nothing can be planted for them."""


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _rule(columns: int) -> str:
    return "| --- |" + " ---: |" * (columns - 1)
