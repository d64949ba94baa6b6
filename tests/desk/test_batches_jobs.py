"""Uploads worked off: through the real flow, with stages, paused, tried again, taken up after a kill."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from routing.roster import example
from tests.desk.batches_kit import PLAN, every, looked_over, sent

if TYPE_CHECKING:
    from flows.desk_jobs import Desk
    from store.models import Upload
    from store.upload_jobs import Job, Stages

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("database", "server")]
ClientOf = Callable[[str], Client]


@pytest.fixture(scope="module")
def server(tables: Path) -> Iterator[None]:
    """Prefect's server for tests, and the fork server before anything starts threads."""
    from flows import workers

    workers.nursery()
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    from flows.desk_jobs import Desk
    from flows.order import Order

    order = Order(
        paths=(),
        originals=settings.LINGTAN.originals,
        scratch=tmp_path,
        export=None,
        roster=example(),
        policy="zj_2025",
        today=date(2026, 11, 20),
        workers=1,
    )
    return Desk(order, settings.LINGTAN.uploads)


def started(client: Client, files: dict[str, bytes], scratch: Path, **more: int) -> str:
    """An upload that was looked over and begun."""
    token = sent(client, files, **more)
    assert looked_over(token, scratch).state == "checked"
    client.post(f"/batches/uploads/{token}/start/")
    return token


def worked(desk: Desk, over: Event | None = None) -> Upload:
    from flows.desk_jobs import work_one

    assert work_one(desk, over or Event())
    return every().latest("pk")


def locked(content: bytes, password: str) -> bytes:
    """A Word file with an opening password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    held = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, held)
    return held.getvalue()


FIRMS = {f"十一月/{name}公司/建设方案.docx": PLAN + name.encode() for name in "甲乙丙"}


def test_an_upload_goes_all_the_way(client_of: ClientOf, desk: Desk, tmp_path: Path) -> None:
    client = client_of("province")
    started(client, {**FIRMS, "十一月/丁公司/说明.docx": b"broken"}, tmp_path)
    upload = worked(desk)
    assert (upload.state, upload.message) == ("done", "")
    through = [upload.stages[name] for name in ("total", "recognised", "read", "assigned", "done")]
    assert through == [4, 4, 4, 4, 4]
    assert upload.stages["failed"] == 1
    assert upload.batch is not None and upload.batch.name == "十一月"
    page = client.get(f"/batches/?batch={upload.batch_id}").content.decode()
    assert "读不了 1" in page
    assert "重试失败 1" in page
    assert page.count("齐全") + page.count("缺 ") >= 3


def test_paused_it_stops_and_goes_on_where_it_was(
    client_of: ClientOf, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store import upload_jobs
    from store.models import Submission

    client = client_of("province")
    token = started(client, FIRMS, tmp_path)
    real = upload_jobs.tell

    def press_pause(job: Job, stages: Stages) -> bool:
        if stages.read == 1:
            client.post(f"/batches/uploads/{token}/pause/")
        return real(job, stages)

    monkeypatch.setattr("flows.crew._LINGER", 0.0)  # each firm is stored by itself
    monkeypatch.setattr(upload_jobs, "tell", press_pause)
    assert worked(desk).state == "paused"
    first = set(Submission.objects.values_list("current", flat=True))
    assert len(first) == 1
    monkeypatch.setattr(upload_jobs, "tell", real)
    client.post(f"/batches/uploads/{token}/start/")
    upload = worked(desk)
    assert (upload.state, upload.stages["read"], upload.stages["total"]) == ("done", 3, 3)
    assert first < set(Submission.objects.values_list("current", flat=True))


def test_a_server_that_goes_gives_the_job_back(
    client_of: ClientOf, desk: Desk, tmp_path: Path
) -> None:
    started(client_of("province"), FIRMS, tmp_path)
    over = Event()
    over.set()
    assert worked(desk, over).state == "queued"


def test_a_killed_workers_job_is_taken_up_again(client_of: ClientOf, tmp_path: Path) -> None:
    from store import upload_jobs

    started(client_of("province"), FIRMS, tmp_path)
    now = timezone.now()
    assert upload_jobs.take(settings.LINGTAN.uploads) is not None
    assert upload_jobs.take(settings.LINGTAN.uploads) is None
    assert upload_jobs.recover(now + timedelta(seconds=30)) == 0
    assert upload_jobs.recover(now + timedelta(seconds=120)) == 1
    assert upload_jobs.take(settings.LINGTAN.uploads) is not None


def test_a_locked_file_is_read_with_the_password_which_is_kept_nowhere(
    client_of: ClientOf, desk: Desk, tmp_path: Path
) -> None:
    from store.models import Audit, Card, File, Submission

    client = client_of("province")
    sealed = locked(PLAN, "芝麻开门7")
    files = {"十一月/甲公司/建设方案.docx": sealed, "十一月/乙公司/建设方案.docx": PLAN}
    token = started(client, files, tmp_path)
    worked(desk)
    one = Submission.objects.get(name="甲公司")
    page = client.get("/batches/").content.decode()
    assert f"/batches/unlock/{one.pk}/" in page
    client.post(f"/batches/unlock/{one.pk}/", {"password": "wrong"})
    assert worked(desk).state == "done"
    assert Card.objects.get(pk=one.pk).closed
    client.post(f"/batches/unlock/{one.pk}/", {"password": "芝麻开门7"})
    keys = settings.LINGTAN.uploads / token / "keys"
    assert keys.stat().st_mode & 0o777 == 0o600
    assert worked(desk).state == "done"
    assert not keys.exists()
    one.refresh_from_db()
    closed = File.objects.filter(version=one.current, outcome="unreadable")
    assert list(closed.values_list("path", "problem_code")) == []
    card = Card.objects.get(pk=one.pk)
    assert (card.closed, card.number, card.unread) == (False, 1, 0)
    assert "芝麻开门7" not in str(list(Audit.objects.values_list("detail", "object")))


def test_corrected_material_becomes_the_second_version(
    client_of: ClientOf, desk: Desk, tmp_path: Path
) -> None:
    from store.models import Card, Submission

    client = client_of("province")
    started(client, {"十一月/甲公司/方案.docx": PLAN, "十一月/乙公司/方案.docx": PLAN}, tmp_path)
    batch = worked(desk).batch_id
    Submission.objects.update(stage="correcting")
    again = {"补正/甲公司/方案.docx": PLAN + b"2", "补正/丙公司/方案.docx": PLAN}
    token = started(client, again, tmp_path / "2", into=batch)
    upload = worked(desk)
    assert (upload.token, upload.batch_id, upload.precheck["again"]) == (token, batch, 1)
    numbers = dict(Card.objects.values_list("submission__name", "number"))
    assert numbers == {"甲公司": 2, "乙公司": 1, "丙公司": 1}
    stages = dict(Submission.objects.values_list("name", "stage"))
    assert (stages["甲公司"], stages["乙公司"]) == ("checking", "correcting")


def test_what_breaks_off_says_so_in_words(
    client_of: ClientOf,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from store import services

    def broken(*_: object) -> None:
        raise RuntimeError("the disk is full")

    client = client_of("province")
    token = started(client, FIRMS, tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(services, "close_batch", broken)
        upload = worked(desk)
    assert upload.state == "failed"
    assert "处理中断" in upload.message and "Error" not in upload.message
    code = re.search(r"编号 (\S+) 告诉系统管理员", upload.message)
    assert code and f"code {code[1]}" in caplog.text
    assert "重试失败" in client.get("/batches/").content.decode()
    client.post(f"/batches/uploads/{token}/retry/")
    assert worked(desk).state == "done"
