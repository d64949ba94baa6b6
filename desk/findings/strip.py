"""All pages of the file on the left as one line, with dots where something was found."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desk.findings.sources import Source
from schemas.finding import Severity
from store.models import Version

_STEP: Final = 12
_MOST: Final = 120
_DOTS: Final = {Severity.ERROR.value: "err", Severity.WARNING.value: "warn"}


class Tick(Struct, frozen=True):
    """One page: where its tick stands, whether it is shown, what was found on it."""

    number: int
    x: int
    here: bool
    dot: str

    @property
    def middle(self) -> int:
        """The dot's place below the tick."""
        return self.x + 4


class Strip(Struct, frozen=True):
    """The pages of one file."""

    number: int
    count: int
    ticks: tuple[Tick, ...]

    @property
    def width(self) -> int:
        """As wide as its ticks."""
        return _STEP * len(self.ticks) + 2

    @property
    def words(self) -> str:
        """The same for those who do not see it."""
        dots = "、".join(str(tick.number) for tick in self.ticks if tick.dot)
        return f"共{self.count}页，当前第{self.number}页" + (f"；第{dots}页有问题" if dots else "")


def strip_of(version: Version, source: Source | None) -> Strip | None:
    """The strip of the file that is shown page by page; ``None`` for anything else."""
    if source is None or source.page is None:
        return None
    found = _found(version, source.ground.evidence.where.file)
    view = source.page
    ticks = tuple(
        Tick(page, 2 + _STEP * at, page == view.number, found.get(page, ""))
        for at, page in enumerate(range(1, min(view.count, _MOST) + 1))
    )
    return Strip(view.number, view.count, ticks)


def _found(version: Version, file: str) -> dict[int, str]:
    """Page → the worst that was found on it."""
    dots: dict[int, str] = {}
    rows = version.findings.filter(severity__in=list(_DOTS)).values_list("severity", "body")
    for severity, body in rows:
        for one in body.get("evidence", ()):
            where = one["where"]
            if where["file"] == file and where.get("page"):
                worse = severity == Severity.ERROR or where["page"] not in dots
                dots[where["page"]] = _DOTS[severity] if worse else dots[where["page"]]
    return dots
