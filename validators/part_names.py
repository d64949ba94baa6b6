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


def pictured(submission: Submission) -> dict[Part, Where]:
    """The parts that were not read and under whose title a picture stands (M05), with its place."""
    return {
        part: notice.where
        for notice in submission.notices
        if notice.code == "pictured_part"
        and (part := Part(notice.text)) not in submission.parts
        and part in NAMES
    }
