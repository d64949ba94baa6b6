"""What rules ask a submission: figures by key, reporting years, the year before the application."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.policy import Policy, Tier, tier_of
from schemas.submission import Gist, Read, Row, ScoreItem, State, Submission


def stated(read: Read | None) -> bool:
    """Whether the applicant stated the field and the grammar understood it."""
    return read is not None and read.state is State.STATED and read.value is not None


def number(read: Read | None) -> float | None:
    """The read's figure in the contract's unit; ``None`` unless it is stated as a number."""
    if read is None or read.state is not State.STATED:
        return None
    value = read.value
    if isinstance(value, float):
        return value
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else None


def text(read: Read | None) -> str:
    """The read's text, ``""`` unless stated as text."""
    return read.value if read is not None and isinstance(read.value, str) else ""


def printed(read: Read | None) -> str:
    """What stands in the field, understood or not: its text, else what was printed; ``""`` if blank."""
    if read is None or read.state is State.BLANK:
        return ""
    return text(read) or read.raw.strip()


def figure(submission: Submission | Gist, key: str) -> float | None:
    """The figure of a field key (``total_investment``), or ``None``."""
    return number(submission.fields.get(key))


def by_year(submission: Submission, stem: str) -> dict[int, Read]:
    """The reads of a yearly field that exist, by year, ascending (stated or not)."""
    found = ((year, submission.fields.get(f"{stem}.{year}")) for year in sorted(submission.years))
    return {year: read for year, read in found if read is not None}


def figures_by_year(submission: Submission, stem: str) -> dict[int, float]:
    """The stated figures of a yearly field by year, ascending."""
    found = ((year, number(read)) for year, read in by_year(submission, stem).items())
    return {year: value for year, value in found if value is not None}


def rows(submission: Submission, table: str) -> Iterator[tuple[int, Row]]:
    """An annex table's rows with their position from 1."""
    yield from enumerate(submission.tables.get(table, ()), start=1)


def named_rows(submission: Submission, table: str) -> list[tuple[int, Row]]:
    """The rows that name something; a dash or an empty name is none."""
    return [
        (i, row) for i, row in rows(submission, table) if printed(row.get("name")).strip("-—/ ")
    ]


def claimed(submission: Submission, item: ScoreItem) -> Read | None:
    """The applicant's own points for a row of annex 1, as read."""
    sheet = submission.self_evaluation
    found = sheet.items.get(item) if sheet else None
    return found.claimed if found else None


def application_year(submission: Submission | Gist) -> int | None:
    """The year of the application (rules.md §1: the filing letter's, else the received date's).

    The letter is not part of a submission, so: the date received where known, else the
    cover's, else the commitment's. ``None`` where none of them says.
    """
    for date in (
        submission.received,
        text(submission.fields.get("cover_date")),
        text(submission.fields.get("commitment_date")),
    ):
        if date and date[:4].isdigit():
            return int(date[:4])
    return None


def application_day(submission: Submission) -> str:
    """The ISO day or month of the application, as :func:`application_year`; ``""`` if unknown."""
    dates = (
        submission.received or "",
        text(submission.fields.get("cover_date")),
        text(submission.fields.get("commitment_date")),
    )
    return next((date for date in dates if date[:4].isdigit()), "")


def base_year(submission: Submission | Gist) -> int | None:
    """上年度: the year before the application; the last reported year where that is unknown."""
    year = application_year(submission)
    if year is not None:
        return year - 1
    return max(submission.years, default=None)


def tier(submission: Submission, policy: Policy) -> Tier | None:
    """The tier of the energy use of 上年度 (D01), ``None`` where that figure is missing."""
    year = base_year(submission)
    energy = figure(submission, f"energy_consumption.{year}")
    return tier_of(energy, policy) if energy is not None and energy > 0 else None
