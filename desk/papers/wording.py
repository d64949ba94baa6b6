"""What fills the slots of the Word templates; docs/papers.md lists them for staff."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from desk.submissions.words import masked
from schemas.desk import CONCLUSION_WORDS
from store.paper_bodies import MARK, Item, Notice, OpinionPaper
from store.workdays import CORRECTION_DAYS

_TICKED: Final = {True: "☑", False: "☐"}


def of_notice(body: Notice, *, confirmed: bool) -> dict[str, object]:
    """The slots of ``notice.docx``."""
    return {
        "mark": "" if confirmed else MARK,
        "office": body.office,
        "firm": body.firm,
        "uscc": body.uscc,
        "number": body.number,
        "count": len(body.items),
        "items": msgspec.to_builtins(masked_items(body.items)),
        "days": CORRECTION_DAYS,
        "made": in_words(body.made_on),
        "due": in_words(body.due_on),
        "year": body.made_on.year,
        "contact": body.contact,
    }


def of_opinion(body: OpinionPaper, *, confirmed: bool) -> dict[str, object]:
    """The slots of ``opinion.docx``."""
    slots: dict[str, object] = msgspec.to_builtins(body)
    return slots | {
        "mark": "" if confirmed else MARK,
        "conclusion": _choices(body.conclusion),
        "remark": body.remark or "无",
        "remarks": [_masked(remark) for remark in msgspec.to_builtins(body.remarks)],
        "count": len(body.remarks),
        "made": in_words(body.made_on),
    }


def in_words(day: date) -> str:
    """``2026年11月22日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def masked_items(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The list's lines with phones masked: the firm knows its own, and the place is told."""
    return tuple(
        msgspec.structs.replace(
            item,
            actual=masked(item.actual),
            expected=masked(item.expected),
            fault=masked(item.fault),
            fix=masked(item.fix),
        )
        for item in items
    )


def _masked(texts: dict[str, object]) -> dict[str, object]:
    return {key: masked(text) if isinstance(text, str) else text for key, text in texts.items()}


def _choices(chosen: str) -> str:
    """``☑通过　☐修改后通过　☐不通过``."""
    return "　".join(f"{_TICKED[key == chosen]}{words}" for key, words in CONCLUSION_WORDS.items())
