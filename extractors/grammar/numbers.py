"""Number cells → figures: the one door to the ``numbers_*`` files beside it."""

from extractors.grammar.numbers_cells import read_number
from extractors.grammar.numbers_core import Number
from extractors.grammar.numbers_count import read_count
from extractors.grammar.numbers_free import read_free_number
from extractors.grammar.numbers_percent import read_percent

__all__ = ["Number", "read_count", "read_free_number", "read_number", "read_percent"]
