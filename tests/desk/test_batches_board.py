"""The board: who sees which rows, what the filters let through, how many questions it asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.batches_kit import announce, rows

if TYPE_CHECKING:
    from tests.desk.conftest import Sample

pytestmark = pytest.mark.usefixtures("database")
ClientOf = Callable[[str], Client]
_FIRM = re.compile(r'href="/submissions/(\d+)/"')


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/batches/?{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def listed(client: Client, query: str = "") -> list[int]:
    return [int(pk) for pk in _FIRM.findall(page(client, query))]


def test_an_empty_desk_says_what_to_do(client_of: ClientOf) -> None:
    shown = page(client_of("province"))
    assert "还没有收到申报材料" in shown
    assert "把压缩包或文件夹拖到右上角的虚线框" in shown


def test_the_sample_as_the_board_shows_it(client_of: ClientOf, sample: Sample) -> None:
    client = client_of("province")
    shown = page(client)
    assert len(_FIRM.findall(shown)) == len(sample.submissions)
    assert "解包" in shown and "16 / 16" in shown
    assert "补充材料（加密）.docx" in shown
    assert "其余 3 个文件已正常读取" in shown
    assert set(re.findall(r"(?:高|中|低) \d\.\d\d", shown))


def test_cards_say_what_the_store_holds(client_of: ClientOf, sample: Sample) -> None:
    from store.models import Card, File, Finding

    for card in Card.objects.select_related("submission"):
        version = card.submission.current_id
        found = Finding.objects.filter(version=version)
        assert card.errors == found.filter(severity="error").count()
        assert card.missing == found.filter(rule="A01").count()
        files = File.objects.filter(version=version)
        assert (card.files, card.unread) == (
            files.count(),
            files.filter(outcome="unreadable").count(),
        )
        assert card.submission.due_on is not None


def test_city_staff_see_their_own_city_and_their_own_uploads(client_of: ClientOf) -> None:
    mine, theirs = rows(2, batch="a", city="杭州"), rows(3, batch="b", city="宁波")
    announce(client_of("province"), {"全省.zip": 4})
    assert sorted(listed(client_of("city"))) == mine
    assert sorted(listed(client_of("elsewhere"))) == theirs
    assert sorted(listed(client_of("province"))) == sorted(mine + theirs)
    assert "全省.zip" not in page(client_of("city"))
    assert "全省.zip" in page(client_of("province"))
    assert ">宁波<" not in page(client_of("city"))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("city=宁波", []),
        ("trade=28", [0, 1, 2, 3, 4]),
        ("trade=17", []),
        ("level=error", [1, 2, 4]),
        ("level=clean", [0, 3]),
        ("status=correcting", [4]),
        ("status=closed_file", [3]),
        ("owner=周予安", [1]),
        ("owner=-", [0, 2, 3, 4]),
        ("view=mine", [1]),
        ("view=missing", [2]),
        ("view=again", [0]),
        ("view=errors&owner=周予安", [1]),
        ("rule=G13", [2]),
        ("q=第3", [3]),
        ("q=91330", [0]),
        ("batch=999999", []),
        ("level=nonsense&view=nonsense&status=x&sort=x&page=x", [0, 1, 2, 3, 4]),
        ("batch=1;drop&rule=%00&q=%00", [0, 1, 2, 3, 4]),
    ],
)
def test_filters(client_of: ClientOf, query: str, wanted: list[int]) -> None:
    from store.models import Card, Finding, Submission

    keys = rows(5)
    Submission.objects.filter(pk=keys[4]).update(stage="correcting")
    Submission.objects.filter(pk=keys[1]).update(owner="周予安")
    Card.objects.filter(pk=keys[3]).update(closed=True)
    Card.objects.filter(pk=keys[3]).update(errors=0)
    Card.objects.filter(pk=keys[2]).update(missing=2)
    Card.objects.filter(pk=keys[0]).update(number=2, uscc="91330100X")
    version = Submission.objects.get(pk=keys[2]).current
    Finding.objects.create(version=version, rule="G13", severity="error", body={})
    if query == "level=clean":
        wanted = [0]  # what could not be read is not clean
    assert sorted(listed(client_of("province"), query)) == [keys[n] for n in wanted]


def test_the_most_urgent_come_first_and_what_waits_for_others_last(client_of: ClientOf) -> None:
    from store.models import Submission

    keys = rows(4)
    days = (date(2026, 12, 3), date(2026, 11, 24), None, date(2026, 11, 20))
    for pk, due in zip(keys, days, strict=True):
        Submission.objects.filter(pk=pk).update(due_on=due)
    Submission.objects.filter(pk=keys[3]).update(stage="closed")
    assert listed(client_of("province")) == [keys[1], keys[0], keys[2], keys[3]]


def test_the_board_asks_as_many_questions_for_ten_rows_as_for_four_hundred(
    client_of: ClientOf, django_assert_num: Callable[[Callable[[], object]], int]
) -> None:
    from store.models import Card

    client = client_of("province")
    rows(10, batch="small")
    few = django_assert_num(lambda: client.get("/batches/"))
    rows(400, batch="large")
    Card.objects.update(closed=True)
    client.post("/batches/views/", {"name": "绍兴", "query": "city=绍兴"})
    client.post("/batches/views/", {"name": "有错", "query": "level=error"})
    many = django_assert_num(lambda: client.get("/batches/"))
    assert many - few <= 2  # the closed files of the page
    assert many < 30


@pytest.fixture
def django_assert_num() -> Callable[[Callable[[], object]], int]:
    """How many queries a step makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(step: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            step()
        return len(asked)

    return count


def test_no_list_touches_a_body(client_of: ClientOf) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rows(3)
    client = client_of("province")
    with CaptureQueriesContext(connection) as asked:
        client.get("/batches/?rule=A01&view=due&q=厂")
    said = " ".join(query["sql"] for query in asked)
    assert not re.search(r'"(?:body|verdicts|facts)"', said)


def test_pages_keep_their_filter(client_of: ClientOf) -> None:
    rows(120)
    client = client_of("province")
    shown = page(client, "level=error&sort=firm")
    assert "本页第 1–50 家" in shown
    assert "level=error&amp;sort=firm&amp;page=2" in shown
    assert "本页第 51–80 家" in page(client, "level=error&sort=firm&page=2")
    assert "本页第 51–80 家" in page(client, "level=error&sort=firm&page=99")


def test_a_kept_view_is_the_persons_own_and_counts(client_of: ClientOf) -> None:
    from store.models import SavedView

    rows(6)
    client = client_of("province")
    client.post("/batches/views/", {"name": "一处以上", "query": "level=error&sort=errors&x=<b>"})
    view = SavedView.objects.get()
    assert view.query == "level=error&sort=errors"
    assert '一处以上<span class="cnt">4</span>' in page(client)
    assert "一处以上" not in page(client_of("second"))
    assert client_of("second").post(f"/batches/views/{view.pk}/drop/").status_code == 404
    client.post(f"/batches/views/{view.pk}/drop/")
    assert not SavedView.objects.exists()


def test_what_applicants_wrote_stays_text(client_of: ClientOf) -> None:
    from store.models import Card

    (key,) = rows(1)
    Card.objects.filter(pk=key).update(firm='<script>alert(1)</script>"')
    shown = page(client_of("province"), "q=<script>")
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_the_head_alone_is_a_small_answer(client_of: ClientOf) -> None:
    from store.models import Upload

    Upload.objects.create(
        token="t",
        name="十一月",
        by="周予安",
        at=timezone.now(),
        state="running",
        stages={"total": 312, "unpacked": 312, "recognised": 312, "read": 298, "left": 840},
    )
    answer = client_of("province").get("/batches/progress/")
    shown = answer.content.decode()
    assert "data-moving" in shown
    assert "约剩 14 分钟" in shown
    assert "298 / 312" in shown
    assert len(answer.content) < 8000
    assert "十一月" not in client_of("city").get("/batches/progress/").content.decode()
