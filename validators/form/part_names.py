"""What the parts of a submission are called, and which of them are there as a picture only."""

from __future__ import annotations

from typing import Final

from schemas.fields import TABLE_TITLES
from schemas.place import Where
from schemas.submission import Part, Submission

NAMES: Final = {
    Part.COVER: "封面",
    Part.BASIC_TABLE: "基本信息表",
    Part.ANNEX_2_1: TABLE_TITLES["innovations"],
    Part.ANNEX_2_2: TABLE_TITLES["projects"],
    Part.ANNEX_2_3_EXISTING: TABLE_TITLES["existing_equipment"],
    Part.ANNEX_2_3_NEW: TABLE_TITLES["new_equipment"],
    Part.SELF_EVALUATION: "自我评价（附件1）",
}
_TABLES: Final = {
    Part.ANNEX_2_1: "innovations",
    Part.ANNEX_2_2: "projects",
    Part.ANNEX_2_3_EXISTING: "existing_equipment",
    Part.ANNEX_2_3_NEW: "new_equipment",
}


def pictured(submission: Submission) -> dict[Part, Where]:
    """The parts of which only a picture under their title was found (M05), with its place.

    A title alone counts as the part of an annex; a table with rows was read all the same.
    """
    shown = {
        Part(notice.text): notice.where
        for notice in submission.notices
        if notice.code == "pictured_part"
    }
    return {part: where for part, where in shown.items() if not _read(submission, part)}


def _read(submission: Submission, part: Part) -> bool:
    if part in _TABLES:
        return bool(submission.tables.get(_TABLES[part]))
    return part in submission.parts or part not in NAMES
