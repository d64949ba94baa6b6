"""The search box and the figure beside it: within what somebody may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.desk.conftest import Sample

if TYPE_CHECKING:
    from django.test import Client

ClientOf = Callable[[str], "Client"]


def search(client: Client, text: str) -> str:
    answer = client.get("/search/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_several_firms_are_listed(sample: Sample, client_of: ClientOf) -> None:
    page = search(client_of("province"), "岑禾")
    assert f"/submissions/{sample.one('001')}/" in page
    assert f"/submissions/{sample.one('016')}/" in page


def test_the_only_one_is_opened(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Version

    code = Version.objects.get(submission=sample.one("001")).uscc
    for text in ("杭州岑禾化纤", code, code[:12]):
        answer = client_of("province").get("/search/", {"q": text})
        assert answer["Location"] == f"/submissions/{sample.one('001')}/", text


def test_projects_are_found_by_name(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Read

    read = Read.objects.filter(key="projects.1.name").first()
    assert read
    page = search(client_of("province"), read.raw.strip())
    assert f"/submissions/{read.version.submission_id}/" in page
    assert "附件2-2" in page


def test_a_city_finds_its_own(sample: Sample, client_of: ClientOf) -> None:
    assert "没有找到" in search(client_of("city"), "台州")
    assert "没有找到" in search(client_of("elsewhere"), "杭州")
    assert search(client_of("city"), "公司").count("/submissions/") >= 3


def test_an_expert_sees_names_and_no_projects_before_the_statement(
    sample: Sample, client_of: ClientOf
) -> None:
    page = search(client_of("expert"), "公司")
    assert "先作回避声明" in page
    assert "/submissions/" not in page
    assert "没有找到" in search(client_of("stranger"), "公司")


@pytest.mark.parametrize("text", ["", "岑", "%%", "' OR 1=1", "<b>甲乙", "__", "\\\\"])
def test_odd_questions_find_nothing_and_stay_text(
    sample: Sample, client_of: ClientOf, text: str
) -> None:
    page = search(client_of("province"), text)
    assert "/submissions/" not in page
    assert "<b>甲乙" not in page


def test_the_log_s_and_the_people_s_keepers_have_no_search(client_of: ClientOf) -> None:
    for key in ("auditor", "admin"):
        assert client_of(key).get("/search/", {"q": "公司"}).status_code == 403


def test_open_items_are_counted(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Finding, Submission

    one = sample.one("012")
    province = client_of("province")
    assert "我的待办 0" in search(province, "zz")
    Submission.objects.filter(pk=one).update(owner="周予安")
    mine = Finding.objects.filter(
        live=True, version__submission=one, severity__in=("error", "warning"), ruling=""
    )
    assert f"我的待办 {mine.count()}" in search(province, "zz")
