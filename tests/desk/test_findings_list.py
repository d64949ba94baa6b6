"""The list and the queue: filters, pages by id, counts that stop, who sees what, few queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.desk.findings_kit import page_of, words_of

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Person
    from tests.desk.conftest import Sample

ClientOf = Callable[[str], "Client"]
_ORDER = ("error", "warning", "info")
_ROW = re.compile(r'<a class="two" href="/findings/(\d+)/')


def listed(client: Client, query: str = "") -> list[int]:
    answer = client.get(f"/findings/{query}")
    assert answer.status_code == 200
    return [int(pk) for pk in _ROW.findall(answer.content.decode())]


def stored(**columns: object) -> list[int]:
    """In the queue's order: errors, warnings, hints, each by id."""
    from store.models import Finding

    rows = Finding.objects.filter(live=True, **columns).values_list("severity", "pk")
    return [pk for _, pk in sorted((_ORDER.index(severity), pk) for severity, pk in rows)]


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
    own = stored(version=mine.current)
    assert listed(client, "?mine=1") == own
    Finding.objects.filter(pk=own[0]).update(ruling="later")
    assert listed(client, "?state=later") == [own[0]]
    assert own[0] not in listed(client, "?mine=1")
    assert own[0] in listed(client, "?mine=1&state=all")


def test_what_waits_is_what_its_link_lists(
    sample: Sample, client_of: ClientOf, people: dict[str, Person]
) -> None:
    from store.models import Finding, Submission

    mine = Submission.objects.get(pk=sample.one("007"))
    mine.owner = people["province"].name
    mine.save()
    weighty = Finding.objects.filter(version=mine.current, severity__in=["error", "warning"])
    assert 0 < weighty.count() < Finding.objects.filter(version=mine.current).count()
    client = client_of("province")
    link = re.search(r'href="([^"]+)">我的待办 (\d+)<', client.get("/findings/").content.decode())
    assert link and int(link[2]) == weighty.count()
    page = client.get(unescape(link[1])).content.decode()
    assert f"错误、警告 · 本人负责 · 未处理，共 {link[2]} 条" in page
    assert set(map(int, _ROW.findall(page))) == set(weighty.values_list("pk", flat=True))


def test_an_experts_link_lists_what_waits(sample: Sample, client_of: ClientOf) -> None:
    client = client_of("expert")
    link = re.search(
        r'href="([^"]+)">我的待办 (\d+)<', client.get("/findings/?state=all").content.decode()
    )
    assert link and link[1] == ("/findings/?severity=weighty" if int(link[2]) else "/expert/")
    assert link[2] == "0" or len(listed(client, "?severity=weighty")) == int(link[2])


@pytest.mark.parametrize("query", ["", "?state=all", "?severity=weighty", "?state=all&city=宁波市"])
def test_the_heaviest_stand_first_however_many(
    sample: Sample, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    from desk.findings import queue

    client = client_of("province")
    monkeypatch.setattr(queue, "PAGE", 7)
    walked = [walk(client, query), walk(client, query, "prev")[::-1]]
    monkeypatch.setattr(queue, "MOST", 5)
    walked += [walk(client, query), walk(client, query, "prev")[::-1]]
    wanted = stored(city="宁波市") if "city" in query else stored()
    if "weighty" in query:
        wanted = stored(severity__in=_ORDER[:2])
    assert all(one == wanted for one in walked)


def walk(client: Client, query: str, rel: str = "next") -> list[int]:
    """Every finding of the list, page by page: on from the first one, or back from the last one."""
    following = f"{query or '?'}&after=0"
    last = ""
    while following and rel == "prev":
        last, following = following, _leading(client, following, "next")
    at, found = (last if rel == "prev" else following), list[int]()
    while at:
        rows = listed(client, at)
        found += rows if rel == "next" else rows[::-1]
        at = _leading(client, at, rel)
    return found


def _leading(client: Client, query: str, rel: str) -> str:
    page = client.get(f"/findings/{query}").content.decode()
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return unescape(found[1]) if found else ""


def test_each_severity_is_walked_by_an_index(sample: Sample) -> None:
    """No temporary sort: at half a million findings it would be made for each page."""
    from desk.findings import filters
    from schemas.desk import Role
    from store import scopes

    me = scopes.Who(1, "周予安", Role.PROVINCE)
    for state in ("open", "all", "dismissed"):
        chosen = filters.Filter(state=state)
        rows = filters.applied(scopes.findings(me), chosen, me).filter(severity="warning")
        plan = rows.filter(pk__gt=9).order_by("at").values_list("pk")[:51].explain()
        assert "USING COVERING INDEX" in plan and "TEMP B-TREE" not in plan, (state, plan)


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


def test_the_firm_is_named_as_on_the_board(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Submission

    client, submission = client_of("province"), Submission.objects.get(pk=sample.one("016"))
    firm = "浙江岑禾铜业科技有限公司"
    first = listed(client, f"?submission={submission.pk}")[0]
    for page in (
        client.get(f"/findings/?submission={submission.pk}").content.decode(),
        page_of(client, first),
    ):
        assert f">{firm}</a>" in page and f">{submission.name}</a>" not in page


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


@pytest.mark.usefixtures("tables")
def test_the_filter_survives_its_address() -> None:
    from django.http import QueryDict

    from desk.findings import filters

    chosen = filters.Filter(severity="weighty", state="later", mine="1", rule="G13", city="绍兴市")
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
