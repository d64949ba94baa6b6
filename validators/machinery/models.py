"""Equipment models as printed → as the catalogues write them (rules.md §2.5)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212~～]+")
_NUMBER_SIGN: Final = re.compile(r"N[O0]\.?(?=\d)", re.IGNORECASE)
_WORDS: Final = re.compile(r"型号?[::]?|系列|\s+")
_REMARK: Final = re.compile(r"\([^()]*[\u3400-\u9fff][^()]*\)")
_SEVERAL: Final = re.compile(r"[、;；,，\n]+")
_FOLDS: Final = str.maketrans({"O": "0", "o": "0", "l": "1"})


def models(text: str) -> tuple[str, ...]:
    """The models of a cell that lists several: ``YE4-160M-4、Y2-132S-4``."""
    return tuple(part for part in _SEVERAL.split(text) if part.strip())


@lru_cache(maxsize=4096)  # lists repeat their models, and several rules ask
def as_read(model: str) -> str:
    """One spelling for a model: half width, upper case, plain dashes, no 型, 系列 or remark.

    >>> as_read("Ｙ２—１３２Ｓ－４ 型（配套电机）"), as_read("9-19№5.6A")
    ('Y2-132S-4', '9-19NO.5.6A')
    """
    return _spelt(_plain(model))


@lru_cache(maxsize=4096)
def folded(model: str) -> str:
    """The same with letter O read as 0 and small l as 1, as scans confuse them.

    A match on this spelling alone is a guess: rules say it as a warning.

    >>> folded("JO2-5l-4")
    'J02-51-4'
    """
    return _spelt(_plain(model).translate(_FOLDS))


def _plain(model: str) -> str:
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", model))
    return _WORDS.sub("", _REMARK.sub("", plain))


def _spelt(plain: str) -> str:
    return _NUMBER_SIGN.sub("NO.", plain).upper().strip("-")
