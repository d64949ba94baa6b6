"""企业材料: originals handed out, values put right, phones asked for, stages changed."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tests.desk.conftest import Sample

ClientOf = Callable[[str], "Client"]
WHY = "第3页印的就是这个数"


def version(pk: int) -> Any:
    from store.models import Submission

    found = Submission.objects.select_related("current").get(pk=pk).current
    assert found is not None
    return found


def value(pk: int, key: str) -> Any:
    from schemas.submission import Submission
    from store.bodies import unpack

    return unpack(version(pk).body, Submission).fields[key].value


def logged(action: str) -> list[Any]:
    from store.models import Audit

    return list(Audit.objects.filter(action=action).order_by("pk"))


def send(client: Client, pk: int, act: str, **said: str) -> Any:
    return client.post(f"/submissions/{pk}/{act}/", said)


def correct(client: Client, pk: int, key: str, typed: str, **more: str) -> Any:
    said = {"key": key, "value": typed, "reason": WHY, "version": str(version(pk).pk)}
    return send(client, pk, "correct", **(said | more))


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_an_original_is_handed_out_as_it_came(sample: Sample, client_of: ClientOf) -> None:
    from store import originals

    pk = sample.one("014")
    for file in version(pk).files.all():
        answer = client_of("province").get(f"/submissions/{pk}/files/{file.pk}/")
        body = b"".join(answer.streaming_content)
        kept = originals.place(sample.workspace / "originals", file.original_id)
        assert body == kept.read_bytes()
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert unquote(answer.headers["Content-Disposition"]).endswith(file.path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "application/octet-stream"
    assert [line.detail["file"] for line in logged("view_file")] == [
        file.path for file in version(pk).files.all()
    ]


def test_a_deleted_original_is_said_in_words(sample: Sample, client_of: ClientOf) -> None:
    from store import originals

    pk = sample.one("014")
    file = version(pk).files.first()
    originals.place(sample.workspace / "originals", file.original_id).unlink()
    answer = client_of("province").get(f"/submissions/{pk}/files/{file.pk}/")
    assert answer.status_code == 410
    assert "原件已不在服务器上" in text(answer)
    assert logged("view_file") == []


def test_another_submissions_file_is_not_there(sample: Sample, client_of: ClientOf) -> None:
    other = version(sample.one("003")).files.first()
    for who, pk in (("province", sample.one("014")), ("elsewhere", sample.one("003"))):
        assert client_of(who).get(f"/submissions/{pk}/files/{other.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("附件/方案.docx", "方案.docx"),
        ('方"案\r\nSet-Cookie: a=b.docx', "方_案__Set-Cookie_ a=b.docx"),
        ("../../etc/passwd", "passwd"),
        ("方案\u202excod.exe", "方案_xcod.exe"),
        ("...", "原件"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
    ],
)
def test_names_that_a_disk_or_a_header_trips_over_are_made_plain(path: str, name: str) -> None:
    from desk.submissions.views_files import safe_name

    assert safe_name(path) == name


def test_a_correction_is_judged_and_shown_at_once(sample: Sample, client_of: ClientOf) -> None:
    client, pk = client_of("province"), sample.one("016")
    before = version(pk).errors
    answer = correct(client, pk, "energy_intensity.effect", "8.65")
    assert answer.status_code == 302
    page = text(client.get(answer.headers["Location"].partition("#")[0]))
    assert f"现有错误 {version(pk).errors}" in page and "人工更正" in page
    assert (value(pk, "energy_intensity.effect"), before) == (8.65, 2)
    assert WHY in page and "11.8" in page
    rules = set(version(pk).findings.values_list("rule", flat=True))
    assert "G13" not in rules and "K02" in rules


def test_what_was_read_comes_back(sample: Sample, client_of: ClientOf) -> None:
    client, pk = client_of("city"), sample.one("003")
    old = value(pk, "total_investment")
    correct(client, pk, "total_investment", "1234.00")
    correct(client, pk, "total_investment", "", restore="1")
    assert value(pk, "total_investment") == old
    assert len(logged("correct")) == 2


def test_a_refused_correction_keeps_what_was_typed(sample: Sample, client_of: ClientOf) -> None:
    client, pk = client_of("province"), sample.one("016")
    answer = correct(client, pk, "total_investment", "三千多")
    assert answer.status_code == 409
    assert "请只填一个数字（单位：万元）" in text(answer)
    assert 'value="三千多"' in text(answer) and f'value="{WHY}"' in text(answer)
    assert logged("correct") == []


def test_a_stale_form_is_told_who_was_first(sample: Sample, client_of: ClientOf) -> None:
    pk = sample.one("016")
    correct(client_of("second"), pk, "total_investment", "3,970.00", seen="0")
    answer = correct(client_of("province"), pk, "total_investment", "4,000.00", seen="0")
    assert answer.status_code == 409
    assert "陆知衡刚刚更正过" in text(answer) and 'value="4,000.00"' in text(answer)
    assert value(pk, "total_investment") == 3970.0


@pytest.mark.parametrize("act", ["correct", "reveal", "stage"])
def test_acts_are_staffs_own_and_never_by_address(
    sample: Sample, client_of: ClientOf, act: str
) -> None:
    pk = sample.one("016")
    for key, status in (("expert", 403), ("auditor", 403), ("admin", 403), ("city", 404)):
        assert send(client_of(key), pk, act, key="contact_phone").status_code == status
    assert client_of("province").get(f"/submissions/{pk}/{act}/").status_code == 405


def test_a_phone_is_shown_for_a_reason_and_logged_without_it(
    sample: Sample, client_of: ClientOf
) -> None:
    client, pk, key = client_of("province"), sample.one("016"), "legal_representative_phone"
    without = send(client, pk, "reveal", key=key, reason=" ")
    assert without.status_code == 409 and "13811111755" not in text(without)
    assert "请先写明查看电话的事由" in text(without)
    shown = send(client, pk, "reveal", key=key, reason="电话通知补正")
    assert shown.status_code == 200 and "13811111755" in text(shown)
    (line,) = logged("reveal")
    assert line.detail == {"key": key, "remark": "电话通知补正"}
    assert "13811111755" not in text(client.get(f"/submissions/{pk}/?part=words&key={key}"))


def test_only_phones_are_revealed(sample: Sample, client_of: ClientOf) -> None:
    answer = send(client_of("province"), sample.one("016"), "reveal", key="uscc", reason="看看")
    assert answer.status_code == 409
    assert logged("reveal") == []


def test_a_stage_moves_on_or_says_why_not(sample: Sample, client_of: ClientOf) -> None:
    client, pk = client_of("province"), sample.one("016")
    held = send(client, pk, "stage", stage="correcting", remark="先退回")
    assert held.status_code == 409
    assert "还没有认定为" in text(held) and 'value="先退回"' in text(held)
    assert send(client, pk, "stage", stage="nowhere").status_code == 409
    calm = sample.one("002")
    assert send(client, calm, "stage", stage="reviewing").status_code == 302
    assert "专家评审" in text(client.get(f"/submissions/{calm}/?done=stage"))
    assert [line.detail["after"] for line in logged("stage")] == ["reviewing"]


def test_what_applicants_write_never_becomes_markup(sample: Sample, client_of: ClientOf) -> None:
    from store.models import File

    client, pk = client_of("province"), sample.one("016")
    evil = '"><script>alert(1)</script>{{ 7|add:7 }}'
    for key in ("address", "factory_name", "main_business"):
        assert correct(client, pk, key, evil, reason=evil).status_code == 302
    File.objects.filter(version=version(pk)).update(path=f"{evil}.docx")
    for rest in ("", "?part=words&key=address", "findings/", "text/", "changes/", "log/", "score/"):
        html = client.get(f"/submissions/{pk}/{rest}").content.decode()
        assert "<script>alert" not in html, rest
        assert "&lt;script&gt;" in html, rest


def test_a_forged_key_or_number_opens_nothing(sample: Sample, client_of: ClientOf) -> None:
    client, pk = client_of("province"), sample.one("016")
    for rest in ("?key=../../x", "?part=zzz", "text/?page=-1", "text/?key=%00", "changes/?from=x"):
        assert client.get(f"/submissions/{pk}/{rest}").status_code == 200, rest
    assert client.get(f"/submissions/{pk}/text/?file=999999").status_code == 404
    assert correct(client, pk, "projects.0.name", "x").status_code == 409
    assert correct(client, pk, "total_investment", "1", version="x").status_code == 409


def test_a_resubmission_is_offered_what_was_put_right_before(
    sample: Sample, client_of: ClientOf
) -> None:
    from tests.desk.test_submission_page import again

    client, pk = client_of("province"), sample.one("016")
    correct(client, pk, "total_investment", "3,970.00")
    again(pk, registered_capital=3800.0, total_investment=3920.0)
    page = text(client.get(f"/submissions/{pk}/"))
    assert "现读作" in page and 'value="3,970.00"' in page
    assert value(pk, "total_investment") == 3920.0
    assert correct(client, pk, "total_investment", "3,970.00", seen="0").status_code == 302
    assert "现读作" not in text(client.get(f"/submissions/{pk}/"))


def test_a_phone_written_where_none_belongs_is_masked_too(
    sample: Sample, client_of: ClientOf
) -> None:
    client, pk = client_of("province"), sample.one("016")
    correct(client, pk, "contact", "骆设之 13987654321")
    for rest in ("?part=words", "?part=words&key=contact", "changes/"):
        assert "13987654321" not in text(client.get(f"/submissions/{pk}/{rest}")), rest
