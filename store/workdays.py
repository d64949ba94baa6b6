"""Working days of the Chinese calendar, as the board counts them.

Source of the holidays: the State Council's yearly notices, as ``chinesecalendar`` holds them. A
year that it does not hold yet counts Monday to Friday.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import chinese_calendar

CHECKING_DAYS: Final = 5
"""Working days in which the office tells an applicant, once and whole, what has to be put right
(行政许可法第三十二条（四）)."""

CORRECTION_DAYS: Final = 5
"""补正: working days that a firm has, as the office sets them."""


@lru_cache(4096)
def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def after(day: date, count: int) -> date:
    """The day that is ``count`` working days after ``day``."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def left(today: date, due: date) -> int:
    """Working days after ``today`` up to and with ``due``; negative where it has passed.

    >>> left(date(2026, 11, 20), date(2026, 11, 23))
    1
    >>> left(date(2026, 11, 23), date(2026, 11, 20))
    -1
    """
    first, last = sorted((today, due))
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days)) * (1 if today <= due else -1)
