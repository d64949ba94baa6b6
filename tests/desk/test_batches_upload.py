"""Handing in over the web: bounded, piece by piece, looked over; bad input refused in words."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fixtures.archives import packed
from tests.desk.batches_kit import JSON, PLAN, announce, every, kept, looked_over, piece, rows, sent

if TYPE_CHECKING:
    from store.models import Person

pytestmark = pytest.mark.usefixtures("database")
TWO_GB = 2 << 30
ClientOf = Callable[[str], Client]


def test_an_announced_package_over_two_gigabytes_is_refused_and_nothing_kept(
    client_of: ClientOf,
) -> None:
    answer = announce(client_of("province"), {"全省.zip": TWO_GB + 1})
    assert answer.status_code == 413
    assert "不能超过 2 GB" in answer.json()["sentence"]
    assert not every().exists()


@pytest.mark.parametrize(
    "address",
    ["/batches/uploads/", "/batches/uploads/x/pieces/0/0/", "/batches/upload/"],
)
def test_a_header_of_two_gigabytes_is_refused_before_a_byte_is_read(
    client_of: ClientOf, address: str
) -> None:
    answer = client_of("province").post(
        address, b"", "application/octet-stream", CONTENT_LENGTH=str(TWO_GB + 1)
    )
    assert answer.status_code == 413
    assert "不能超过 2 GB" in answer.content.decode()
    assert not every().exists()


def test_a_piece_that_runs_over_what_was_announced_is_refused(client_of: ClientOf) -> None:
    client = client_of("province")
    token = announce(client, {"a.zip": 4}).json()["token"]
    assert piece(client, token, 0, 0, b"12345678").status_code == 413
    assert piece(client, token, 7, 0, b"1234").json()["code"] == "no_file"


@pytest.mark.parametrize("body", [b"", b"{", b'{"files": 3}', b'{"files": [{"path": 1}]}', b"[]"])
def test_a_list_that_is_none_is_refused_in_words(client_of: ClientOf, body: bytes) -> None:
    answer = client_of("province").post("/batches/uploads/", body, "application/json", headers=JSON)
    assert answer.status_code == 409
    assert "重新选择文件" in answer.json()["sentence"]


def test_an_empty_choice_is_refused_in_words(client_of: ClientOf) -> None:
    client = client_of("province")
    assert "没有选到任何文件" in announce(client, {}).json()["sentence"]
    plain = client.post("/batches/upload/", {})
    assert plain.status_code == 409
    assert "没有选到任何文件" in plain.content.decode()


def test_somebody_elses_or_a_made_up_token_is_not_found(client_of: ClientOf) -> None:
    token = announce(client_of("province"), {"a.zip": 4}).json()["token"]
    other = client_of("city")
    for name in (token, "forged", "..", "%2e%2e"):
        assert piece(other, name, 0, 0, b"1234").status_code == 404
    for step in ("start", "pause", "retry", "discard", "received"):
        assert other.post(f"/batches/uploads/{token}/{step}/").status_code == 404
    # Not even the province writes into what another is sending.
    assert piece(client_of("second"), token, 0, 0, b"1234").status_code == 404


@pytest.mark.parametrize("role", ["expert", "auditor", "admin"])
def test_nobody_but_staff_hands_in(client_of: ClientOf, role: str) -> None:
    client = client_of(role)
    assert announce(client, {"a.zip": 4}).status_code == 403
    assert client.get("/batches/").status_code == 403


def test_without_the_forms_token_nothing_is_taken(people: dict[str, Person]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["province"], "django.contrib.auth.backends.ModelBackend")
    assert announce(client, {"a.zip": 4}).status_code == 403
    file = SimpleUploadedFile("a.zip", b"1234")
    assert client.post("/batches/upload/", {"files": file}).status_code == 403
    assert not every().exists()


def test_what_has_not_come_whole_is_not_begun(client_of: ClientOf) -> None:
    client = client_of("province")
    token = announce(client, {"a.zip": 4, "b.zip": 2}).json()["token"]
    piece(client, token, 0, 0, b"1234")
    answer = client.post(f"/batches/uploads/{token}/received/", headers=JSON)
    assert "还有 1 个文件没有传完" in answer.json()["sentence"]
    assert every().get().state == "receiving"


def test_a_folder_keeps_its_paths_under_cleaned_names(client_of: ClientOf) -> None:
    sent(client_of("province"), {"十一月/../甲/方案?.docx": b"1", "十一月/甲/方案_.docx": b"22"})
    assert sorted(kept()) == ["十一月/甲/方案_-2.docx", "十一月/甲/方案_.docx"]


def test_the_plain_form_takes_files_too(client_of: ClientOf) -> None:
    file = SimpleUploadedFile("十一月.zip", b"1234")
    answer = client_of("province").post("/batches/upload/", {"files": file})
    assert answer.status_code == 302
    assert every().get().state == "checking"
    assert kept() == ["十一月.zip"]


def test_gbk_names_in_an_archive_are_read_right(client_of: ClientOf, tmp_path: Path) -> None:
    content = packed(
        [("甲化纤有限公司/建设方案.docx", PLAN), ("甲化纤有限公司/说明.rar", b"Rar!\x1a\x07\x00")],
        gbk=True,
    )
    upload = looked_over(sent(client_of("province"), {"批次.zip": content}), tmp_path)
    assert upload.state == "checked"
    assert (upload.precheck["firms"], upload.precheck["files"]) == (1, 2)
    assert upload.precheck["unsupported"] == 1
    assert upload.precheck["troubles"][0]["path"] == "说明.rar"


def test_the_precheck_counts_before_anything_is_read(client_of: ClientOf, tmp_path: Path) -> None:
    files = {
        "十一月/甲/建设方案.docx": PLAN,
        "十一月/乙/建设方案.docx": PLAN,
        "十一月/乙/建设方案 副本.docx": PLAN,
        "十一月/丙/空.docx": b"",
        "十一月/丙/附表.xlsx": b"no workbook",
    }
    client = client_of("province")
    upload = looked_over(sent(client, files), tmp_path)
    found = upload.precheck
    assert (found["firms"], found["files"], found["repeated"]) == (3, 5, 2)
    assert (found["bare"], found["no_plan"], found["closed"]) == (2, 1, 2)
    page = client.get("/batches/").content.decode()
    assert "识别到 <b>3</b> 家、<b>5</b> 个文件；重复 <b>2</b>；缺附件 <b>2</b>" in page
    assert "开始处理" in page


def test_a_zip_bomb_is_refused_and_not_kept(client_of: ClientOf, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("方案.docx", bytes(64 << 20))
    client = client_of("province")
    upload = looked_over(sent(client, {"批次.zip": bomb.read_bytes()}), tmp_path / "scratch")
    assert (upload.state, kept()) == ("failed", [])
    assert "重新打包" in upload.message
    assert upload.message in client.get("/batches/").content.decode()


def test_two_uploads_of_the_same_path_are_two_uploads(client_of: ClientOf) -> None:
    client = client_of("province")
    first = sent(client, {"批次.zip": b"1234"})
    second = sent(client, {"批次.zip": b"5678"})
    assert first != second
    assert kept() == ["批次.zip", "批次.zip"]


def test_a_cancelled_upload_leaves_nothing_but_its_line_in_the_log(
    client_of: ClientOf, tmp_path: Path
) -> None:
    from store.models import Audit

    client = client_of("province")
    upload = looked_over(sent(client, {"甲/建设方案.docx": PLAN}), tmp_path)
    client.post(f"/batches/uploads/{upload.token}/discard/")
    assert not every().exists()
    assert not (settings.LINGTAN.uploads / upload.token).exists()
    steps = [line.detail.get("step", "open") for line in Audit.objects.filter(action="upload")]
    assert steps == ["open", "discard"]


def test_steps_that_do_not_fit_the_state_are_refused_in_words(client_of: ClientOf) -> None:
    client = client_of("province")
    token = sent(client, {"批次.zip": b"1234"})
    answer = client.post(f"/batches/uploads/{token}/start/")
    assert answer.status_code == 409
    assert "现在是“识别中”" in answer.content.decode()
    assert piece(client, token, 0, 0, b"1234").status_code == 409


def test_what_was_broken_off_is_forgotten_after_a_day(client_of: ClientOf) -> None:
    from store import upload_jobs

    client = client_of("province")
    token = announce(client, {"a.zip": 4}).json()["token"]
    piece(client, token, 0, 0, b"12")
    folder, begun = settings.LINGTAN.uploads, every().get().at
    assert upload_jobs.forget_abandoned(folder, begun + timedelta(hours=23)) == 0
    assert upload_jobs.forget_abandoned(folder, begun + timedelta(hours=25)) == 1
    assert not (folder / token).exists()


def test_a_city_corrects_only_batches_of_its_own(client_of: ClientOf) -> None:
    from store.models import Batch, Card

    rows(2, batch="杭州一批", city="杭州"), rows(2, batch="宁波一批", city="宁波")
    mixed = rows(2, batch="全省一批", city="杭州")
    Card.objects.filter(pk=mixed[0]).update(city="宁波")
    keys = dict(Batch.objects.values_list("name", "pk"))
    city = client_of("city")
    assert announce(city, {"a.zip": 4}, into=keys["杭州一批"]).status_code == 200
    for name in ("宁波一批", "全省一批"):
        assert announce(city, {"a.zip": 4}, into=keys[name]).json()["code"] == "no_batch"
        assert announce(client_of("province"), {"a.zip": 4}, into=keys[name]).status_code == 200
    shown = city.get("/batches/").content.decode()
    assert "补到：杭州一批" in shown
    assert "补到：全省一批" not in shown
    assert announce(city, {"a.zip": 4}, into=10**15).json()["code"] == "no_batch"
