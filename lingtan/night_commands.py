"""What the commands of the night do: the report, by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from lingtan.cli import OK, Unusable
from lingtan.commands import start_store
from lingtan.settings import Settings

OFFICE: Final = ZoneInfo("Asia/Shanghai")


def report(settings: Settings, *, day: str | None, replace: bool) -> int:
    """The quality report of ``day`` (today at the office by default), written into the archive."""
    wanted = _day(day)
    start_store(settings)
    from reports import archive
    from reports.quality import report_of

    try:
        folder = archive.write(report_of(wanted), settings.reports, replace=replace)
    except archive.AlreadyThere as error:
        raise Unusable(
            f"{wanted}的日报已经有了：{error}（--replace 重新生成，旧的改名保留）"
        ) from None
    print(f"质量日报  {folder / archive.PAGE}")
    return OK


def _day(text: str | None) -> date:
    today = datetime.now(OFFICE).date()
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Unusable(f"日期“{text}”无效，请写成 2025-03-20") from error
    if day > today:
        raise Unusable(f"日期 {day} 还没到，日报只能做到今天")
    return day
