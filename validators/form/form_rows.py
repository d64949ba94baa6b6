"""The rows of 基本信息表 as the form prints them: which entries share one, which were found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from schemas.fields import BASIC_TABLE, Field, Type
from schemas.submission import Submission

_SHARED: Final = {
    "registered_capital": "established_on",
    "legal_representative_phone": "legal_representative",
    "contact_phone": "contact",
    "total_investment": "period",
}
"""Entries that stand second in a row, with the one that opens it."""
_COMMITMENT: Final = "commitment_text"
_SIDES: Final = {Type.PERIOD: ("_start", "_end"), Type.INDUSTRY: ("_code", "_name")}

ENTRIES: Final = tuple(
    field
    for field in BASIC_TABLE
    if field.key == _COMMITMENT or not field.key.startswith("commitment_")
)
"""The form's thirty labels."""
ROWS: Final = len(ENTRIES) - len(_SHARED)
"""The form's twenty-six labelled rows."""


def missing(submission: Submission) -> tuple[Field, ...]:
    """The entries of which nothing was found, not even their label inside another cell."""
    present = {key.partition(".")[0] for key in submission.fields}
    absent = [
        field
        for field in ENTRIES
        if not present & set(_keys(field)) and (submission.years or not field.yearly)
    ]
    if not absent:
        return ()
    printed = _folded("".join(read.raw for read in submission.fields.values()))
    return tuple(field for field in absent if not _named(field, printed))


def rows_found(absent: Iterable[Field]) -> int:
    """How many of the form's rows are there, whole or in part."""
    keys = {field.key for field in absent}
    opens = {field.key for field in ENTRIES} - _SHARED.keys()
    lost = [
        key
        for key in opens & keys
        if all(second in keys for second, first in _SHARED.items() if first == key)
    ]
    return ROWS - len(lost)


def shares_row(field: Field) -> bool:
    """Whether the entry stands in one row with another."""
    return field.key in _SHARED or field.key in _SHARED.values()


def _keys(field: Field) -> tuple[str, ...]:
    if field.key == _COMMITMENT:
        return tuple(entry.key for entry in BASIC_TABLE if entry.key.startswith("commitment_"))
    return tuple(field.key + side for side in _SIDES.get(field.type, ("",)))


def _named(field: Field, printed: str) -> bool:
    return any(
        len(name) >= 4 and _folded(name) in printed for name in (field.label, *field.synonyms)
    )


def _folded(text: str) -> str:
    return re.sub(r"[\s()]+", "", unicodedata.normalize("NFKC", text))
