"""Second readings: the first word is not told before one's own, and each is said once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest

from tests.desk.test_expert_statement import clear
from tests.desk.test_papers_notice import asking, faulty, me

if TYPE_CHECKING:
    from django.test import Client

    from store.models import BlindReading, Finding, Person

Log = Callable[[str], "Client"]
SECRET: Final = "首读理由不可示人"
pytestmark = pytest.mark.usefixtures("sample")


def dismissed(people: dict[str, Person]) -> tuple[Finding, BlindReading]:
    """A finding dismissed by staff, before ``expert`` as the second reader."""
    from store import decisions
    from store.models import BlindReading

    submission = faulty()
    finding = next(row for row in asking(submission) if row.reader != people["expert"].name)
    decisions.decide(
        me(people["province"]), finding.pk, "dismissed", reason="rounding", remark=SECRET
    )
    reading = BlindReading.objects.create(
        submission=submission, fingerprint=finding.fingerprint, reader=people["expert"].name
    )
    return finding, reading


def test_the_first_word_is_shown_after_ones_own(people: dict[str, Person], client_of: Log) -> None:
    finding, reading = dismissed(people)
    client = client_of("expert")
    place = f"/expert/blind/{reading.pk}/"
    assert client.get(place).status_code == 404  # no statement yet
    listed = client.get("/expert/blind/").content.decode()
    assert "先作声明" in listed
    clear(client, finding.version.submission_id)
    before = client.get(place).content.decode()
    assert finding.message in before
    pages = before + client.get("/expert/blind/").content.decode()
    assert SECRET not in pages
    assert "四舍五入" not in pages
    assert "误报（待复核）" not in pages
    assert client.post(place, {"ruling": "upheld", "remark": "确实不对"}).status_code == 302
    after = client.get(place).content.decode()
    assert "属实·须补正" in after
    assert "误报" in after
    assert "n=1" in after


def test_a_word_is_said_once_and_must_be_one(people: dict[str, Person], client_of: Log) -> None:
    finding, reading = dismissed(people)
    client, place = client_of("expert"), f"/expert/blind/{reading.pk}/"
    clear(client, finding.version.submission_id)
    assert client.post(place, {"ruling": "", "remark": "写过"}).status_code == 409
    assert client.post(place, {"ruling": "dismissed"}).status_code == 302
    assert client.post(place, {"ruling": "upheld"}).status_code == 409
    reading.refresh_from_db()
    assert reading.ruling == "dismissed"


def test_a_whole_plan_counts_values_and_wrong_ones(
    people: dict[str, Person], client_of: Log
) -> None:
    from store.models import BlindReading, SecondReading

    submission = faulty()
    reading = BlindReading.objects.create(submission=submission, reader=people["expert"].name)
    client, place = client_of("expert"), f"/expert/blind/{reading.pk}/"
    clear(client, submission.pk)
    for form in ({"looked": "10", "wrong": "11"}, {"looked": "ten", "wrong": "1"}, {}):
        assert client.post(place, form).status_code == 409
    assert client.post(place, {"looked": "80", "wrong": "2"}).status_code == 302
    counted = SecondReading.objects.get()
    assert (counted.values, counted.wrong, counted.by) == (80, 2, people["expert"].name)
    assert "2 / 80 个" in client.get(place).content.decode()


def test_a_reading_is_its_readers_alone(people: dict[str, Person], client_of: Log) -> None:
    _, reading = dismissed(people)
    assert client_of("stranger").get(f"/expert/blind/{reading.pk}/").status_code == 404
    assert client_of("province").get(f"/expert/blind/{reading.pk}/").status_code == 403


def test_a_tie_hands_the_reading_to_another(people: dict[str, Person], client_of: Log) -> None:
    from store.models import BlindReading

    finding, reading = dismissed(people)
    pk = finding.version.submission_id
    form = {"tied": "yes", "remark": "亲属在该企业任职"}
    assert client_of("expert").post(f"/expert/{pk}/statement/", form).status_code == 302
    assert not BlindReading.objects.filter(pk=reading.pk).exists()
    assert not BlindReading.objects.filter(submission=pk, reader=people["expert"].name).exists()
