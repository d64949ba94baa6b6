"""Row numbers of a restarted list, as LibreOffice saves a .doc."""

from __future__ import annotations

import pytest
from lxml import etree

from extractors.readers.legacy_mend_numbers import join_lists

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
VAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"


def body(*lists: int) -> etree._Element:
    row = '<w:tr><w:tc><w:p><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr></w:p></w:tc></w:tr>'
    rows = "".join(row.format(number) for number in lists)
    return etree.fromstring(f"<w:body {W}><w:tbl>{rows}</w:tbl></w:body>")


def numbering(**texts: str) -> etree._Element:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for n, text in enumerate(texts.values())
    )
    nums = "".join(
        f'<w:num w:numId="{name[1:]}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, name in enumerate(texts)
    )
    return etree.fromstring(f"<w:numbering {W}>{lists}{nums}</w:numbering>")


CASES = {
    "a first row alone in its list": ((6, 2, 2), {"n6": "%1", "n2": "%1"}, [2, 2, 2]),
    "two rows": ((6, 2), {"n6": "%1", "n2": "%1"}, [2, 2]),
    "one list": ((2, 2, 2), {"n6": "%1", "n2": "%1"}, [2, 2, 2]),
    "lists that look different": ((6, 2, 2), {"n6": "（%1）", "n2": "%1"}, [6, 2, 2]),
    "two lists of several rows": ((6, 6, 2, 2), {"n6": "%1", "n2": "%1"}, [6, 6, 2, 2]),
}


@pytest.mark.parametrize("case", CASES)
def test_lists_of_rows(case: str) -> None:
    lists, texts, expected = CASES[case]
    table = body(*lists)
    assert join_lists(table, numbering(**texts)) is (list(lists) != expected)
    assert [int(item.get(VAL, "")) for item in table.iter("{*}numId")] == expected
