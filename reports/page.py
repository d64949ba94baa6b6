"""The report as a page: static HTML with its style sheet beside it, printable on A4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from reports import charts
from reports.headline import FEW
from schemas.quality import SCOPES, Checked, HeatCell, Quality, Tile
from schemas.words import SEVERITY_WORDS
from validators.registers.industries import division_names

STYLE: Final = "report.css"
_NAMED: Final = 5
"""Failing submissions named on the page; the workbook names more."""
_HEAT_STEPS: Final = (10.0, 25.0, 50.0, 75.0)
"""Percent of submissions that failed, from which each darker colour begins."""


def page(report: Quality) -> str:
    """The HTML text. It links ``report.css`` beside it and nothing else."""
    return _environment().get_template("quality.html").render(report=report)


def style() -> str:
    """The style sheet."""
    return resources.files("reports").joinpath("templates", STYLE).read_text("utf-8")


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "figure": figure,
        "spark": _spark,
        "severity": lambda word: SEVERITY_WORDS[word],
        "short": _short_city,
        "day": lambda day: f"{day:%Y-%m-%d}",
        "bar": lambda part, whole, label: Markup(charts.bar(part, whole, label)),
    }
    made.globals |= {"heat": _heat, "few": FEW, "failing": _failing, "scopes": SCOPES}
    return made


def figure(value: float | None, digits: int = 1) -> str:
    """A figure of the page, ``—`` where there is none."""
    if value is None:
        return "—"
    return f"{value:,.{digits}f}" if value % 1 else f"{value:,.0f}"


def _spark(tile: Tile) -> Markup:
    shown = "、".join(figure(point) for point in tile.line)
    return Markup(charts.line(tile.line, f"{tile.title}近7日：{shown}{tile.unit}"))


def _short_city(city: str) -> str:
    return city.removeprefix("浙江省").removesuffix("市") or "未填"


def _heat(
    cells: Iterable[HeatCell],
) -> tuple[list[str], list[tuple[str, list[tuple[str, str, str]]]]]:
    """(cities, rows of (division, cells of (class, share, count))): how many failed at the first time."""
    known = {(cell.city, cell.division): cell for cell in cells}
    cities = sorted({city for city, _ in known})
    divisions = sorted({division for _, division in known})
    rows = [
        (
            division_names().get(division, division or "未填"),
            [_shade(known.get((city, division))) for city in cities],
        )
        for division in divisions
    ]
    return cities, rows


class Failing(Struct, frozen=True):
    """A check that some submissions fail, by scope: ``(failed, looked at)``, ``None`` where not looked."""

    words: str
    counts: tuple[tuple[int, int] | None, ...]
    rows: tuple[str, ...]
    more: bool


def _failing(checks: Iterable[Checked]) -> list[Failing]:
    """The failing checks, the most failures first, a line a check whatever its scopes."""
    by_key: dict[str, dict[str, Checked]] = {}
    for one in checks:
        by_key.setdefault(one.key, {})[one.scope] = one
    lines = [
        _one_line(scopes) for scopes in by_key.values() if not all(c.met for c in scopes.values())
    ]
    return sorted(lines, key=lambda line: [-(count or (0, 0))[0] for count in line.counts])


def _one_line(scopes: Mapping[str, Checked]) -> Failing:
    found = [scopes.get(scope) for scope in SCOPES]
    widest = next(one for one in reversed(found) if one and not one.met)
    counts = tuple((one.failed, one.looked_at) if one else None for one in found)
    return Failing(widest.words, counts, widest.rows[:_NAMED], widest.failed > _NAMED)


def _shade(cell: HeatCell | None) -> tuple[str, str, str]:
    if cell is None:
        return "", "", ""
    if cell.submissions < FEW:
        return "na", "", f"{cell.submissions}份"
    failed = 100 * (cell.submissions - cell.passed) / cell.submissions
    step = sum(failed >= bound for bound in _HEAT_STEPS)
    return f"h{step}", f"{failed:.0f}%", f"{cell.submissions}份"
