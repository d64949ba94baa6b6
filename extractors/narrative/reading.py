"""One sentence as the first tier reads it, from left to right."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.narrative.lexer import Item
from extractors.narrative.sentence import Figure, Setting


@dataclass
class Reading:
    """One sentence as read so far: what is settled, and what is in force."""

    text: str
    items: tuple[Item, ...]
    setting: Setting
    figures: list[Figure] = field(default_factory=list)
    metric: Item | None = None
    year: Item | None = None
    anchor: int = 0
    bound: bool = False
    """Whether the metric in force has its amount already."""
    fresh: bool = False
    """Whether a year was named since the last amount."""
    began: bool = False
    """Whether the last amount was the first of ``由…降至…``."""
    changed: bool = False
    """Whether a change was stated whose result may follow: ``下降115吨，降至6270吨``."""

    @property
    def figures_bounded(self) -> bool:
        """Whether the last figure is a bound, whose level may follow: ``不足20%，为15.9%``."""
        last = self.figures[-1] if self.figures else None
        return last is not None and (last.low is not None or last.high is not None)

    parallel: bool = False
    """Whether two metric words were listed before any amount: their figures need care."""
    is_open: bool = False
    ceiling: float = 1.0
    """How sure the figures of the metric in force can be at most."""
