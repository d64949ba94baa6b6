"""The list and the queue: filters, pages by id, counts that stop, who sees what, few queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import pytest

from desk.findings.grounds import figures_in
from desk.findings.words import Amount, amount, difference
from tests.desk.findings_kit import page_of, words_of

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Person
    from tests.desk.conftest import Sample

ClientOf = Callable[[str], "Client"]
_ROW = re.compile(r'<a class="two" href="/findings/(\d+)/')


def listed(client: Client, query: str = "") -> list[int]:
    answer = client.get(f"/findings/{query}")
    assert answer.status_code == 200
    return [int(pk) for pk in _ROW.findall(answer.content.decode())]


def stored(**columns: str) -> list[int]:
    from store.models import Finding

    rows = Finding.objects.filter(live=True, **columns).order_by("pk")
    return list(rows.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("?severity=error", {"severity": "error"}),
        ("?rule=d01", {"rule": "D01"}),
        ("?city=宁波市", {"city": "宁波市"}),
        ("?speciality=energy&severity=info", {"speciality": "energy", "severity": "info"}),
        ("?severity=nonsense&rule=D01&after=x", {"rule": "D01"}),
    ],
)
def test_filters(sample: Sample, client_of: ClientOf, query: str, columns: dict[str, str]) -> None:
    assert listed(client_of("province"), query) == stored(**columns)[:50] != []


def test_state_and_mine(sample: Sample, client_of: ClientOf, people: dict[str, Person]) -> None:
    from store.models import Finding, Submission

    client, mine = client_of("province"), Submission.objects.get(pk=sample.one("007"))
    mine.owner = people["province"].name
    mine.save()
    own = list(Finding.objects.filter(version=mine.current).values_list("pk", flat=True))
    assert listed(client, "?mine=1") == sorted(own)
    Finding.objects.filter(pk=own[0]).update(ruling="later")
    assert listed(client, "?state=later") == [own[0]]
    assert own[0] not in listed(client, "?mine=1")
    assert own[0] in listed(client, "?mine=1&state=all")


def test_pages_go_on_by_id_and_back(sample: Sample, client_of: ClientOf) -> None:
    client, every = client_of("province"), stored()
    assert len(every) > 50
    first = client.get("/findings/").content.decode()
    following = re.search(r'rel="next" href="\?(after=\d+)"', first)
    assert following
    second = client.get(f"/findings/?{following[1]}").content.decode()
    assert [int(pk) for pk in _ROW.findall(first) + _ROW.findall(second)] == every
    back = re.search(r'rel="prev" href="\?(before=\d+)"', second)
    assert back and listed(client, f"?{back[1]}") == every[:50]


def test_counts_stop_counting(
    sample: Sample, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.findings import queue

    monkeypatch.setattr(queue, "MOST", 20)
    client, every = client_of("province"), stored(severity="error")
    assert "共 20+ 条" in client.get("/findings/?severity=error").content.decode()
    assert "第 2 / 20+ 条" in page_of(client, every[1], "?severity=error")


def test_previous_and_next_keep_the_filter(sample: Sample, client_of: ClientOf) -> None:
    every = stored(severity="error")
    page = page_of(client_of("province"), every[1], "?severity=error")
    for rel, pk in (("prev", every[0]), ("next", every[2])):
        assert re.search(rf'rel="{rel}" href="/findings/{pk}/\?severity=error"', page)
    assert f"第 2 / {len(every)} 条" in page and "错误 · 未处理" in page


def test_the_next_picture_is_fetched_ahead(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Finding

    client = client_of("province")
    paged = Finding.objects.get(rule="N01", version__submission=sample.one("013"))
    before = stored(severity="error")
    page = page_of(client, before[before.index(paged.pk) - 1], "?severity=error")
    ahead = re.search(r'rel="prefetch" as="image" href="([^"]+)"', page)
    assert ahead and ahead[1] in page_of(client, paged.pk)


def test_an_empty_filter_says_what_to_do(sample: Sample, client_of: ClientOf) -> None:
    page = words_of(client_of("province").get("/findings/?state=dismissed").content.decode())
    assert "这个筛选下没有问题" in page and "看全部问题" in page


def test_nobody_sees_what_is_not_theirs(
    sample: Sample, client_of: ClientOf, people: dict[str, Person]
) -> None:
    from store.models import File, Finding

    ours = Finding.objects.filter(city="宁波市").exclude(version__files=None)[0]
    file = File.objects.filter(version=ours.version_id)[0]
    addresses = (
        f"/findings/{ours.pk}/",
        f"/findings/{ours.pk}/page/{file.pk}-1.png",
        f"/findings/{ours.pk}/original/{file.pk}/",
        f"/findings/{ours.pk}/same/",
    )
    posts = ("decide", "countersign", "hold", "release", "same")
    for person, code in (("city", 404), ("stranger", 404), ("auditor", 403), ("admin", 403)):
        client = client_of(person)
        gone = {403, 404} if person == "stranger" else {code}
        assert {client.get(address).status_code for address in addresses} <= gone
        sent = [client.post(f"/findings/{ours.pk}/{post}/").status_code for post in posts]
        assert set(sent) <= {204, *gone}, (person, sent)
    assert set(listed(client_of("city"))) == set(stored(city="杭州市"))
    assert client_of("elsewhere").get(addresses[0]).status_code == 200


def test_a_file_of_another_submission_is_not_served(sample: Sample, client_of: ClientOf) -> None:
    from store.models import File, Finding

    hangzhou = Finding.objects.filter(city="杭州市")[0]
    other = File.objects.filter(version__submission=sample.one("005"))[0]
    client = client_of("city")
    for address in (f"page/{other.pk}-1.png", f"original/{other.pk}/"):
        assert client.get(f"/findings/{hangzhou.pk}/{address}").status_code == 404


def test_queries_do_not_grow_with_what_is_shown(
    sample: Sample, client_of: ClientOf, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    client, every = client_of("province"), stored()
    client.get("/findings/")
    few = django_queries(lambda: client.get("/findings/?rule=D02"))
    many = django_queries(lambda: client.get("/findings/?state=all"))
    assert few == many <= 20
    counts = {django_queries(partial(client.get, f"/findings/{pk}/")) for pk in every[:30]}
    assert max(counts) <= 45 and max(counts) - min(counts) <= 6, counts


@pytest.fixture
def django_queries(database: object) -> Callable[[Callable[[], object]], int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as caught:
            call()
        return len(caught)

    return count


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2024年综合能耗17,592.1吨标准煤，降低8.65%", (17592.1, 8.65)),
        ("575 469.15元", (575469.15,)),
        ("０．１５８ tCO2/t", (0.158,)),
        ("附件2-2 第3行", (2.0, 2.0, 3.0)),
        ("2026年1月至2028年12月", ()),
        ("空白", ()),
    ],
)
def test_figures(text: str, figures: tuple[float, ...]) -> None:
    assert figures_in(text) == figures


@pytest.mark.parametrize(
    ("right", "wrong", "off"),
    [
        ("14.5%", "17%", Amount("+2.5", "个百分点", True)),
        ("11,810万元", "13,420万元", Amount("+1,610", "万元", True)),
        ("9.3分", "15分", Amount("+5.7", "分", True)),
        ("8,300万元", "8.3亿元", Amount("—")),
        ("1万—2万吨标煤档", "1万吨标煤以下", Amount("—")),
    ],
)
def test_by_how_much(right: str, wrong: str, off: Amount) -> None:
    assert difference(amount(right), amount(wrong)) == off


@pytest.mark.usefixtures("tables")
def test_the_filter_survives_its_address() -> None:
    from django.http import QueryDict

    from desk.findings import filters

    chosen = filters.Filter(severity="error", state="later", mine="1", rule="G13", city="绍兴市")
    assert filters.from_query(QueryDict(chosen.query)) == chosen
    assert filters.Filter().query == ""
    hostile = QueryDict("submission=9999999999999999999&rule=<script>&state=';--&mine=0")
    assert filters.from_query(hostile).submission == ""


def test_enter_on_what_only_informs_asks_nothing_of_the_firm(
    sample: Sample, client_of: ClientOf
) -> None:
    from store.models import Finding

    informs = Finding.objects.filter(live=True, severity="info").order_by("pk")[0]
    page = page_of(client_of("province"), informs.pk)
    assert re.search(r'value="harmless" id="d2" checked', page)
    assert "系统提示，留作记录，无需补正。</textarea>" in page
