"""The auditors' page: in words, narrowed, a page at a time, and whether the chain holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tests.desk.conftest import Sample

ClientOf = Callable[[str], "Client"]


@pytest.fixture
def lines(client_of: ClientOf) -> ClientOf:
    """Some of what people did."""
    from store import audit

    audit.record("周予安", "login", address="10.0.0.8")
    audit.record(
        "周予安",
        "decide",
        "finding:12",
        ruling="dismissed",
        reason="rounding",
        remark="致电13812341234",
    )
    audit.record("沈若川", "view_file", "submission:3", file="方案.docx", unknown="不显示的细节")
    for number in range(60):
        audit.record("沈若川", "export", f"submission:{number}")
    return client_of


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/log/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_line_is_in_words_without_phones_or_unknown_details(lines: ClientOf) -> None:
    page = shown(lines("auditor"), "?action=decide")
    for word in ("认定问题", "问题 12", "误报", "四舍五入", "138****1234"):
        assert word in page
    assert "13812341234" not in page
    assert "不显示的细节" not in shown(lines("auditor"), "?action=view_file")


def test_a_line_names_the_firm_and_the_rule(sample: Sample, client_of: ClientOf) -> None:
    from store import audit
    from store.models import Finding

    found = Finding.objects.get(version__submission=sample.one("016"), rule="G13", live=True)
    for thing in (f"submission:{sample.one('016')}", f"finding:{found.pk}", "finding:999999"):
        audit.record("周予安", "view_submission", thing)
    page = shown(client_of("auditor"))
    firm = "浙江岑禾铜业科技有限公司"
    assert f"材料 {sample.one('016')} {firm}" in page
    assert f"问题 {found.pk} G13 {firm}" in page and ">问题 999999<" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 63),
        ("?actor=周予安", 2),
        ("?action=export", 60),
        ("?actor=周予安&action=export", 0),
        ("?from=2000-01-01&to=2000-12-31", 0),
        ("?from=2000-01-01", 63),
        ("?from=nonsense&action=nonsense&before=nonsense", 63),
    ],
)
def test_it_is_narrowed(lines: ClientOf, query: str, count: int) -> None:
    page = shown(lines("auditor"), query)
    assert f"{count} 行" in page
    assert ("没有符合条件的记录" in page) == (count == 0)


def test_pages_follow_each_other_without_a_gap(lines: ClientOf) -> None:
    auditor = lines("auditor")
    seen: list[int] = []
    query = "?action=export"
    while query:
        page = shown(auditor, query)
        seen += [int(n) for n in re.findall(r'<td class="num mut">(\d+)</td>', page)]
        older = re.search(r'href="/log/(\?[^"]*before=\d+)"', page)
        query = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == 60
    assert seen == sorted(seen, reverse=True)


def test_the_number_of_queries_does_not_grow(
    lines: ClientOf, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    auditor = lines("auditor")
    many = django_queries(lambda: shown(auditor))
    few = django_queries(lambda: shown(auditor, "?actor=周予安"))
    assert many == few <= 9


def test_the_chain_is_checked_on_request(lines: ClientOf) -> None:
    from django.db import connection

    from store import append_only
    from store.models import Audit

    auditor = lines("auditor")
    assert "日志完整" in auditor.post("/log/verify/").content.decode()
    middle = Audit.objects.order_by("pk")[5].pk
    append_only.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_audit SET actor = 'x' WHERE id = %s", [middle])
    assert f"第 {middle} 行与前一行接不上" in auditor.post("/log/verify/").content.decode()


def test_only_auditors_read_it(client_of: ClientOf) -> None:
    for key in ("province", "city", "expert", "admin"):
        assert client_of(key).get("/log/").status_code == 403
        assert client_of(key).post("/log/verify/").status_code == 403


def test_an_empty_log_says_what_will_stand_here(client_of: ClientOf) -> None:
    assert "日志还是空的" in shown(client_of("auditor"))
