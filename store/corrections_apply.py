"""A corrected value put into an understood submission, and taken from it. Nothing is stored here."""

from __future__ import annotations

from typing import Final

from msgspec import structs

from schemas.fields import TABLES
from schemas.place import WholeFile
from schemas.submission import Outcome, Read, Role, ScoreItem, SelfItem, State, Submission
from store.corrected_values import Target, Typed
from store.refusals import Refused

CORRECTED: Final = "corrected"
"""The flag of a read that a person put right."""
_KEPT: Final = frozenset({"approx"})
"""Flags that say what is printed, not how surely it was read."""


def read_at(submission: Submission, key: str) -> Read | None:
    """The read under a stored key (``projects.2.total_investment``); ``None`` where there is none."""
    stem, _, rest = key.partition(".")
    if stem in TABLES:
        index, column = _spot(rest)
        rows = submission.tables.get(stem, ())
        return rows[index].get(column) if index < len(rows) else None
    if stem == "self_evaluation":
        sheet = submission.self_evaluation
        item = sheet.items.get(ScoreItem(rest)) if sheet else None
        return item.claimed if item else None
    return submission.fields.get(key)


def _spot(rest: str) -> tuple[int, str]:
    number, _, column = rest.partition(".")
    return int(number) - 1, column


def corrected(submission: Submission, target: Target, said: Typed) -> Read:
    """The read as the person says it is: sure, flagged, and where it was before."""
    old = read_at(submission, target.key)
    unit = old.unit if old and old.unit else target.unit
    return Read(
        value=said.value,
        raw=said.raw,
        where=old.where if old else WholeFile(_plan(submission)),
        unit=unit,
        state=said.state,
        decimals=said.decimals,
        flags=(CORRECTED, *(flag for flag in (old.flags if old else ()) if flag in _KEPT)),
        label=old.label if old else target.label,
        printed_unit=old.printed_unit if old and old.printed_unit == unit else "",
    )


def _plan(submission: Submission) -> str:
    """The file that a value without a place is said of: the plan, else the first that was read."""
    read = [file for file in submission.files if file.outcome is Outcome.READ]
    plans = [file for file in read if file.role is Role.PLAN]
    return next((file.path for file in [*plans, *read]), submission.name)


def put(submission: Submission, key: str, read: Read | None) -> Submission:
    """The submission with ``read`` under ``key`` (``None``: nothing under it any more).

    Raises :class:`Refused` where the annex has no such row.
    """
    stem, _, rest = key.partition(".")
    if stem in TABLES:
        return _put_cell(submission, stem, rest, read)
    if stem == "self_evaluation":
        return _put_claim(submission, ScoreItem(rest), read)
    return structs.replace(submission, fields=_with(submission.fields, key, read))


def _with(reads: dict[str, Read], key: str, read: Read | None) -> dict[str, Read]:
    if read is not None:
        return {**reads, key: read}
    return {name: entry for name, entry in reads.items() if name != key}


def _put_cell(submission: Submission, table: str, rest: str, read: Read | None) -> Submission:
    index, column = _spot(rest)
    rows = list(submission.tables.get(table, ()))
    if index >= len(rows):
        raise Refused("no_such_row", "这张表里没有这一行，请刷新页面后再更正。")
    rows[index] = _with(rows[index], column, read)
    return structs.replace(submission, tables={**submission.tables, table: tuple(rows)})


def _put_claim(submission: Submission, item: ScoreItem, read: Read | None) -> Submission:
    sheet = submission.self_evaluation
    if sheet is None:
        raise Refused("no_sheet", "这份材料没有自我评价表，不能更正自评得分。")
    items = {name: entry for name, entry in sheet.items.items() if name is not item}
    if read is not None:
        evidence = sheet.items[item].evidence if item in sheet.items else None
        items[item] = SelfItem(read, evidence)
    return structs.replace(submission, self_evaluation=structs.replace(sheet, items=items))


def stated(read: Read | None) -> bool:
    """Whether somebody put this read right (a restored one is the machine's again)."""
    return read is not None and CORRECTED in read.flags and read.state is not State.UNREADABLE
