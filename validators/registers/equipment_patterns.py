"""Machines that are eliminated, or below the efficiency that may still be sold, by model.

>>> hit = find("JO2-52-4", "电动机", elimination())
>>> hit.pattern.catalogue, hit.guessed
('淘汰目录第一批（2009）', False)
>>> find("JR36-20", "热继电器", elimination()) is None
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct, convert

from validators.machinery.models import as_read, folded, models
from validators.machinery.remarks import since
from validators.registers import rows_of


class Pattern(Struct, frozen=True):
    """One series of a catalogue.

    ``pattern`` is a regular expression on ``models.as_read``. ``condition`` is what the
    catalogue asks besides the model, in words; where it stands the match is no proof.
    ``until`` is the last year (as text) in which a machine of the condition was made or put
    to use, ``""`` where the condition is no year. ``name_has`` must be found in the machine's name where the model alone is too short.
    """

    catalogue: str
    kind: str
    item: str
    series: str
    pattern: str
    condition: str
    name_has: str
    until: str = ""


class Hit(Struct, frozen=True):
    """A model that a pattern describes; ``guessed``: only after reading O as 0, l as 1."""

    model: str
    pattern: Pattern
    guessed: bool

    @property
    def sure(self) -> bool:
        """Whether nothing else needs to be known."""
        return not self.guessed and not self.pattern.condition


@cache
def elimination() -> tuple[Pattern, ...]:
    """The catalogues of machines to be eliminated."""
    return _load("equipment_elimination")


@cache
def low_efficiency() -> tuple[Pattern, ...]:
    """Series below the lowest grade of the efficiency standards in force."""
    return _load("equipment_low_efficiency")


def find(text: str, name: str, patterns: Sequence[Pattern]) -> Hit | None:
    """The best match of the model cell ``text`` of a machine called ``name``: a sure one first."""
    named = [pattern for pattern in patterns if _compiled(pattern.name_has).search(name)]
    hits = [
        Hit(model.strip(), pattern, guessed)
        for model in (models(text) if named else ())
        for guessed, spelling in _spellings(model)
        for pattern in named
        if _compiled(pattern.pattern).match(spelling)
    ]
    return min(hits, key=lambda hit: (not hit.sure, hit.guessed), default=None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _spellings(model: str) -> tuple[tuple[bool, str], ...]:
    """As read, and as guessed where that is another one."""
    plain, guess = as_read(model), folded(model)
    return ((False, plain),) if plain == guess else ((False, plain), (True, guess))


def met(pattern: Pattern, remark: str) -> bool | None:
    """Whether a pattern's condition holds, by the year in the row's remark; ``None``: not told."""
    if not pattern.condition:
        return True
    year = since(remark)
    if not pattern.until or year is None:
        return None
    return year <= int(pattern.until)


def _load(name: str) -> tuple[Pattern, ...]:
    return tuple(convert(row, Pattern) for row in rows_of(name))
