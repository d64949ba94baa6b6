"""What ``make accuracy`` prints, and keeps in ``docs/accuracy.md``."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fixtures.accuracy import Tally, Trust, merged

if TYPE_CHECKING:
    from tests.bench.accuracy import Result

PAGE: Final = Path(__file__).parents[2] / "docs" / "accuracy.md"
_BEGIN, _END = "<!-- measured -->\n", "<!-- end of measured -->\n"
_BINS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
_SURE: Final = 0.95
_TABLES: Final = ("innovations", "projects", "existing_equipment", "new_equipment")


def page(results: Mapping[str, Sequence[Result]]) -> str:
    """All tables as Markdown."""
    parts: list[str] = []
    for title, listed in results.items():
        parts += [f"### {title} families: {len(listed)} submissions", *_part(listed)]
    everything = [result for listed in results.values() for result in listed]
    parts += ["### How far a confidence can be trusted (all of them)", _calibration(everything)]
    return "\n\n".join(parts) + "\n"


def keep(tables: str) -> None:
    """Put the tables into the page, between its marks; the words around them stay."""
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    PAGE.write_text(f"{before}{_BEGIN}{tables}{_END}{rest.partition(_END)[2]}", "utf-8")


def misses(results: Iterable[Result]) -> str:
    """Every miss, and every accusation of a submission that was right and tidily typed."""
    return "\n".join(
        line
        for result in results
        for line in (
            *(
                f"  {result.name}: {m.key}: meant {m.meant!r}, found {m.found!r}"
                for m in result.accuracy.misses
            ),
            *(f"  {result.name}: {accusation}" for accusation in _accusations(result)),
        )
    )


def _accusations(result: Result) -> tuple[str, ...]:
    return () if result.slips else result.accusations


def _part(results: Sequence[Result]) -> tuple[str, str]:
    by_format: dict[str, list[Result]] = {}
    for result in results:
        by_format.setdefault(result.formats, []).append(result)
    return _exactness(by_format), _by_group(by_format)


def _exactness(by_format: Mapping[str, list[Result]]) -> str:
    head = (
        "| format | submissions | fields exact % | rows exact % | rows found | missed | invented "
        "| wrong at ≥ 0.95 | wrongly accused | ms a submission |"
    )
    return "\n".join([head, _rule(10), *(_format_row(*entry) for entry in by_format.items())])


def _format_row(name: str, results: list[Result]) -> str:
    groups = merged(r.accuracy for r in results).groups
    fields = _sum(t for g, t in groups.items() if not _of_tables(g))
    rows = _sum(t for g, t in groups.items() if g in {f"{table} rows" for table in _TABLES})
    sure = [t for r in results for t in r.accuracy.trusts if t.confidence >= _SURE]
    tidy = [result for result in results if not result.slips]
    accused = sum(bool(result.accusations) for result in tidy)
    return _row(
        name,
        len(results),
        _share(fields),
        _share(groups.get("whole rows", Tally(0, 0))),
        rows.right,
        rows.total - rows.right,
        rows.invented,
        f"{sum(not t.right for t in sure)} of {len(sure)}",
        f"{accused} of {len(tidy)}",
        f"{statistics.median(result.ms for result in results):.0f}",
    )


def _of_tables(group: str) -> bool:
    return group.endswith((" rows", " cells"))


def _by_group(by_format: Mapping[str, list[Result]]) -> str:
    tallies = {n: merged(r.accuracy for r in rs).groups for n, rs in by_format.items()}
    names = sorted({group for groups in tallies.values() for group in groups})
    lines = (
        _row(group, *(_share(groups.get(group, Tally(0, 0))) for groups in tallies.values()))
        for group in names
    )
    return "\n".join([_row("exact %", *tallies), _rule(len(tallies) + 1), *lines])


def _calibration(results: Sequence[Result]) -> str:
    trusts = [trust for result in results for trust in result.accuracy.trusts]
    lines = (_row(*entry) for entry in _bins(trusts))
    head = "| confidence | values | right | right % |"
    sure = [trust for trust in trusts if trust.confidence >= _SURE]
    wrong = sum(not trust.right for trust in sure)
    share = 1000 * wrong / max(1, len(sure))
    last = f"\nAt 0.95 and above: {wrong} wrong of {len(sure)} ({share:.2f} in 1,000; aim 1)."
    return "\n".join([head, _rule(4), *lines, last])


def _bins(trusts: Sequence[Trust]) -> Iterator[tuple[str, int, int, str]]:
    for low, high in pairwise(_BINS):
        mine = [trust for trust in trusts if low <= trust.confidence < high]
        right = sum(trust.right for trust in mine)
        yield f"{low:.2f}–{min(high, 1):.2f}", len(mine), right, _share(Tally(right, len(mine)))


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, start=Tally(0, 0))


def _share(tally: Tally) -> str:
    total = tally.total + tally.invented
    return f"{100 * tally.right / total:.2f}" if total else "—"


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _rule(columns: int) -> str:
    return "| --- |" + " ---: |" * (columns - 1)
