"""A cover set in two columns: two entries on one line."""

from __future__ import annotations

import pytest

from extractors.forms import cover
from schemas.document import Paragraph
from schemas.place import WordPlace


@pytest.mark.parametrize(
    ("text", "firm", "city"),
    [
        ("申报单位：某某化纤有限公司  所在地市：杭州市", "某某化纤有限公司", "杭州市"),
        ("所在地市：杭州市\t申报单位：某某化纤有限公司", "某某化纤有限公司", "杭州市"),
        ("申报单位：某某化纤  （集团）有限公司", "某某化纤(集团)有限公司", None),
    ],
)
def test_two_entries_on_a_line(text: str, firm: str, city: str | None) -> None:
    place = WordPlace("方案.docx", paragraph=1)
    title = Paragraph("浙江省零碳（近零碳）工厂建设方案", place)
    reads = cover.read([title, Paragraph(text, place)]).reads
    assert str(reads["cover_applicant"].value).replace(" ", "") == firm
    assert (reads["cover_city"].value if "cover_city" in reads else None) == city
