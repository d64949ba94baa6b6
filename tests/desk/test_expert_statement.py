"""Before anything else the statement; a tie takes the work away and gives it to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.desk.test_papers_notice import me

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Assignment, Person

Log = Callable[[str], "Client"]
pytestmark = pytest.mark.usefixtures("sample")


def desks(person: Person) -> list[Assignment]:
    from django.db.models import F

    from store.models import Assignment

    mine = Assignment.objects.filter(expert=person.name, version__submission__current=F("version"))
    return list(mine.select_related("version__submission").order_by("pk"))


def first(person: Person) -> int:
    """The submission of the expert's first desk that has findings."""
    return desks(person)[0].version.submission_id


def clear(client: Client, pk: int) -> None:
    assert client.post(f"/expert/{pk}/statement/", {"tied": "no"}).status_code == 302


def test_nothing_is_served_before_the_statement(people: dict[str, Person], client_of: Log) -> None:
    from store import scopes
    from store.models import File, Finding

    pk, client = first(people["expert"]), client_of("expert")
    page = client.get(f"/expert/{pk}/").content.decode()
    assert "请先作回避声明" in page
    mine = Finding.objects.filter(version__submission=pk, live=True)
    assert mine.exists()
    assert not any(row.message in page for row in mine)
    assert not scopes.findings(me(people["expert"])).filter(version__submission=pk).exists()
    file = File.objects.filter(version__submission=pk).first()
    assert file
    for place in (f"/submissions/{pk}/files/{file.pk}/", f"/findings/{mine[0].pk}/"):
        assert client.get(place).status_code == 404, place
    clear(client, pk)
    own = mine.filter(reader=people["expert"].name).first()
    assert own
    assert own.message in client.get(f"/expert/{pk}/").content.decode()
    assert client.get(f"/findings/{own.pk}/").status_code == 200


def test_the_list_tells_the_reasons_and_who_was_out(
    people: dict[str, Person], client_of: Log
) -> None:
    pk = first(people["expert"])
    page = client_of("expert").get(f"/expert/{pk}/").content.decode()
    body = desks(people["expert"])[0].body
    assert all(reason["text"] in page for reason in body["reasons"])
    assert all(out["expert"] in page for out in body["exclusions"])


def test_a_tie_moves_every_desk_and_is_logged(people: dict[str, Person], client_of: Log) -> None:
    from store.models import Assignment, Audit, Finding

    person, client = people["expert"], client_of("expert")
    pk = first(person)
    mine = [desk for desk in desks(person) if desk.version.submission_id == pk]
    answer = client.post(f"/expert/{pk}/statement/", {"tied": "yes", "remark": "曾任该企业顾问"})
    assert answer.status_code == 302
    for desk in Assignment.objects.filter(pk__in=[desk.pk for desk in mine]):
        assert desk.expert != person.name
        out = {one["expert"]: one["reason"]["code"] for one in desk.body["exclusions"]}
        assert out[person.name] == "tied"
    assert client.get(f"/expert/{pk}/").status_code == 404
    assert not Finding.objects.filter(version__submission=pk, reader=person.name).exists()
    lines = Audit.objects.filter(action="declare", object=f"submission:{pk}").order_by("pk")
    assert lines[0].detail == {"tied": True}
    moved = lines[1].detail
    assert moved["taken_from"] == person.name
    assert any(text.startswith(f"{person.name}：") for text in moved["excluded"])


def test_a_tie_wants_to_be_told(people: dict[str, Person], client_of: Log) -> None:
    pk = first(people["expert"])
    for form, words in (({"tied": "yes"}, "请写明与申报单位的关系"), ({}, "请先选择")):
        answer = client_of("expert").post(f"/expert/{pk}/statement/", form)
        assert answer.status_code == 409
        assert words in answer.content.decode()


def test_no_later_routing_forgets_the_tie(people: dict[str, Person]) -> None:
    from routing.conflicts import conflict
    from routing.roster import example
    from store import expert_desks
    from store.models import Statement, Submission
    from tests.desk.conftest import TODAY

    person = people["expert"]
    submission = Submission.objects.get(pk=first(person))
    assert submission.current
    Statement.objects.create(
        person=person, submission=submission, tied=True, at="2026-11-20T00:00:00Z"
    )
    known = {expert.name: expert for expert in expert_desks.declared(example()).experts}
    firm = expert_desks.firm_of(submission.current)
    assert conflict(known[person.name], firm, TODAY) == "与企业存在关联：本人声明回避"


def test_others_work_is_not_there(people: dict[str, Person], client_of: Log) -> None:
    pk = first(people["expert"])
    stranger = client_of("stranger")
    assert stranger.get(f"/expert/{pk}/").status_code == 404
    assert stranger.post(f"/expert/{pk}/statement/", {"tied": "no"}).status_code == 404
    assert "没有待评审的企业" in stranger.get("/expert/").content.decode()
    assert client_of("province").get(f"/expert/{pk}/").status_code == 403
