"""What the rules across submissions need of each one: small, made once, the rest forgotten.

A batch of ten thousand whole submissions does not fit into memory; their fingerprints do
(about 25 kB each). See docs/decisions/0009-fingerprints.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.fields import label_of
from schemas.place import Where, WholeFile
from schemas.submission import Read, Submission
from validators.faults import Ground, cell_ground, place_ground, read_ground
from validators.figures import application_year, number, printed, text
from validators.firms.certificates import Certificate, certificates
from validators.firms.names import normalised
from validators.form.annexes import column
from validators.twins.likeness import Likeness, likeness

_CODE: Final = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_WORDS: Final = (
    "uscc",
    "factory_name",
    "legal_representative",
    "legal_representative_phone",
    "contact",
    "contact_phone",
)
_FIGURES: Final = (
    "output_value",
    "value_added",
    "profit",
    "tax",
    "emissions",
    "energy_consumption",
)
_SINGLE: Final = re.compile(
    r"total_investment|retrofit_investment|(?:energy|carbon|material|water)_intensity\.(?:before|after)"
)


class ProjectMark(Struct, frozen=True):
    """A project by name, investment (万元) and content; ``name_cell`` and ``money`` as read."""

    row: int
    name: str
    investment: float
    content: str
    name_cell: Read
    money: Read

    def grounds(self) -> tuple[Ground, Ground]:
        """Name and investment as evidence."""
        name = cell_ground("projects", self.row, "name", self.name_cell)
        return name, cell_ground("projects", self.row, "total_investment", self.money)


class Fingerprint(Struct, frozen=True):
    """One submission as the others see it.

    ``year`` is that of the application; ``fields`` holds the identity and every figure of the
    key table as read; ``text`` is what its narrative is like; ``place`` where that begins.
    """

    name: str
    code: str
    firm: str
    year: int | None
    fields: dict[str, Read]
    projects: tuple[ProjectMark, ...]
    certificates: tuple[Certificate, ...]
    text: Likeness
    place: Where

    @property
    def who(self) -> str:
        """What tells applicants apart: the credit code, else the firm's name, else its own."""
        return self.code or self.firm or self.name

    def ground(self, key: str) -> Ground:
        """A field as evidence. Raises ``KeyError`` for one that is not kept."""
        return read_ground(key, label_of(key), self.fields[key])

    def narrative(self) -> Ground:
        """The narrative as a whole as evidence."""
        return place_ground(self.place, "正文")


def fingerprint(submission: Submission) -> Fingerprint:
    """The submission's fingerprint."""
    file = submission.files[0].path if submission.files else submission.name
    firm = normalised(printed(submission.fields.get("factory_name")))
    return Fingerprint(
        name=submission.name,
        code=_code(submission),
        firm=firm,
        year=application_year(submission),
        fields=dict(_kept(submission)),
        projects=tuple(_projects(submission)),
        certificates=tuple(certificates(submission)),
        text=likeness((chapter.text for chapter in submission.chapters), firm),
        place=next((chapter.where for chapter in submission.chapters), WholeFile(file)),
    )


def _code(submission: Submission) -> str:
    """The credit code in one spelling, ``""`` where none of the right form is stated."""
    raw = unicodedata.normalize("NFKC", text(submission.fields.get("uscc"))).upper()
    code = re.sub(r"[\s\-]", "", raw)
    return code if _CODE.fullmatch(code) else ""


def _kept(submission: Submission) -> Iterator[tuple[str, Read]]:
    for key, read in submission.fields.items():
        figure = key.partition(".")[0] in _FIGURES or _SINGLE.fullmatch(key)
        if printed(read) if key in _WORDS else figure and number(read) is not None:
            yield key, read


def _projects(submission: Submission) -> Iterator[ProjectMark]:
    money = column(submission, "projects", "total_investment")
    contents = column(submission, "projects", "content")
    for row, cell in column(submission, "projects", "name").items():
        amount, name = number(money.get(row)), normalised(printed(cell))
        if name and amount:
            content = normalised(printed(contents.get(row))[:80])
            yield ProjectMark(row, name, amount, content[:60], cell, money[row])
