"""企业材料: every tab says what is stored, to whom it may, in a fixed number of queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs

from schemas.policy import edition
from validators.catalogue import judge

if TYPE_CHECKING:
    from django.test import Client

    from tests.desk.conftest import Sample

TABS = ("", "findings/", "score/", "changes/", "text/", "papers/", "log/")
ClientOf = Callable[[str], "Client"]


def page(client: Client, pk: int, rest: str = "") -> str:
    answer = client.get(f"/submissions/{pk}/{rest}")
    assert answer.status_code == 200, rest
    return unescape(answer.content.decode())


def words(html: str) -> str:
    """What stands on the page, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def row(html: str, label: str) -> str:
    """The table row that begins with a label."""
    return words(next(part for part in html.split("<tr") if f">{label}</a>" in part))


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_for_every_submission(
    sample: Sample, client_of: ClientOf, tab: str
) -> None:
    client = client_of("province")
    for pk in sample.submissions.values():
        page(client, pk, tab)


def test_the_top_says_whose_it_is_and_whether_the_code_is_sound(
    sample: Sample, client_of: ClientOf
) -> None:
    client = client_of("province")
    wrong = words(page(client, sample.one("016")))
    assert "浙江岑禾铜业科技有限公司" in wrong
    assert "校验码应为G" in wrong
    assert "台州市" in wrong and "铜压延加工 3251" in wrong and "第 1 次提交" in wrong
    assert "校验码正确" in words(page(client, sample.one("014")))


def test_wrong_rows_come_first_with_both_values(sample: Sample, client_of: ClientOf) -> None:
    html = page(client_of("province"), sample.one("016"))
    assert html.index("能耗量（实施成效）") < html.index("工业总产值（2024年）")
    assert "G13" in row(html, "单位产品（工业增加值）能耗量（实施成效）")
    output = row(html, "工业总产值（2024年）")
    assert "654,000.00 654,037.38 取整 万元" in output and "共 3 处" in output
    assert "16,762.60 16,762.60 0 吨标准煤" in row(html, "年综合能耗（2024年）")


def test_only_the_disputed_figure_is_red(sample: Sample, client_of: ClientOf) -> None:
    """G13 disputes the rate; what it was before and after is only what the rate is computed from."""
    from desk.submissions import figures, opened
    from schemas.desk import Role
    from store.models import Finding, Submission
    from store.scopes import Who

    submission = Submission.objects.get(pk=sample.one("016"))
    assert submission.current
    me = Who(1, "周予安", Role.PROVINCE)
    shown = opened.Shown(me, submission, submission.current)
    g13 = Finding.objects.get(version=submission.current, rule="G13")
    lines = [one for group in figures.numeric(shown) for one in group.lines]
    about = {one.key: one.disputed for one in lines if g13.pk in {row.pk for row in one.codes}}
    assert {key.rpartition(".")[2]: red for key, red in about.items()} == {
        "before": False,
        "after": False,
        "effect": True,
    }


def test_a_converted_figure_keeps_its_printed_unit_beside_it(
    sample: Sample, client_of: ClientOf
) -> None:
    capital = page(client_of("province"), sample.one("016"), "?part=words&key=registered_capital")
    assert "3,700.00" in capital and "叁仟柒佰万元整" in capital


def test_files_say_what_became_of_them_and_what_is_missing(
    sample: Sample, client_of: ClientOf
) -> None:
    client = client_of("province")
    locked = words(page(client, sample.one("014")))
    assert "读不了" in locked and "请取消密码后重新提交" in locked
    assert "按附件保存，不参与数据核对" in locked
    blank = words(page(client, sample.one("011")))
    assert re.search(r"自我评价（附件1） *缺", blank)
    assert "请补交建设方案" in words(page(client, sample.one("008")))


def test_findings_stand_in_groups_with_what_was_decided(
    sample: Sample, client_of: ClientOf
) -> None:
    from store import decisions
    from store.models import Finding
    from store.scopes import Who

    pk = sample.one("016")
    finding = Finding.objects.get(version__submission=pk, rule="B02")
    decisions.decide(Who(1, "周予安", _province()), finding.pk, "upheld")
    html = page(client_of("province"), pk, "findings/")
    assert f"/findings/{finding.pk}/" in html
    assert html.index("主体身份") < html.index("文件与解析")
    assert "属实·须补正" in words(html)
    errors = words(page(client_of("province"), pk, "findings/?severity=error"))
    assert "B02" in errors and "M11" not in errors


def _province() -> Any:
    from schemas.desk import Role

    return Role.PROVINCE


def test_the_score_sets_claim_beside_recomputation(sample: Sample, client_of: ClientOf) -> None:
    html = page(client_of("province"), sample.one("003"), "score/")
    assert len(re.findall(r"key=self_evaluation\.", html)) == 14
    assert "8 3.4 4.53 自评偏低" in row(html, "可再生能源使用")
    assert "专家评定" in row(html, "碳管理")
    assert "自评 48.25 分" in words(html)


def test_the_text_is_shown_with_its_place_lit_and_phones_masked(
    sample: Sample, client_of: ClientOf
) -> None:
    html = page(client_of("province"), sample.one("016"), "text/?key=uscc")
    assert re.search(r'class="[^"]*lit"[^>]*id="at">91331081MARAM39N91<', html)
    assert "138****1755" in html and "13811111755" not in html


def test_no_tab_gives_a_phone_away(sample: Sample, client_of: ClientOf) -> None:
    client = client_of("province")
    for tab in (*TABS, "?part=words", "?part=words&key=legal_representative_phone"):
        assert "13811111755" not in page(client, sample.one("016"), tab), tab


def again(pk: int, **changes: float) -> None:
    """The submission handed in once more with other values in its form."""
    from schemas.submission import Submission as Understood
    from store import services
    from store.bodies import unpack
    from store.models import Submission

    stored = Submission.objects.select_related("current").get(pk=pk)
    assert stored.current is not None
    read = unpack(stored.current.body, Understood)
    fields = dict(read.fields)
    for key, value in changes.items():
        name = key.replace("__", ".")
        fields[name] = structs.replace(fields[name], value=value, raw=str(value), decimals=2)
    new = structs.replace(read, fields=fields)
    services.save_processed(
        stored.batch_id, new, judge(new, edition()), (), digest="again", engine="test"
    )


def test_a_resubmission_shows_what_changed_and_what_changed_unasked(
    sample: Sample, client_of: ClientOf
) -> None:
    pk = sample.one("016")
    again(pk, energy_intensity__effect=8.65, registered_capital=3800.0)
    whole = words(page(client_of("province"), pk, "changes/"))
    assert "已改正 1 条，仍存在 3 条，新出现 1 条" in whole
    html = whole.partition("按要求改动的 1 项。")[2]
    still, fresh, silent, fixed = (
        html.index(word) for word in ("仍存在 3", "新出现 1", "未经指出而改动的数值 1", "已改正 1")
    )
    assert still < fresh < silent < fixed
    assert "注册资本： 3,700.00 → 3,800.00 万元" in html[silent:fixed]
    assert "G13" in html[fixed:] and "B02" in html[still:fresh]


def test_the_log_of_a_submission_is_in_words(sample: Sample, client_of: ClientOf) -> None:
    client, pk = client_of("province"), sample.one("016")
    page(client, pk)
    page(client, pk, "text/")
    said = words(page(client, pk, "log/"))
    assert "周予安 查看企业材料 第1次提交" in said
    assert "周予安 查看文件 浙江岑禾铜业科技有限公司零碳工厂建设方案.docx" in said


@pytest.mark.parametrize("tab", TABS)
def test_others_are_told_that_there_is_no_such_page(
    sample: Sample, client_of: ClientOf, tab: str
) -> None:
    taizhou = sample.one("016")
    for key in ("city", "elsewhere", "stranger"):
        expected = 403 if (key, tab) == ("stranger", "log/") else 404
        assert client_of(key).get(f"/submissions/{taizhou}/{tab}").status_code == expected
    assert client_of("city").get(f"/submissions/{sample.one('001')}/{tab}").status_code == 200
    assert client_of("province").get(f"/submissions/999999/{tab}").status_code == 404
    for key in ("auditor", "admin"):
        assert client_of(key).get(f"/submissions/{taizhou}/{tab}").status_code == 403


def test_an_expert_sees_their_own_desk_and_only_after_the_statement(
    sample: Sample, people: dict[str, Any], client_of: ClientOf
) -> None:
    from django.utils import timezone

    from store.models import Assignment, Statement

    expert = people["expert"]
    mine = Assignment.objects.filter(expert=expert.name).order_by("pk")
    row_ = next(one for one in mine if one.version.findings.exclude(speciality=one.speciality))
    pk = row_.version.submission_id
    client = client_of("expert")
    assert client.get(f"/submissions/{pk}/").status_code == 404
    Statement.objects.create(person=expert, submission_id=pk, tied=False, at=timezone.now())
    html = page(client, pk, "findings/")
    shown = set(re.findall(r"/findings/(\d+)/", html))
    own = row_.version.findings.filter(
        speciality__in=mine.filter(version=row_.version).values("speciality")
    )
    assert shown == {str(one) for one in own.values_list("pk", flat=True)}
    assert not any(word in html for word in ("变更环节", "操作记录", "开始核对"))
    assert client.get(f"/submissions/{pk}/log/").status_code == 403
    Statement.objects.create(person=expert, submission_id=pk, tied=True, at=timezone.now())
    assert client.get(f"/submissions/{pk}/").status_code == 404


@pytest.fixture
def counted() -> Iterator[Callable[[Client, str], int]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    yield count


@pytest.mark.parametrize("tab", TABS)
def test_the_number_of_queries_does_not_grow(
    sample: Sample, client_of: ClientOf, counted: Callable[[Client, str], int], tab: str
) -> None:
    client = client_of("province")
    few, many = (f"/submissions/{sample.one(one)}/{tab}" for one in ("002", "011"))
    for address in (few, many):
        client.get(address)
    assert counted(client, many) <= counted(client, few) + 1
    assert counted(client, many) <= 24


def test_a_long_list_is_shown_around_the_row_in_question() -> None:
    from desk.submissions.original import _table
    from schemas.document import Cell, Table
    from schemas.place import SheetCell

    rows = tuple(
        (Cell(i, 0, f"第{i + 1}台", SheetCell("附表.xlsx", "设备", f"A{i + 1}")),)
        for i in range(2000)
    )
    table = Table(rows, SheetCell("附表.xlsx", "设备", "A1"))
    part = _table(table, SheetCell("附表.xlsx", "设备", "A1500"), None)
    assert [box.text for (box,) in part.grid if box.lit] == ["第1500台"]
    assert (len(part.grid), part.left) == (300, 1700)
    assert _table(table, None, None).grid[0][0].text == "第1台"
