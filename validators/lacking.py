"""What a rule says that finds nothing to judge by: the catalogue then lists it as skipped."""

from __future__ import annotations


class Lacking(Exception):
    """Raised by a ``check`` before it yields, where a card's ``inputs`` cannot say what is missing.

    ``missing`` names it for officers: a list that the office has not loaded, a figure that no
    table has.
    """

    def __init__(self, *missing: str) -> None:
        super().__init__(*missing)
        self.missing = missing
