"""One step for many: shown first, one reason, one line of the log each, nobody else's rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from schemas.desk import Role
from tests.desk.batches_kit import rows

if TYPE_CHECKING:
    from tests.desk.conftest import Sample

pytestmark = pytest.mark.usefixtures("database")
ClientOf = Callable[[str], Client]
DO = "/batches/bulk/do/"


def lines(action: str) -> list[tuple[str, str]]:
    """The log's lines of an action: what it was done to, and why."""
    from store.models import Audit

    rows = Audit.objects.filter(action=action).order_by("pk")
    return [(line.object, line.detail.get("reason", "")) for line in rows]


def owners() -> dict[int, str]:
    from store.models import Submission

    return dict(Submission.objects.values_list("pk", "owner"))


def test_the_preview_names_whom_and_changes_nothing(client_of: ClientOf) -> None:
    keys = rows(20)
    answer = client_of("province").post("/batches/bulk/", {"step": "assign", "pk": keys[:3]})
    shown = answer.content.decode()
    assert "将变更 3 家的负责人" in shown
    assert "杭州第0化纤有限公司、杭州第1化纤有限公司、杭州第2化纤有限公司" in shown
    assert set(owners().values()) == {""}
    assert not lines("owner")


def test_the_whole_filter_is_frozen_by_the_preview(client_of: ClientOf) -> None:
    keys = rows(70)
    client = client_of("province")
    asked = {"step": "assign", "all": "1", "query": "level=error&page=2", "pk": keys[:1]}
    shown = client.post("/batches/bulk/", asked).content.decode()
    assert "将变更 46 家的负责人" in shown
    frozen = shown.split('name="keys" value="')[1].split('"')[0]
    rows(30, batch="came meanwhile")
    said = {"step": "assign", "keys": frozen, "owner": "陆知衡", "reason": "片区调整"}
    assert client.post(DO, said).status_code == 302
    assert sum(owner == "陆知衡" for owner in owners().values()) == 46


def test_one_reason_and_one_line_each(client_of: ClientOf) -> None:
    from store import audit

    keys = rows(5)
    client = client_of("province")
    said = {
        "step": "assign",
        "keys": f"{keys[0]},{keys[3]}",
        "owner": "陆知衡",
        "reason": "片区调整",
    }
    client.post(DO, said)
    assert [pk for pk, owner in owners().items() if owner == "陆知衡"] == [keys[0], keys[3]]
    wanted = [(f"submission:{keys[0]}", "片区调整"), (f"submission:{keys[3]}", "片区调整")]
    assert lines("owner") == wanted
    assert "已把 2 家分派给陆知衡" in client.get("/batches/").content.decode()
    client.post(DO, said)  # again: nothing changes, nothing is logged
    assert lines("owner") == wanted
    assert audit.verify() is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"reason": " "}, "请填写理由"),
        ({"keys": ""}, "还没有选中企业"),
        ({"keys": "999999,x,-1,٣"}, "不在您的职责范围内"),
        ({"step": "delete"}, "没有这项批量操作"),
        ({"owner": "不认识的人"}, "请重新选择"),
        ({"owner": "秦慎之"}, "请重新选择"),
    ],
)
def test_what_cannot_be_done_is_said(client_of: ClientOf, said: dict[str, str], words: str) -> None:
    (key,) = rows(1)
    right = {"step": "assign", "keys": str(key), "owner": "陆知衡", "reason": "试"}
    answer = client_of("province").post(DO, right | said)
    assert answer.status_code == 409
    assert words in answer.content.decode()
    assert owners() == {key: ""}


def test_another_citys_rows_are_out_of_reach(client_of: ClientOf) -> None:
    mine, theirs = rows(1, batch="a", city="杭州"), rows(1, batch="b", city="宁波")
    keys = f"{mine[0]},{theirs[0]}"
    client = client_of("city")
    client.post(DO, {"step": "assign", "keys": keys, "owner": "沈若川", "reason": "自办"})
    assert owners() == {mine[0]: "沈若川", theirs[0]: ""}
    answer = client.post(DO, {"step": "ledger", "keys": str(theirs[0]), "reason": "看看"})
    assert answer.status_code == 409
    province = {"step": "assign", "keys": keys, "owner": "周予安", "reason": "上交"}
    assert client.post(DO, province).status_code == 409  # a city gives to its own staff


def test_the_ledger_is_made_and_logged_for_each(client_of: ClientOf, sample: Sample) -> None:
    from store.models import Paper

    client = client_of("province")
    keys = list(sample.submissions.values())[:4]
    said = {"step": "ledger", "keys": ",".join(map(str, keys)), "reason": "厅长办公会"}
    assert client.post(DO, said).status_code == 302
    paper = Paper.objects.get()
    assert paper.kind == "ledger"
    assert lines("export") == [(f"submission:{pk}", "厅长办公会") for pk in sorted(keys)]
    shown = client.get("/batches/").content.decode()
    assert f"/papers/{paper.pk}/file/" in shown
    assert client.get(f"/papers/{paper.pk}/file/").status_code == 200


def test_notices_only_for_those_with_something_to_put_right(
    client_of: ClientOf, sample: Sample
) -> None:
    from store import decisions
    from store.models import Finding, Paper, Person
    from store.scopes import Who

    person = Person.objects.get(username="province")
    me = Who(person.pk, person.name, Role.PROVINCE)
    client = client_of("province")
    keys = ",".join(map(str, sample.submissions.values()))
    said = {"step": "notice", "keys": keys, "reason": "集中告知"}
    refused = client.post(DO, said)
    assert refused.status_code == 409
    assert "都还没有认定" in refused.content.decode()
    finding = Finding.objects.filter(live=True, severity="error").first()
    assert finding is not None
    decisions.decide(me, finding.pk, "upheld")
    shown = client.post("/batches/bulk/", {"step": "notice", "all": "1", "query": ""})
    assert "生成 1 份通知" in shown.content.decode()
    assert client.post(DO, said).status_code == 302
    assert [paper.kind for paper in Paper.objects.all()] == ["notice"]
    assert tuple({reason for _, reason in lines("paper") if reason}) == ("集中告知",)
