"""What somebody does next stands where they are: no page is a dead end, no place is in the file's own counting."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.desk.batches_kit import rows
from tests.desk.findings_kit import page_of, words_of

if TYPE_CHECKING:
    from store.models import Finding
    from tests.desk.conftest import Sample

pytestmark = pytest.mark.usefixtures("database")
ClientOf = Callable[[str], Client]


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def found(sample: Sample, start: str, rule: str) -> Finding:
    from store.models import Finding

    return Finding.objects.get(version__submission=sample.one(start), rule=rule, live=True)


def test_a_firms_page_begins_its_own_queue(client_of: ClientOf, sample: Sample) -> None:
    from store.models import Finding

    client, pk = client_of("province"), sample.one("016")
    own = Finding.objects.filter(version__submission=pk, live=True)
    first = own.filter(severity="error").order_by("pk")[0].pk
    page = shown(client, f"/submissions/{pk}/")
    assert f'href="/findings/{first}/?submission={pk}"' in page
    assert f"开始核对 {own.count()} 条" in page
    assert f"第 1 / {own.count()} 条" in shown(client, f"/findings/{first}/?submission={pk}")


def test_what_was_ruled_on_opens_among_all_of_the_firm(client_of: ClientOf, sample: Sample) -> None:
    client, pk = client_of("province"), sample.one("016")
    ruled = found(sample, "016", "B02")
    said = {"ruling": "upheld", "remark_upheld": "请改正。", "seen": ""}
    assert client.post(f"/findings/{ruled.pk}/decide/", said).status_code == 302
    page = shown(client, f"/submissions/{pk}/findings/")
    assert f'"/findings/{ruled.pk}/?submission={pk}&state=all"' in page
    other = found(sample, "016", "G13")
    assert f'"/findings/{other.pk}/?submission={pk}"' in page


def test_one_batch_can_be_chosen(client_of: ClientOf) -> None:
    rows(2, batch="上半月")
    rows(3, batch="下半月")
    client = client_of("province")
    page = shown(client, "/batches/")
    boxes = re.findall(r'<option value="(\d+)"[^>]*>\d\d-\d\d (\S+)</option>', page)
    assert [name for _, name in boxes] == ["下半月", "上半月"]
    latest = boxes[0][0]
    assert f'href="/batches/?batch={latest}">只看这一批' in page
    narrowed = shown(client, f"/batches/?batch={latest}")
    assert "共 3 家" in narrowed and "看全部批次" in narrowed


def test_a_batch_that_is_not_through_is_not_called_done(client_of: ClientOf) -> None:
    from store.models import Batch

    rows(2)
    Batch.objects.update(finished_at=None)
    assert "尚未处理完" in shown(client_of("province"), "/batches/")


def test_what_narrows_the_list_is_shown_though_nothing_is_left_of_it(client_of: ClientOf) -> None:
    rows(2)
    assert "绍兴（现无）" in shown(client_of("province"), "/batches/?city=绍兴")


def test_a_password_is_asked_for_only_where_it_can_be_tried(
    client_of: ClientOf, sample: Sample
) -> None:
    page = shown(client_of("province"), "/batches/")
    assert "文件设有打开密码" in page
    assert "输入密码" not in page


def test_notices_for_nobody_lead_to_the_findings(client_of: ClientOf) -> None:
    keys = rows(3)
    answer = client_of("province").post("/batches/bulk/", {"step": "notice", "pk": keys})
    page = answer.content.decode()
    assert "选中的 3 家都不需要补正通知" in page and 'href="/findings/"' in page
    assert "生成 0 份" not in page


def test_assigning_tells_apart_who_was_in_charge_before(client_of: ClientOf) -> None:
    from store.models import Submission

    keys = rows(3)
    Submission.objects.filter(pk=keys[0]).update(owner="陆知衡")
    said = {"step": "assign", "keys": ",".join(map(str, keys)), "owner": "陆知衡", "reason": "分工"}
    client = client_of("province")
    assert client.post("/batches/bulk/do/", said).status_code == 302
    assert "已把 2 家分派给陆知衡；另外 1 家原来就由陆知衡负责。" in shown(client, "/batches/")


def test_a_desk_without_people_says_how_to_begin() -> None:
    assert "lingtan user add" in shown(Client(), "/login/")


def test_a_desk_with_people_does_not(client_of: ClientOf) -> None:
    client_of("province")
    assert "lingtan user add" not in shown(Client(), "/login/")


def test_places_are_told_without_the_files_columns(client_of: ClientOf, sample: Sample) -> None:
    client, row = client_of("province"), found(sample, "016", "B02")
    page = words_of(page_of(client, row.pk))
    assert "表1 第5行" in page and "第8列" not in page
    said = {"ruling": "upheld", "seen": ""}
    typed = re.search(r'name="remark_upheld"[^>]*>([^<]*)<', page_of(client, row.pk))
    assert typed and ".docx" not in typed[1] and "校验位应为" in typed[1]
    said["remark_upheld"] = unescape(typed[1])
    assert client.post(f"/findings/{row.pk}/decide/", said).status_code == 302
    notice = words_of(shown(client, f"/papers/notice/{sample.one('016')}/"))
    assert "表1 第5行“统一社会信用代码”" in notice and "第8列" not in notice
    assert (
        notice.count("请对照营业执照逐位核对统一社会信用代码。") == 1
    )  # the fix has its own column


def test_a_whole_file_is_no_figure(client_of: ClientOf, sample: Sample) -> None:
    row = found(sample, "008", "A01")
    page = words_of(page_of(client_of("province"), row.pk))
    assert "同一数值" not in page and "整份文件，没有可以框出的位置" in page


def test_no_assignments_yet_says_when_there_will_be(client_of: ClientOf) -> None:
    client = client_of("province")
    assert "批次核对完后，系统按专业" in shown(client, "/expert/assignments/")
    assert "放宽负责人或专业" in shown(client, "/expert/assignments/?speciality=energy")
