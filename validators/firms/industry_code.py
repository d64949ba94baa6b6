"""The industry code that the form states, as four digits."""

from __future__ import annotations

import re
import unicodedata

from schemas.submission import Submission
from validators.figures import printed

_CODE = re.compile(r"(?<!\d)[A-Za-z]?(\d{4})(?!\d)")


def code_of(submission: Submission) -> str:
    """The four digits without the section's letter, ``""`` where none are stated (B11 speaks)."""
    written = unicodedata.normalize("NFKC", printed(submission.fields.get("industry_code")))
    found = _CODE.search(written)
    return found[1] if found else ""
