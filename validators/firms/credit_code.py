"""统一社会信用代码 in one spelling and taken apart (GB 32100-2015)."""

from __future__ import annotations

import re
import unicodedata

from schemas.submission import Submission
from validators.figures import printed

_FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = (3, 7, 9, 10, 5, 8, 4, 2)
_MISREAD = {"O": "0", "I": "1", "Z": "2", "S": "5"}


def credit_code(submission: Submission) -> str:
    """The code in capitals without blanks and hyphens, ``""`` where none is printed."""
    written = unicodedata.normalize("NFKC", printed(submission.fields.get("uscc")))
    return re.sub(r"[\s\-_·.]+", "", written).upper()


def well_formed(code: str) -> bool:
    """Length and characters are right (B01)."""
    return bool(_FORM.fullmatch(code))


def check_character(code: str) -> str:
    """The check character that the first seventeen characters of a well-formed code ask for (GB 32100).

    Written out, since the library for it (``stdnum``) imports ``ssl`` and ``pydoc``: a twentieth
    of a cold start. A test holds the two against each other.
    """
    total = sum(pow(3, i, 31) * _DIGITS.index(char) for i, char in enumerate(code[:17]))
    return _DIGITS[-total % 31]


def sound_code(submission: Submission) -> str:
    """The code where form and checksum are right, else ``""`` (B01 and B02 speak)."""
    code = credit_code(submission)
    return code if well_formed(code) and code[17] == check_character(code) else ""


def organisation_check(code: str) -> str:
    """The check character of the eight characters of an organisation code (GB 11714).

    >>> organisation_check("MA2B3C4D")
    '1'
    """
    values = (int(char, 36) for char in code)
    rest = 11 - sum(w * v for w, v in zip(_ORGANISATION, values, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def likely(code: str) -> str:
    """The code that was meant where one of O, I, Z, S stands for 0, 1, 2, 5; ``""`` if unsure.

    Sure only where the repaired code passes the checksum. ``V`` has no likeness.

    >>> likely("9I330109MA2B3C4D1C"), likely("91330109MA2B3C4D1")
    ('91330109MA2B3C4D1C', '')
    """
    if len(code) != 18 or not _MISREAD.keys() & set(code):
        return ""
    repaired = "".join(_MISREAD.get(char, char) for char in code)
    return repaired if well_formed(repaired) and check_character(repaired) == repaired[17] else ""
