"""Deciding: onwards, back again, stale, held, two people for a dismissed error, many at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk.findings_kit import page_of, seen_of, words_of

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Finding, Person
    from tests.desk.conftest import Sample

ClientOf = Callable[[str], "Client"]


def errors() -> list[Finding]:
    from store.models import Finding

    return list(Finding.objects.filter(live=True, severity="error").order_by("pk"))


def decide(client: Client, pk: int, seen: str = "", query: str = "", **sent: str) -> Any:
    return client.post(f"/findings/{pk}/decide/{query}", {"seen": seen, **sent})


def test_a_decision_opens_the_next_and_can_be_undone(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Decision, Finding

    client, (first, second, *_) = client_of("province"), errors()
    page = page_of(client, first.pk, "?severity=error")
    assert f"{first.body['message']}{first.body.get('fix', '')}</textarea>" in unescape(page)
    sent = {"ruling": "upheld", "remark_upheld": "请把这一处改正。"}
    answer = decide(client, first.pk, seen_of(page), "?severity=error", **sent)
    assert answer["Location"] == f"/findings/{second.pk}/?severity=error"
    said = Decision.objects.get()
    assert (said.ruling, said.remark, said.by) == ("upheld", "请把这一处改正。", "周予安")
    onwards = page_of(client, second.pk, "?severity=error")
    assert f"上一条 {first.rule} 已记为“属实·须补正”" in onwards
    assert f"第 1 / {len(errors()) - 1} 条" in onwards
    back = client.post(f"/findings/undo/{said.pk}/?severity=error")
    assert back["Location"] == f"/findings/{first.pk}/?severity=error"
    assert Finding.objects.get(pk=first.pk).ruling == ""


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "请选择一种认定"),
        ({"ruling": "withdrawn"}, "请选择一种认定"),
        ({"ruling": "dismissed"}, "须选择一个理由"),
        ({"ruling": "dismissed", "reason": "nonsense"}, "须选择一个理由"),
        ({"ruling": "dismissed", "reason": "other"}, "须写明具体情况"),
        ({"ruling": "harmless", "remark_harmless": " "}, "请写明为何不影响"),
    ],
)
def test_what_lacks_something_is_told_and_nothing_typed_is_lost(
    sample: Sample, client_of: ClientOf, sent: dict[str, str], sentence: str
) -> None:
    from store.models import Decision

    typed = {"remark_upheld": "改过的用语 & 一", "remark_passed_on": "请看第二列"}
    answer = decide(client_of("province"), errors()[0].pk, **{**typed, **sent})
    page = answer.content.decode()
    assert answer.status_code == 409 and sentence in page
    assert "请看第二列</textarea>" in page
    assert "改过的用语 &amp; 一</textarea>" in page or not sent.get("ruling")
    assert not Decision.objects.exists()


def test_a_stale_save_is_told_and_saves_nothing(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Decision, Finding

    one, other, pk = client_of("province"), client_of("second"), errors()[0].pk
    seen = seen_of(page_of(one, pk))
    from store.models import Hold

    Hold.objects.all().delete()  # the first one went for tea
    page_of(other, pk)
    decide(other, pk, seen, ruling="later")
    answer = decide(one, pk, seen, ruling="passed_on", remark_passed_on="请核算")
    page = answer.content.decode()
    assert answer.status_code == 409 and "陆知衡已于" in page and "请核算</textarea>" in page
    assert Finding.objects.get(pk=pk).ruling == "later"
    # looked at again, knowing of it: now it counts
    again = decide(one, pk, seen_of(page), ruling="passed_on", remark_passed_on="请核算")
    assert again.status_code == 302
    assert list(Decision.objects.order_by("pk").values_list("ruling", flat=True)) == [
        "later",
        "passed_on",
    ]


def test_the_second_to_open_sees_who_has_it(sample: Sample, client_of: ClientOf) -> None:
    one, other, pk = client_of("province"), client_of("second"), errors()[0].pk
    page_of(one, pk)
    page = page_of(other, pk)
    assert "正在由周予安处理" in page
    assert re.search(r'id="confirm" disabled', page)
    answer = decide(other, pk, ruling="harmless", remark_harmless="口径不同")
    assert answer.status_code == 409 and "口径不同</textarea>" in answer.content.decode()
    held = other.post(f"/findings/{pk}/hold/")
    assert held.status_code == 409 and "周予安" in held.json()["held"]
    assert one.post(f"/findings/{pk}/release/").status_code == 204
    assert other.post(f"/findings/{pk}/hold/").status_code == 204
    assert "正在由" not in page_of(other, pk)


def test_a_dismissed_error_waits_for_another_person(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Decision, Finding

    one, other, pk = client_of("province"), client_of("second"), errors()[0].pk
    decide(one, pk, ruling="dismissed", reason="misread")
    said = Decision.objects.get()
    assert Finding.objects.get(pk=pk).ruling == "waiting"
    assert "待第二人复核" in words_of(page_of(one, pk, "?state=waiting"))
    one.post(f"/findings/{pk}/release/")
    own = one.post(f"/findings/{pk}/countersign/", {"decision": said.pk, "agreed": "1"})
    assert own.status_code == 409 and "须由另一人复核" in own.content.decode()
    listed = other.get("/findings/?state=waiting").content.decode()
    assert f"/findings/{pk}/?state=waiting" in listed
    page = page_of(other, pk, "?state=waiting")
    assert "同意误报" in page and 'name="ruling"' not in page
    mute = other.post(f"/findings/{pk}/countersign/", {"decision": said.pk, "agreed": "0"})
    assert mute.status_code == 409 and "须写明理由" in mute.content.decode()
    sent = {"decision": said.pk, "agreed": "1"}
    done = other.post(f"/findings/{pk}/countersign/?state=waiting", sent)
    assert done["Location"] == "/findings/?state=waiting&done=1"
    assert Finding.objects.get(pk=pk).ruling == "dismissed"


def test_a_refused_dismissal_is_open_again(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Decision, Finding

    one, other, pk = client_of("province"), client_of("second"), errors()[0].pk
    decide(one, pk, ruling="dismissed", reason="rounding")
    sent = {"decision": Decision.objects.get().pk, "agreed": "0", "remark": "数没读错。"}
    other.post(f"/findings/{pk}/countersign/", sent)
    assert Finding.objects.get(pk=pk).ruling == ""
    assert "数没读错。" in page_of(other, pk)


def test_many_of_one_cause_are_looked_through_then_ruled_on(
    sample: Sample, client_of: ClientOf
) -> None:
    from store.models import Audit, Decision, Finding

    client = client_of("province")
    blank = [row.pk for row in errors() if row.rule == "A03"]
    page = words_of(page_of(client, blank[0]))
    assert f"同因 {len(blank)} 条，1 家" in page
    preview = client.get(f"/findings/{blank[0]}/same/?severity=error").content.decode()
    assert preview.count('name="pk"') == len(blank)
    outside = Finding.objects.exclude(rule="A03").values_list("pk", flat=True)[0]
    sent = {"pk": [*blank[:3], outside], "ruling": "dismissed"}
    refused = client.post(f"/findings/{blank[0]}/same/", sent)
    assert refused.status_code == 409 and "须选择一个理由" in refused.content.decode()
    assert refused.content.decode().count(" checked>") >= 3
    sent |= {"ruling": "upheld", "remark": "请补填。"}
    done = client.post(f"/findings/{blank[0]}/same/?severity=error", sent)
    assert done["Location"] == "/findings/?severity=error&done=3"
    assert Decision.objects.filter(ruling="upheld", remark="请补填。").count() == 3
    assert Audit.objects.filter(action="bulk").count() == 3
    assert "已批量认定 3 条" in client.get(done["Location"]).content.decode()


def test_nothing_ticked_is_told(sample: Sample, client_of: ClientOf) -> None:
    pk = errors()[0].pk
    answer = client_of("province").post(f"/findings/{pk}/same/", {"ruling": "upheld"})
    assert answer.status_code == 409 and "至少勾选一条" in answer.content.decode()


def test_the_last_time_and_its_ruling_are_told(sample: Sample, client_of: ClientOf) -> None:
    from store import upkeep
    from store.models import Finding, Version

    client = client_of("province")
    old = Finding.objects.get(rule="G13", version__submission=sample.one("016"))
    decide(client, old.pk, ruling="upheld", remark_upheld="请更正。")
    version = Version.objects.get(pk=old.version_id)
    version.pk, version.number, version.digest = None, 2, "f" * 64
    version.save()
    body = old.body | {"actual": "12%"}
    new = Finding.objects.create(
        version=version,
        rule="G13",
        severity="error",
        speciality="energy",
        message="仍不符。",
        fingerprint="e" * 64,
        body=body,
    )
    submission = version.submission
    submission.current = version
    submission.save()
    upkeep.refresh([submission.pk])
    page = words_of(page_of(client, new.pk))
    assert re.search(r"上次提交 第 1 次 ?为 11\.8%，属实·须补正 ?（\d\d-\d\d）", page), page
    assert "第 2 次提交" in page


def test_a_decision_whose_login_ended_leads_back_to_its_page(
    sample: Sample, client_of: ClientOf
) -> None:
    pk = errors()[0].pk
    answer = client_of("province").get(f"/findings/{pk}/decide/?severity=error")
    assert answer["Location"] == f"/findings/{pk}/?severity=error"


def test_every_look_at_a_file_is_logged(
    sample: Sample, client_of: ClientOf, people: dict[str, Person]
) -> None:
    from store.models import Audit, File, Finding

    client = client_of("province")
    word = Finding.objects.get(rule="G13")
    page_of(client, word.pk)
    paged = Finding.objects.get(rule="N01", version__submission=sample.one("013"))
    address = re.search(r'<image href="([^"]+)"', page_of(client, paged.pk))
    assert address
    client.get(address[1])
    file = File.objects.filter(version=word.version_id)[0]
    original = client.get(f"/findings/{word.pk}/original/{file.pk}/")
    assert original["Content-Disposition"].startswith("attachment")
    assert original["X-Content-Type-Options"] == "nosniff"
    original.close()
    lines = Audit.objects.filter(action="view_file", actor="周予安").order_by("pk")
    assert [line.object for line in lines] == [
        f"finding:{word.pk}",
        f"finding:{paged.pk}",
        f"finding:{word.pk}",
    ]
    assert lines[1].detail["page"] == 2
