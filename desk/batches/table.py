"""The board's rows: each cell as its icon, its colour and its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import F
from msgspec import Struct, structs

from schemas.desk import STAGE_WORDS
from store import uploads, workdays
from store.models import File, Submission, Version
from store.scopes import Who
from validators.registers.industries import division_names

SURE: Final = 0.95
FAIRLY: Final = 0.9
"""From here on a reading is 高, 中; below it is 低 and somebody looks at the values one by one."""
_SHOWN: Final = 2
_LOCKED: Final = "encrypted"
_SHORT_TRADES: Final = {
    "13": "农副食品",
    "14": "食品",
    "15": "饮料",
    "16": "烟草",
    "17": "纺织",
    "18": "服装",
    "19": "皮革制鞋",
    "20": "木材",
    "21": "家具",
    "22": "造纸",
    "23": "印刷",
    "24": "文体用品",
    "25": "石化",
    "26": "化工",
    "27": "医药",
    "28": "化纤",
    "29": "橡胶塑料",
    "30": "建材",
    "31": "钢铁",
    "32": "有色金属",
    "33": "金属制品",
    "34": "通用设备",
    "35": "专用设备",
    "36": "汽车",
    "37": "运输设备",
    "38": "电气机械",
    "39": "电子信息",
    "40": "仪器仪表",
    "41": "其他制造",
    "42": "资源利用",
    "43": "设备修理",
}


class Mark(Struct, frozen=True):
    """A status: icon, the class of its colour, its words."""

    icon: str
    colour: str
    words: str


class Closed(Struct, frozen=True):
    """Why a file could not be read, and what to do; ``locked`` where a password would open it."""

    path: str
    message: str
    locked: bool


class Row(Struct, frozen=True):
    """One submission as the table shows it."""

    pk: int
    number: str
    firm: str
    city: str
    trade: str
    trade_title: str
    material: Mark
    sure: str
    is_unsure: bool
    errors: int
    warnings: int
    infos: int
    status: Mark
    owner: str
    days: Mark
    closed: tuple[Closed, ...]
    rest: str


def of(me: Who, found: Sequence[Submission], first: int, today: date) -> list[Row]:
    """The rows of a page that begins with number ``first``; one query for all their closed files."""
    closed = _openable(me, found, _closed_files(found))
    return [
        _row(submission, number, today, closed[submission.pk])
        for number, submission in enumerate(found, start=first)
    ]


def _closed_files(found: Sequence[Submission]) -> dict[int, list[Closed]]:
    wanted = [s.current_id for s in found if s.card.unread or s.card.closed]
    files: dict[int, list[Closed]] = defaultdict(list)
    rows = File.objects.filter(version__in=wanted, outcome="unreadable").order_by("path")
    said = ("version__submission_id", "path", "problem_code", "problem_message")
    for pk, path, code, message in rows.values_list(*said):
        files[pk].append(Closed(path, message, code == _LOCKED))
    silent = [s.pk for s in found if s.card.closed and s.pk not in files]
    mine = Version.objects.filter(submission__in=silent, submission__current=F("pk"))
    for pk, message in mine.values_list("submission_id", "problem_message"):
        files[pk].append(Closed("", message, locked=False))
    return files


def _openable(
    me: Who, found: Sequence[Submission], closed: dict[int, list[Closed]]
) -> dict[int, list[Closed]]:
    """A password is asked for only where the pieces to try it on are still here: of ``me``'s uploads."""
    locked = {s.pk: s.batch_id for s in found if any(one.locked for one in closed[s.pk])}
    if not locked:
        return closed
    rows = uploads.mine(me).filter(batch__in=set(locked.values()))
    kept = set(rows.values_list("batch", flat=True))
    for pk, batch in locked.items():
        if batch not in kept:
            closed[pk] = [structs.replace(one, locked=False) for one in closed[pk]]
    return closed


def _row(submission: Submission, number: int, today: date, closed: list[Closed]) -> Row:
    card = submission.card
    return Row(
        pk=submission.pk,
        number=f"{number:03d}",
        firm=card.firm,
        city=card.city or "—",
        trade=trade_words(card.trade),
        trade_title=division_names().get(card.trade, ""),
        material=_material(submission),
        sure=_sure(card.confidence, closed=card.closed),
        is_unsure=card.confidence is not None and card.confidence < FAIRLY,
        errors=card.errors,
        warnings=card.warnings,
        infos=card.infos,
        status=_status(submission),
        owner=submission.owner or "—",
        days=_days(submission, today),
        closed=tuple(closed[:_SHOWN]),
        rest=_rest(submission, closed),
    )


def trade_words(division: str) -> str:
    """The division in a word that fits a column."""
    return _SHORT_TRADES.get(division, division_names().get(division, "—"))


def _material(submission: Submission) -> Mark:
    card = submission.card
    if card.unread:
        return Mark("cross", "st-err", f"读不了 {card.unread}")
    if card.closed:
        return Mark("cross", "st-err", "读不了")
    if card.missing:
        return Mark("missing", "st-warn", f"缺 {card.missing}")
    return Mark("ok", "st-ok", "齐全")


def _sure(confidence: float | None, *, closed: bool) -> str:
    if confidence is None or closed:
        return "—"
    # Cut, not rounded: 0.949 must not be shown as a 0.95 that it is not.
    figure = int(confidence * 100) / 100
    word = "高" if figure >= SURE else "中" if figure >= FAIRLY else "低"
    return f"{word} {figure:.2f}"


def _status(submission: Submission) -> Mark:
    if submission.card.closed:
        return Mark("cross", "st-err", "需人工")
    if submission.stage == "checking" and submission.card.number > 1:
        return Mark("retry", "st-acc", f"第 {submission.card.number} 次提交")
    words = STAGE_WORDS.get(submission.stage, submission.stage)
    match submission.stage:
        case "correcting":
            return Mark("warn", "st-warn", words)
        case "reviewing":
            return Mark("user", "st-acc", words)
        case "closing" | "closed":
            return Mark("ok", "st-ok", words)
        case _:
            return Mark("clock", "st-acc", words)


def _days(submission: Submission, today: date) -> Mark:
    if submission.stage == "correcting":
        return Mark("info", "", "待企业")
    if submission.stage == "closed" or submission.due_on is None:
        return Mark("", "", "—")
    left = workdays.left(today, submission.due_on)
    if left < 0:
        return Mark("clock", "st-err", f"超期 {-left} 天")
    if left == 0:
        late = submission.due_on < today  # overdue by days that nobody works
        return Mark("clock", "st-err", "已到期" if late else "今日到期")
    return Mark("clock", "st-warn" if left <= 2 else "", f"{left} 天")


def _rest(submission: Submission, closed: Sequence[Closed]) -> str:
    """What became of the files that are not named."""
    card = submission.card
    more = len(closed) - _SHOWN
    read = card.files - card.unread
    words = f"另有 {more} 个文件也读不了。" if more > 0 else ""
    return words + (f"其余 {read} 个文件已正常读取。" if read > 0 and card.unread else "")
