"""Staff see who has what and why, and may give a desk to somebody else with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from routing.roster import example
from tests.desk.conftest import TODAY
from tests.desk.test_expert_statement import desks

if TYPE_CHECKING:
    from django.test import Client

    from store.expert_desks import Candidate
    from store.models import Assignment, Person

Log = Callable[[str], "Client"]
pytestmark = pytest.mark.usefixtures("sample")


def people_for(desk: Assignment) -> list[Candidate]:
    from store import expert_desks

    return expert_desks.candidates(desk, example(), TODAY, expert_desks.load())


def movable(people: dict[str, Person]) -> tuple[Assignment, str]:
    """A desk of the expert's, and somebody else who may take it."""
    for desk in desks(people["expert"]):
        fit = [one.name for one in people_for(desk) if not one.why_not and one.name != desk.expert]
        if fit:
            return desk, fit[0]
    pytest.fail("nobody else may take any desk of the sample")


def test_every_desk_is_listed_with_its_reasons(people: dict[str, Person], client_of: Log) -> None:
    page = client_of("province").get("/expert/assignments/").content.decode()
    for desk in desks(people["expert"]):
        assert desk.version.factory_name in page
        assert all(reason["text"] in page for reason in desk.body["reasons"])


def test_by_hand_with_a_reason_and_a_line_of_the_log(
    people: dict[str, Person], client_of: Log
) -> None:
    from store.models import Audit, Finding

    desk, name = movable(people)
    before, place = desk.expert, f"/expert/assignments/{desk.pk}/"
    client = client_of("province")
    missing = client.post(place, {"expert": name, "reason": " "})
    assert missing.status_code == 409
    assert "改派须写明理由" in missing.content.decode()
    assert client.post(place, {"expert": name, "reason": "原专家出差"}).status_code == 302
    desk.refresh_from_db()
    assert desk.expert == name
    assert desk.body["reasons"][0] == {"code": "by_hand", "text": "人工改派：原专家出差"}
    moved = Finding.objects.filter(version=desk.version_id, speciality=desk.speciality, live=True)
    assert set(moved.values_list("reader", flat=True)) == {name}
    line = Audit.objects.get(action="assign")
    assert (line.actor, line.detail["taken_from"], line.detail["given_to"]) == (
        "周予安",
        before,
        name,
    )
    assert line.detail["reason"] == "原专家出差"


def test_who_is_excluded_cannot_be_chosen(people: dict[str, Person], client_of: Log) -> None:
    desk = desks(people["expert"])[0]
    out = next(one for one in people_for(desk) if one.why_not)
    place = f"/expert/assignments/{desk.pk}/"
    answer = client_of("province").post(place, {"expert": out.name, "reason": "试一试"})
    assert answer.status_code == 409
    assert out.why_not in answer.content.decode()
    nobody = client_of("province").post(place, {"expert": "张三", "reason": "试一试"})
    assert "名册中没有" in nobody.content.decode()


def test_staff_of_another_city_and_experts_do_not_get_there(
    people: dict[str, Person], client_of: Log
) -> None:
    desk = next(one for one in desks(people["expert"]) if not one.version.city.startswith("宁波"))
    place = f"/expert/assignments/{desk.pk}/"
    assert client_of("elsewhere").get(place).status_code == 404
    assert client_of("elsewhere").post(place, {"expert": "x", "reason": "y"}).status_code == 404
    assert client_of("expert").get(place).status_code == 403
