"""An understood submission → its flat line."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.facts import Facts
from schemas.fields import ALL_FIELDS
from schemas.finding import Verdicts
from schemas.policy import edition
from schemas.submission import Outcome, Read, Role, State, Submission
from validators.figures import number
from validators.scoring import total

_YEARLY = frozenset(field.key for field in ALL_FIELDS if field.yearly)


def facts_of(submission: Submission, verdicts: Verdicts) -> Facts:
    """The line of one submission with what the rules made of it."""
    reads = {_flat(key, submission.years): read for key, read in submission.fields.items()}
    sheet = submission.self_evaluation
    return Facts(
        values={k: r.value for k, r in reads.items() if r.state is State.STATED},
        confidence=_confidence(submission),
        blank=_stems(submission, State.BLANK),
        unreadable=_stems(submission, State.UNREADABLE),
        years=tuple(sorted(submission.years)),
        kind=_plan_kind(submission),
        claimed=number(sheet.total) if sheet else None,
        computed=total(verdicts.score, edition()) if verdicts.score else None,
        project_sum=_project_sum(submission),
        rows={name: len(rows) for name, rows in submission.tables.items()},
    )


def _flat(key: str, years: tuple[int, ...]) -> str:
    """``output_value.2024`` → ``output_value.0`` where 2024 is the last reporting year."""
    stem, _, rest = key.partition(".")
    if stem not in _YEARLY or not rest.isdigit() or int(rest) not in years:
        return key
    return f"{stem}.{sorted(years, reverse=True).index(int(rest))}"


def _confidence(submission: Submission) -> dict[str, float]:
    least: dict[str, float] = {}
    for key, read in submission.fields.items():
        stem = key.partition(".")[0]
        least[stem] = min(round(read.confidence, 3), least.get(stem, 1.0))
    return least


def _stems(submission: Submission, state: State) -> tuple[str, ...]:
    found = (k.partition(".")[0] for k, read in submission.fields.items() if read.state is state)
    return tuple(dict.fromkeys(found))


def _plan_kind(submission: Submission) -> str:
    plans = (f for f in submission.files if f.role is Role.PLAN and f.outcome is Outcome.READ)
    return next((str(file.kind) for file in plans), "")


def _project_sum(submission: Submission) -> float | None:
    figures = list(_investments(submission))
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known and len(known) == len(figures) else None


def _investments(submission: Submission) -> Iterator[float | None]:
    for row in submission.tables.get("projects", ()):
        read: Read | None = row.get("total_investment")
        yield number(read)
