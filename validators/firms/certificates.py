"""Certificates and patents that a submission cites by number: what may be used only once (N07).

>>> [(c.kind, c.number) for c in numbers_in("绿证编号：GEC-2024-0012345，专利号 ZL 2021 1 0123456.7")]
[('绿证', 'GEC20240012345'), ('专利', 'ZL202110123456.7')]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from schemas.place import Where, WholeFile
from schemas.submission import Submission
from validators.faults import Ground, place_ground
from validators.figures import printed

_ID: Final = r"[A-Z0-9][A-Z0-9\-_/]{6,34}[A-Z0-9]"
_PATTERNS: Final = (
    (
        "绿证",
        re.compile(
            rf"(?:绿证|绿色电力证书|GEC)[^,;。:、]{{0,8}}(?:编号|证书号|号码|号|ID)[::为]?({_ID})"
        ),
    ),
    ("绿证", re.compile(r"(?<![A-Z0-9])(GEC-?[A-Z0-9\-]{6,30}\d)")),
    (
        "绿电交易凭证",
        re.compile(
            rf"(?:绿电|绿色电力|交易)[^,;。:、]{{0,8}}凭证[^,;。:、]{{0,4}}号[::为]?({_ID})"
        ),
    ),
    (
        "碳减排量",
        re.compile(
            rf"(?:CCER|核证自愿减排量?|碳普惠|碳减排量|碳汇)[^,;。:、]{{0,10}}(?:编号|登记号|备案号|序列号|证书号)[::为]?({_ID})"
        ),
    ),
    ("专利", re.compile(r"(ZL20[0-2]\d[1-38]\d{7}\.[\dX])")),
    ("专利", re.compile(r"专利(?:申请)?号[::为]?((?:CN)?20[0-2]\d[1-38]\d{7}\.[\dX])")),
)
_MAYBE: Final = (
    "ZL",
    "GEC",
    "编号",
    "专利号",
    "申请号",
    "凭证号",
    "登记号",
    "备案号",
    "序列号",
    "证书号",
    "号码",
)
"""Cheap to look for; a text without any of them holds no number that we know."""
_NOWHERE: Final = WholeFile("")
_CELLS: Final = {
    "innovations": ("content", "value", "technical_level"),
    "projects": ("content", "benefit"),
}


class Certificate(Struct, frozen=True):
    """A number of a kind, in one spelling, and where it stands."""

    kind: str
    number: str
    printed: str
    where: Where = WholeFile("")

    def ground(self) -> Ground:
        """The number at its place as evidence."""
        return place_ground(self.where, f"{self.kind}编号", self.printed)


def certificates(submission: Submission) -> Iterator[Certificate]:
    """Every certificate of the text, the annexes and the self-evaluation, each once."""
    seen: set[str] = set()
    for text, where in _texts(submission):
        for found in numbers_in(text, where):
            if found.number not in seen:
                seen.add(found.number)
                yield found


def numbers_in(text: str, where: Where = _NOWHERE) -> Iterator[Certificate]:
    """The certificates of one text."""
    if not any(word in text for word in _MAYBE):
        return
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    found: dict[str, Certificate] = {}
    for kind, pattern in _PATTERNS:
        for hit in pattern.finditer(plain):
            number = re.sub(r"[\-_/]", "", hit[1]).removeprefix("CN")
            if sum(letter.isdigit() for letter in number) >= 6:
                found.setdefault(number, Certificate(kind, number, hit[1], where))
    yield from found.values()


def _texts(submission: Submission) -> Iterator[tuple[str, Where]]:
    for chapter in submission.chapters:
        yield chapter.text, chapter.where
    for table, columns in _CELLS.items():
        for row in submission.tables.get(table, ()):
            for column in columns:
                if column in row:
                    yield printed(row[column]), row[column].where
    items = submission.self_evaluation.items.values() if submission.self_evaluation else ()
    for item in items:
        if item.evidence is not None:
            yield printed(item.evidence), item.evidence.where
