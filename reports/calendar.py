"""Working days of the Chinese calendar, and the dates that the policy sets.

Source of the holidays: the State Council's yearly notices, as ``chinesecalendar`` holds them. A
year that it does not hold yet counts Monday to Friday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import chinese_calendar

from schemas.quality import Deadline

_DATES: Final = (
    (3, 31, "各设区市经信局行文报省经信厅截止（二（一））"),
    (4, 30, "培育建设单位提交年度总结截止（二（三））"),
)
CORRECTION_DAYS: Final = 5
"""补正: working days that a firm has, as the office sets them."""


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def working_days(first: date, last: date) -> int:
    """Working days after ``first`` up to and with ``last``; 0 where it has passed."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days))


def after(day: date, count: int) -> date:
    """The day that is ``count`` working days after ``day``."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def ahead(day: date) -> Iterator[Deadline]:
    """The policy's dates within the year after ``day`` and the end of a correction sent today, the nearest first."""
    coming = [
        (date(year, month, last), words)
        for year in (day.year, day.year + 1)
        for month, last, words in _DATES
        if day <= date(year, month, last) <= day + timedelta(days=365)
    ]
    coming.append((after(day, CORRECTION_DAYS), "今日发出的补正通知到期（5个工作日）"))
    for when, words in sorted(coming):
        yield Deadline(when, words, working_days(day, when))
