"""Opinions: on findings through the expert's own scope, on the plan as drafts and once for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.desk.test_expert_statement import clear, first
from tests.desk.test_papers_notice import me, opened, rows_of, text_of

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Finding, Person

Log = Callable[[str], "Client"]
FORM = {
    "goal": "目标合理。",
    "technology": "技术先进。",
    "feasibility": "基本可行。",
    "conclusion": "revise",
    "remark": "<补充绿电协议>",
}
pytestmark = pytest.mark.usefixtures("sample")


def own(person: Person, pk: int) -> Finding:
    from store.models import Finding

    mine = Finding.objects.filter(live=True, version__submission=pk, reader=person.name)
    found = mine.exclude(severity="info").order_by("pk").first()
    assert found
    return found


def test_a_draft_is_kept_and_changed_until_it_is_submitted(
    people: dict[str, Person], client_of: Log
) -> None:
    from store.models import Opinion

    pk, client = first(people["expert"]), client_of("expert")
    clear(client, pk)
    place = f"/expert/{pk}/opinion/"
    client.post(place, {"goal": "初稿", "seen": "0", "step": "draft"})
    draft = Opinion.objects.get()
    assert (draft.goal, draft.submitted) == ("初稿", False)
    assert "初稿" in client.get(f"/expert/{pk}/").content.decode()
    assert client.post(place, FORM | {"seen": draft.pk, "step": "submit"}).status_code == 302
    done = Opinion.objects.order_by("pk").last()
    assert done
    assert (done.submitted, done.conclusion, done.person_id) == (
        True,
        "revise",
        people["expert"].pk,
    )
    again = client.post(place, FORM | {"seen": done.pk, "step": "submit"})
    assert again.status_code == 409
    assert "提交后不能再改" in again.content.decode()
    assert Opinion.objects.count() == 2


def test_a_stale_save_is_refused_and_loses_nothing(
    people: dict[str, Person], client_of: Log
) -> None:
    pk, client = first(people["expert"]), client_of("expert")
    clear(client, pk)
    place = f"/expert/{pk}/opinion/"
    client.post(place, {"goal": "先保存的", "seen": "0", "step": "draft"})
    answer = client.post(place, {"goal": "后保存的", "seen": "0", "step": "draft"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "在别的页面里保存过" in page
    assert "后保存的</textarea>" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"technology": " "}, "“技术领先性”"),
        ({"conclusion": ""}, "评审结论"),
        ({"conclusion": "maybe"}, "评审结论"),
        ({"goal": "长" * 4001}, "超过4000字"),
    ],
)
def test_what_is_not_complete_is_not_submitted(
    people: dict[str, Person], client_of: Log, changes: dict[str, str], words: str
) -> None:
    pk, client = first(people["expert"]), client_of("expert")
    clear(client, pk)
    answer = client.post(f"/expert/{pk}/opinion/", FORM | changes | {"seen": "0", "step": "submit"})
    assert answer.status_code == 409
    assert words in answer.content.decode()


def test_a_finding_is_judged_through_the_experts_scope(
    people: dict[str, Person], client_of: Log
) -> None:
    from store.models import Decision

    person, client = people["expert"], client_of("expert")
    pk = first(person)
    finding = own(person, pk)
    place = f"/expert/{pk}/findings/{finding.pk}/"
    assert client.post(place, {"ruling": "upheld"}).status_code == 404  # no statement yet
    clear(client, pk)
    wrong = client.post(place, {"ruling": "dismissed", "remark": "写过的话", "seen": "0"})
    assert wrong.status_code == 409
    assert "写过的话" in wrong.content.decode()
    said = client.post(place, {"ruling": "upheld", "remark": "确有出入", "seen": "0"})
    assert said.status_code == 302
    assert f"#f{finding.pk}" not in said["Location"]  # on to the next one
    decision = Decision.objects.get()
    assert (decision.by, decision.ruling, decision.remark) == (person.name, "upheld", "确有出入")
    stale = client.post(place, {"ruling": "harmless", "seen": "0"})
    assert stale.status_code == 409
    assert client_of("stranger").post(place, {"ruling": "upheld"}).status_code == 404


def test_the_form_says_what_was_said(people: dict[str, Person], client_of: Log) -> None:
    from desk.papers import making
    from store import decisions
    from store.models import Paper

    person, client = people["expert"], client_of("expert")
    pk = first(person)
    assert client.post(f"/papers/opinion/{pk}/").status_code == 404
    clear(client, pk)
    assert client.post(f"/papers/opinion/{pk}/").status_code == 409
    finding = own(person, pk)
    decisions.decide(me(person), finding.pk, "harmless", remark="不影响结论")
    client.post(f"/expert/{pk}/opinion/", FORM | {"seen": "0", "step": "submit"})
    assert client.post(f"/papers/opinion/{pk}/").status_code == 302
    paper = Paper.objects.get()
    assert "_附件2_专家评审意见表" in paper.name
    cells = [cell.text for row in opened(paper).tables[0].rows for cell in row.cells]
    for words in (FORM["goal"], FORM["technology"], FORM["feasibility"], FORM["remark"]):
        assert words in cells
    assert "☐通过　☑修改后通过　☐不通过" in cells
    line = next(row for row in rows_of(paper) if finding.message in row)
    assert line[3:] == ["属实·不影响", "不影响结论"]
    assert "专家签字：" in text_of(paper)
    assert making.said(paper).expert == person.name  # type: ignore[union-attr]
    assert client_of("stranger").get(f"/papers/{paper.pk}/file/").status_code == 404
