"""The left column: every file and what became of it, and what should be there and is not."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desk.submissions.opened import Shown
from schemas.submission import Outcome, Role
from store.models import File
from validators.form.part_names import NAMES, pictured

_ROLES: Final = {
    Role.PLAN: "建设方案",
    Role.ANNEX_2_1: "附件2-1",
    Role.ANNEX_2_2: "附件2-2",
    Role.ANNEX_2_3: "附件2-3",
    Role.SELF_EVALUATION: "附件1 自评表",
    Role.ANNEXES: "附件2 附表",
    Role.ATTACHMENT: "佐证附件",
    Role.UNKNOWN: "未识别",
}
_CHAPTERS: Final = {"ch1": "一", "ch2": "二", "ch3": "三", "ch4": "四"}
_KEPT: Final = "按附件保存，不参与数据核对。"
_SPARE: Final = "不是要求的材料，未参与核对。"
_WAITING: Final = "建设方案没有读成，这份材料暂未核对。"
_TWICE: Final = "与另一文件内容相同。"


class Line(Struct, frozen=True):
    """One file. ``level`` is ``ok``, ``err``, ``warn`` or empty; ``why`` says the reason in words."""

    name: str
    role: str
    state: str
    icon: str
    level: str
    why: str
    pk: int
    pages: int | None
    read: bool


class Lack(Struct, frozen=True):
    """A part that a complete submission has and this one lacks."""

    name: str
    why: str


class Files(Struct, frozen=True):
    """The column: the files as handed in, then what is missing."""

    lines: tuple[Line, ...]
    lacking: tuple[Lack, ...]
    unread: int


def files(shown: Shown) -> Files:
    """The files of the version that is shown."""
    seen: set[str] = set()
    lines = []
    for row in shown.files:
        lines.append(_line(row, row.original_id in seen))
        seen.add(row.original_id)
    order = {role: i for i, role in enumerate(_ROLES.values())}
    lines.sort(key=lambda line: order.get(line.role, len(order)))
    unread = sum(line.state == "读不了" for line in lines)
    return Files(tuple(lines), _lacking(shown, unread), unread)


def _line(row: File, twice: bool) -> Line:
    role = _ROLES.get(Role(row.role), "未识别")
    state, icon, level, why = _state(row, twice)
    return Line(
        row.path.rpartition("/")[2] or row.path,
        role,
        state,
        icon,
        level,
        why,
        row.pk,
        row.pages,
        row.outcome == Outcome.READ,
    )


def _state(row: File, twice: bool) -> tuple[str, str, str, str]:
    if row.outcome == Outcome.UNREADABLE:
        return "读不了", "cross", "err", row.problem_message or "文件打不开，请企业重新提交。"
    if twice:
        return "多余", "copy", "", _TWICE
    if row.outcome == Outcome.READ:
        return "已读", "check", "ok", ""
    if row.role == Role.ATTACHMENT:
        return "附件", "file", "", _KEPT
    if row.role != Role.UNKNOWN:
        return "未核对", "info", "", row.problem_message or _WAITING
    return "多余", "info", "", row.problem_message or _SPARE


def _lacking(shown: Shown, unread: int) -> tuple[Lack, ...]:
    """The parts that were found nowhere (rule A01's measure), a picture of one told apart."""
    submission = shown.understood
    if submission.problem is not None:
        return (Lack("建设方案", submission.problem.message),)
    doubt = "可能在读不了的文件里。" if unread else "请企业补充。"
    seen = pictured(submission)
    found = [
        Lack(name, "只有图片，未能读取内容。" if part in seen else doubt)
        for part, name in NAMES.items()
        if part in seen or part not in submission.parts
    ]
    chapters = [word for key, word in _CHAPTERS.items() if key not in submission.parts]
    if len(chapters) == len(_CHAPTERS) and not submission.chapters:
        found.append(Lack("正文（一至四章）", doubt))
    return tuple(found)
