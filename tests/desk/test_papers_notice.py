"""The notice: what stands enters, nothing else; in words a firm can act on; marked until confirmed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

import docx
import pytest
from docx.shared import Mm

from schemas.desk import Role, Ruling

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Finding, Paper, Person, Submission
    from store.scopes import Who
    from tests.desk.conftest import Sample

MARK: Final = "系统生成，供参考"
Log = Callable[[str], "Client"]


def me(person: Person) -> Who:
    from store.scopes import Who

    return Who(person.pk, person.name, Role(person.role), person.city)


def faulty(least: int = 3) -> Submission:
    """A submission of the sample with several live errors or warnings."""
    from django.db.models import Count

    from store.models import Finding, Submission

    asking = Finding.objects.filter(live=True, severity__in=("error", "warning"))
    named = asking.exclude(version__factory_name="").values_list("version__submission")
    rows = named.annotate(n=Count("fingerprint", distinct=True)).order_by("version__submission")
    return Submission.objects.get(
        pk=rows.filter(n__gte=least).values_list("version__submission")[:1]
    )


def asking(submission: Submission) -> list[Finding]:
    from store.models import Finding

    live = Finding.objects.filter(live=True, version__submission=submission)
    rows = {row.fingerprint: row for row in live.exclude(severity="info").order_by("-pk")}
    return sorted(rows.values(), key=lambda row: (row.severity, row.rule, row.pk))


def uphold(
    person: Person, submission: Submission, count: int = 2, remark: str = ""
) -> list[Finding]:
    from store import decisions

    chosen = asking(submission)[:count]
    for finding in chosen:
        decisions.decide(me(person), finding.pk, Ruling.UPHELD, remark=remark)
    return chosen


def opened(paper: Paper) -> docx.document.Document:
    from desk.papers import making

    return docx.Document(io.BytesIO(making.content(paper)))


def text_of(paper: Paper) -> str:
    return "\n".join(line.text for line in opened(paper).paragraphs)


def rows_of(paper: Paper) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(paper).tables[-1].rows]


@pytest.mark.usefixtures("sample")
def test_the_list_tells_place_values_clause_fault_and_fix(people: dict[str, Person]) -> None:
    from desk.papers import making

    submission = faulty()
    chosen = uphold(people["province"], submission)
    rows = rows_of(making.notice(me(people["province"]), submission.pk))
    assert rows[0] == ["序号", "位置", "填报内容", "应为/另一处为", "依据", "问题", "最小改法"]
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    for row, finding in zip(rows[1:], chosen, strict=True):
        assert (row[4], row[5], row[6]) == (
            finding.body["citation"],
            finding.message,
            finding.body["fix"],
        )
        assert all(cell.strip() for cell in row)
        evidence = finding.body.get("evidence", ())
        assert not evidence or evidence[0]["where"]["file"] in row[1]


@pytest.mark.usefixtures("sample")
def test_the_officers_own_sentence_stands_in_the_list(people: dict[str, Person]) -> None:
    from desk.papers import making

    submission = faulty()
    uphold(
        people["province"], submission, 1, "请将2024年综合能耗改为<12,850.5>吨标准煤 & {{ firm }}。"
    )
    paper = making.notice(me(people["province"]), submission.pk)
    assert rows_of(paper)[1][5] == "请将2024年综合能耗改为<12,850.5>吨标准煤 & {{ firm }}。"


@pytest.mark.usefixtures("sample")
def test_only_what_stands_is_told(people: dict[str, Person]) -> None:
    """A harmless one, a dismissed one and an upheld one that was taken back stay out."""
    from store import decisions, papers

    submission, who = faulty(4), me(people["province"])
    stays, harmless, dismissed, back = asking(submission)[:4]
    decisions.decide(who, stays.pk, Ruling.UPHELD)
    decisions.decide(who, harmless.pk, Ruling.HARMLESS)
    decisions.decide(who, dismissed.pk, Ruling.DISMISSED, reason="misread")
    decisions.undo(who, decisions.decide(who, back.pk, Ruling.UPHELD).pk)
    seen = papers.preview(who, submission, date(2026, 11, 20))
    assert [item.fault for item in seen.body.items] == [stays.message]
    waiting = dismissed.severity == "error"
    assert (seen.waiting, seen.undecided) == (int(waiting), len(asking(submission)) - 3)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("made", "due"),
    [
        (date(2026, 11, 20), date(2026, 11, 27)),
        (
            date(2026, 9, 29),
            date(2026, 10, 12),
        ),  # the holiday between, and a Saturday that is worked
    ],
)
def test_five_working_days_by_the_chinese_calendar(
    people: dict[str, Person], made: date, due: date
) -> None:
    from store import papers

    assert papers.preview(me(people["province"]), faulty(), made).body.due_on == due


@pytest.mark.usefixtures("sample")
def test_words_and_layout_of_the_letter(people: dict[str, Person]) -> None:
    from desk.papers import making, wording

    submission = faulty()
    uphold(people["province"], submission)
    paper = making.notice(me(people["province"]), submission.pk)
    letter, body = text_of(paper), making.said(paper)
    assert MARK in letter
    assert "申报单位也可书面说明" in letter
    assert f"请于{wording.in_words(body.due_on)}前" in letter  # type: ignore[union-attr]
    assert "{" not in letter
    first = opened(paper).sections[0]
    margins = first.top_margin, first.bottom_margin, first.left_margin, first.right_margin
    assert [round(side / Mm(1)) for side in margins if side] == [37, 35, 28, 26]


@pytest.mark.usefixtures("sample")
def test_named_as_the_office_names_files(people: dict[str, Person]) -> None:
    from desk.papers import making

    submission = faulty()
    uphold(people["province"], submission)
    name = making.notice(me(people["province"]), submission.pk).name
    number, firm, appendix, title = name.split("_")
    assert number == submission.name[:3]
    assert (appendix, title) == ("附件1", "一次性告知（补正）通知书.docx")
    assert submission.current
    assert firm in submission.current.factory_name


@pytest.mark.usefixtures("sample")
def test_without_an_upheld_finding_there_is_no_notice(client_of: Log) -> None:
    answer = client_of("province").post(f"/papers/notice/{faulty().pk}/")
    assert answer.status_code == 409
    assert "不需要发补正通知书" in answer.content.decode()


@pytest.mark.usefixtures("sample")
def test_confirming_takes_the_mark_away_and_is_logged(
    people: dict[str, Person], client_of: Log
) -> None:
    from desk.papers import making
    from store.models import Audit

    submission = faulty()
    uphold(people["province"], submission)
    paper = making.notice(me(people["province"]), submission.pk)
    before = paper.sha256
    client = client_of("second")
    assert client.post(f"/papers/{paper.pk}/confirm/").status_code == 302
    paper.refresh_from_db()
    assert (paper.confirmed_by, paper.sha256 != before) == ("陆知衡", True)
    assert MARK not in text_of(paper)
    assert client.post(f"/papers/{paper.pk}/confirm/").status_code == 409
    steps = Audit.objects.filter(action="paper").order_by("pk").values_list("actor", "detail__step")
    assert list(steps) == [("周予安", "make"), ("陆知衡", "confirm")]


@pytest.mark.usefixtures("sample")
def test_what_changed_meanwhile_must_be_made_again(
    people: dict[str, Person], client_of: Log
) -> None:
    from desk.papers import making
    from store import decisions

    submission = faulty()
    chosen = uphold(people["province"], submission)
    paper = making.notice(me(people["province"]), submission.pk)
    decisions.decide(me(people["second"]), chosen[0].pk, Ruling.HARMLESS)
    answer = client_of("province").post(f"/papers/{paper.pk}/confirm/")
    assert answer.status_code == 409
    assert "请重新生成" in answer.content.decode()
    paper.refresh_from_db()
    assert not paper.confirmed_by


@pytest.mark.usefixtures("sample")
def test_the_preview_shows_what_is_in_the_way(people: dict[str, Person], client_of: Log) -> None:
    submission = faulty()
    (first,) = uphold(people["province"], submission, 1)
    page = client_of("province").get(f"/papers/notice/{submission.pk}/").content.decode()
    assert first.body["fix"][:8] in page
    assert f"还有 {len(asking(submission)) - 1} 条错误或警告没有裁定" in page


@pytest.mark.usefixtures("sample")
def test_papers_are_scoped(sample: Sample, people: dict[str, Person], client_of: Log) -> None:
    from desk.papers import making
    from store.models import Audit, Submission

    submission = Submission.objects.get(pk=sample.one("003"))  # of Hangzhou
    uphold(people["province"], submission, 1)
    paper = making.notice(me(people["province"]), submission.pk)
    place = f"/papers/{paper.pk}/file/"
    answer = client_of("city").get(place)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''0")
    assert Audit.objects.filter(
        action="export", actor="沈若川", object=f"paper:{paper.pk}"
    ).exists()
    for key, status in (("elsewhere", 404), ("expert", 404), ("stranger", 404), ("auditor", 403)):
        assert client_of(key).get(place).status_code == status, key
    for key, status in (("elsewhere", 404), ("expert", 403), ("admin", 403)):
        assert client_of(key).get(f"/papers/notice/{submission.pk}/").status_code == status, key
