"""What the expert reads: labels for keys, phones masked, places that name their file once."""

from __future__ import annotations

import pytest

from schemas.finding import Evidence, Finding, Severity, Speciality
from schemas.place import SheetCell, WordPlace

pytestmark = pytest.mark.usefixtures("tables")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("energy_consumption.2024", "年综合能耗（2024年）"),
        ("projects.2.total_investment", "附件2-2第2行 总投资额"),
        ("something.unknown", "something.unknown"),
    ],
)
def test_keys_have_labels(key: str, words: str) -> None:
    from desk.expert.values import label

    assert label(key) == words


def found(message: str, *evidence: Evidence) -> Finding:
    return Finding("B16", Severity.ERROR, Speciality.CLERICAL, message, "附件2", evidence=evidence)


def test_a_place_names_its_file_once() -> None:
    from store.papers import places_of

    spots = [WordPlace("方案.docx", 1, (row, 4)) for row in (14, 15)]
    shown = [Evidence(spot, "1", "年综合能耗") for spot in spots]
    other = Evidence(SheetCell("自评表.xlsx", "自评", "D4"), "2")
    assert places_of(found("", *shown, other)).split("\n") == [
        "方案.docx 表1 第14行“年综合能耗”",
        "表1 第15行“年综合能耗”",
        "自评表.xlsx 自评!D4",
    ]
    assert places_of(found("")) == "全套材料"


def test_phones_are_masked_where_findings_are_read() -> None:
    import msgspec

    from desk.expert import shown
    from store.models import Finding as Row

    body = msgspec.to_builtins(found("联系电话“13805711234”有误。"))
    point = shown.point(Row(pk=1, rule="B16", severity="error", body=body))
    assert point.message == "联系电话“138****1234”有误。"
