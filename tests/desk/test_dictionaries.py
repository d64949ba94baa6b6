"""The dictionaries at the desk: a list pasted or uploaded, looked at, saved, brought back, exported."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from schemas.lists import ListKind
from schemas.policy import Listed

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.usefixtures("database")
ClientOf = Callable[[str], "Client"]
LIST = "/dictionaries/lists/cultivated/"
SOURCE = "浙经信绿色〔2025〕36号"
LINES = """序号\t企业名称\t统一社会信用代码\t年度
1\t浙江某某化纤有限公司\t91330109MA2B3C4D1C\t2025
2\t浙江错码有限公司\t91330109MA2B3C4D1X\t2025
3\t浙江某某化纤有限公司\t91330109MA2B3C4D1C\t2025

4\t浙江无码有限公司\t\t2025
"""
TWO = (
    Listed("浙江某某化纤有限公司", "91330109MA2B3C4D1C", "2025"),
    Listed("浙江无码有限公司", "", "2025"),
)


def typed(text: str = LINES, **more: Any) -> dict[str, Any]:
    return {"lines": text, "source": SOURCE, "mode": "replace", "seen": "0", **more}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def form_of(answer: Any) -> dict[str, str]:
    """The hidden fields that the form came back with, and its lines."""
    html = answer.content.decode()
    form = html[html.index('id="update"') :]
    found = dict(re.findall(r'type="hidden" name="(seen|mark)" value="([^"]*)"', form))
    return found | {"lines": re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", form, re.S)[0]}


def saved(client: Client, text: str = LINES, **more: Any) -> Any:
    """As somebody does it: previewed, then saved."""
    looked_at = client.post(f"{LIST}preview/", typed(text, **more))
    assert looked_at.status_code == 200
    return client.post(f"{LIST}save/", typed(**form_of(looked_at) | {"lines": text} | more))


def in_force(kind: ListKind = ListKind.CULTIVATED) -> tuple[Listed, ...]:
    from store import lists

    return lists.entries(lists.current(kind))


def test_an_empty_list_says_what_to_do(client_of: ClientOf) -> None:
    told = text_of(client_of("admin").get(LIST))
    assert "培育名单还没有录入" in told and "B23 跳过，不算通过" in told
    assert "由系统管理员录入" in text_of(client_of("auditor").get(LIST))


def test_a_preview_tells_each_line_that_cannot_be_used_and_saves_nothing(
    client_of: ClientOf,
) -> None:
    told = text_of(client_of("admin").post(f"{LIST}preview/", typed()))
    for said in ("可用 2 家", "不能用 2 行", "空行 1", "无信用代码 1 家", "信用代码的校验位不对"):
        assert said in told
    assert "与第2行重复" in told and "保存为第 1 版（2 家）" in told
    assert in_force() == ()


def test_what_was_previewed_is_saved_with_its_source_and_logged(client_of: ClientOf) -> None:
    from store import audit
    from store.models import Audit, ListEdition

    client = client_of("admin")
    assert saved(client)["Location"] == f"{LIST}?new=1"
    assert in_force() == TWO
    edition = ListEdition.objects.get()
    assert (edition.by, edition.source, edition.count) == ("管维", SOURCE, 2)
    told = text_of(client.get(f"{LIST}?new=1"))
    assert "已保存为第 1 版（2 家）" in told and SOURCE in told
    line = Audit.objects.get(action="list")
    assert (line.object, line.detail["count"]) == ("list:cultivated", 2)
    assert audit.verify() is None
    log = text_of(client_of("auditor").get("/log/"))
    assert "维护名单" in log and f"出处 {SOURCE}" in log


def test_nothing_is_saved_that_was_not_looked_at(client_of: ClientOf) -> None:
    client = client_of("admin")
    answer = client.post(f"{LIST}save/", typed())
    assert answer.status_code == 409 and "内容又改过" in text_of(answer)
    assert in_force() == ()
    again = client.post(f"{LIST}save/", typed(**form_of(answer)))
    assert again.status_code == 302 and in_force() == TWO


def test_a_saving_without_its_source_keeps_what_was_typed(client_of: ClientOf) -> None:
    client = client_of("admin")
    looked_at = form_of(client.post(f"{LIST}preview/", typed()))
    answer = client.post(f"{LIST}save/", typed(**looked_at, source=" "))
    assert answer.status_code == 409 and "请填写名单的出处" in text_of(answer)
    assert form_of(answer)["lines"] == LINES


def test_two_administrators_at_once(client_of: ClientOf) -> None:
    first, second = client_of("admin"), client_of("admin")
    mine = form_of(first.post(f"{LIST}preview/", typed("浙江先到有限公司\t\t2024")))
    theirs = form_of(second.post(f"{LIST}preview/", typed()))
    assert first.post(f"{LIST}save/", typed(**mine)).status_code == 302
    late = second.post(f"{LIST}save/", typed(**theirs))
    told = text_of(late)
    assert late.status_code == 409 and "管维刚刚保存了培育名单第1版" in told
    assert "减少 1 家" in told and "不再在名单上：浙江先到有限公司" in told
    assert form_of(late)["lines"] == LINES
    assert second.post(f"{LIST}save/", typed(**form_of(late))).status_code == 302
    assert in_force() == TWO


def test_more_firms_put_to_those_that_are_there(client_of: ClientOf) -> None:
    client = client_of("admin")
    saved(client)
    more = "浙江第三家有限公司 2026\n浙江无码有限公司 2026 已退出"
    assert saved(client, more, mode="add").status_code == 302
    assert in_force() == (
        TWO[0],
        Listed("浙江无码有限公司", "", "2026", "已退出"),
        Listed("浙江第三家有限公司", "", "2026"),
    )


def test_an_older_edition_is_shown_brought_back_and_the_list_emptied(client_of: ClientOf) -> None:
    client = client_of("admin")
    saved(client)
    saved(client, "浙江第三家有限公司\t\t2026")
    told = text_of(client.get(f"{LIST}1/"))
    assert "新增 2 家、改动 0 家、减少 1 家" in told and "恢复为第 3 版" in told
    assert "恢复为" not in text_of(client_of("auditor").get(f"{LIST}1/"))
    assert client.post(f"{LIST}1/restore/", {"seen": 1}).status_code == 409
    assert client.post(f"{LIST}1/restore/", {"seen": 2}).status_code == 302
    assert in_force() == TWO
    assert client.post(f"{LIST}clear/", {"seen": 3, "source": ""}).status_code == 409
    assert client.post(f"{LIST}clear/", {"seen": 3, "source": "误传"}).status_code == 302
    assert in_force() == ()
    assert "培育名单已清空" in text_of(client.get(LIST))


def test_the_exported_workbook_can_be_uploaded_again(client_of: ClientOf) -> None:
    from store.models import Audit

    client = client_of("admin")
    saved(client, f'{LINES}5\t=HYPERLINK("http://x")有限公司\t\t2025')
    book = client.get(f"{LIST}1/export/")
    assert "filename*=UTF-8''" in book["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None and {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
    }
    assert Audit.objects.filter(action="export", object="list:cultivated").count() == 1
    file = SimpleUploadedFile("名单.xlsx", book.content)
    told = text_of(client.post(f"{LIST}preview/", typed("", book=file)))
    assert "可用 3 家" in told and "完全相同，不需要保存" in told


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_either_encoding(client_of: ClientOf, encoding: str) -> None:
    file = SimpleUploadedFile("名单.csv", LINES.replace("\t", ",").encode(encoding))
    answer = client_of("admin").post(f"{LIST}preview/", typed("", book=file))
    assert "可用 2 家" in text_of(answer)
    assert "91330109MA2B3C4D1C" in form_of(answer)["lines"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名单.pdf", b"%PDF-1.4\nnothing", "没有读出名单"),
        ("名单.xlsx", b"PK\x03\x04 torn", "没有读出名单"),
        ("名单.docx", b"just words", "没有读出名单"),
        ("空.csv", b"", "空"),
    ],
)
def test_a_file_that_is_no_list_ends_in_a_sentence(
    client_of: ClientOf, name: str, content: bytes, said: str
) -> None:
    answer = client_of("admin").post(
        f"{LIST}preview/", typed("", book=SimpleUploadedFile(name, content), since="2025")
    )
    assert answer.status_code == 409 and said in text_of(answer)
    assert 'value="2025"' in answer.content.decode()


def test_several_sheets_are_asked_back_and_empty_ones_do_not_count(client_of: ClientOf) -> None:
    client = client_of("admin")
    for filled, said in (
        (("2024", "2025"), "有2张有内容的工作表（2024、2025）"),
        (("2025",), "可用 2 家"),
    ):
        book = openpyxl.Workbook()  # has an empty sheet of its own
        for title in filled:
            sheet = book.create_sheet(title)
            for line in LINES.splitlines():
                sheet.append(line.split("\t"))
        made = io.BytesIO()
        book.save(made)
        file = SimpleUploadedFile("名单.xlsx", made.getvalue())
        assert said in text_of(client.post(f"{LIST}preview/", typed("", book=file)))


def test_lines_and_a_file_at_once_are_asked_back(client_of: ClientOf) -> None:
    file = SimpleUploadedFile("名单.csv", LINES.encode())
    answer = client_of("admin").post(f"{LIST}preview/", typed(book=file))
    assert answer.status_code == 409 and "以哪个为准" in text_of(answer)
    assert form_of(answer)["lines"] == LINES


@pytest.mark.parametrize("address", ["preview", "save"])
@pytest.mark.parametrize("size", [3, 50])
def test_a_paste_that_is_too_large_ends_in_a_sentence(
    client_of: ClientOf, address: str, size: int
) -> None:
    answer = client_of("admin").post(f"{LIST}{address}/", typed("字" * (size * 350_000)))
    assert answer.status_code == 413 and "后退" in text_of(answer)


def test_a_form_without_its_token_saves_nothing(client_of: ClientOf, people: Any) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(people["admin"], "django.contrib.auth.backends.ModelBackend")
    for address in ("preview/", "save/", "clear/", "1/restore/"):
        assert client.post(f"{LIST}{address}", typed()).status_code == 403
    assert in_force() == ()


@pytest.mark.parametrize(
    ("page", "asked", "holds", "lacks"),
    [
        ("fields", "综合能源消费量", "energy_consumption", "profit"),
        ("fields", "MODEL", "设备型号", "工厂名称"),
        ("figures", "规模体量", "50,000", "建设周期最长"),
        ("questions", "余能", "按种类", "四舍五入"),
        ("rules", "B23", "现在跳过：培育名单还没有录入", "C04"),
    ],
)
def test_what_is_looked_up(
    client_of: ClientOf, page: str, asked: str, holds: str, lacks: str
) -> None:
    for role in ("admin", "auditor"):
        told = text_of(client_of(role).get(f"/dictionaries/{page}/", {"q": asked}))
        assert holds in told and lacks not in told
    assert "没有找到" in text_of(
        client_of("admin").get(f"/dictionaries/{page}/", {"q": "没有这个词"})
    )


def test_rules_by_their_level(client_of: ClientOf) -> None:
    from validators.catalogue import modules

    told = text_of(client_of("auditor").get("/dictionaries/rules/", {"severity": "info"}))
    count = sum(module.RULE.severity == "info" for module in modules())
    assert f"{count} / {len(modules())} 条规则" in told
    assert (
        "提示" in told
        and client_of("auditor").get("/dictionaries/rules/?severity=x").status_code == 200
    )


def test_every_figure_of_the_policy_has_its_words() -> None:
    from desk.dictionaries import figures
    from schemas.policy import PlanPeriod, Scoring, edition

    assert list(figures._SCORING) == list(Scoring.__struct_fields__)
    assert list(figures._PERIOD) == list(PlanPeriod.__struct_fields__)
    told = figures.figures(edition())
    assert len(told) == 2 + 6 + 13 + 5 + 12 + 5
    assert all(one.value and one.clause for one in told)


def test_every_field_and_question_is_there() -> None:
    from desk.dictionaries import reference
    from schemas.fields import ALL_FIELDS, TABLES
    from schemas.policy import edition

    assert len(reference.fields()) == len(ALL_FIELDS) + sum(map(len, TABLES.values()))
    assert len(reference.questions(edition())) == len(edition().open_questions)
