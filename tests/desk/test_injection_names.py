"""Names that people and files bring: on pages as text, in headers tamed, in papers as words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from schemas.desk import Role

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Person
    from tests.desk.conftest import Sample

    ClientOf = Callable[[str], Client]

pytestmark = pytest.mark.slow

MARK: Final = "zQx8"
PAYLOADS: Final = {
    "script": f"<script>{MARK}</script>",
    "attribute": f'"><img src=x onerror={MARK}>',
    "onload": f"<svg onload={MARK}>",
    "template": f"{{{{7*7}}}}{{% debug %}}{MARK}",
    "formula": f'=HYPERLINK("//h.invalid","{MARK}")',
    "command": f"=cmd|'/C calc'!A0{MARK}",
    "backwards": f"{MARK}\u202excod.exe",
    "header": f"{MARK}\r\nX-Planted: 1",
    "long": MARK + "长" * 296,
}
_RAW: Final = re.compile(rf"<script>{MARK}|<img src=x|<svg onload|49{MARK}")
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|\u202a-\u202e\u2066-\u2069]')


@pytest.fixture(params=PAYLOADS)
def payload(request: pytest.FixtureRequest) -> str:
    return PAYLOADS[request.param]


def _text(answer: Any) -> str:
    return (
        b"".join(answer.streaming_content).decode(errors="replace")
        if answer.streaming
        else str(answer.content, "utf-8", "replace")
    )


def _shown(client: Client, path: str) -> None:
    """The page is there and has the payload as text alone."""
    answer = client.get(path)
    text = _text(answer)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    assert MARK in text, f"{path} does not show it"
    assert not _RAW.search(text), f"{path}: {_RAW.search(text)}"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_names_of_people_uploads_and_views(
    sample: Sample, people: dict[str, Person], client_of: ClientOf, payload: str
) -> None:
    from django.utils import timezone

    from store.models import Person, SavedView, Submission, Upload

    named = payload[:60]
    Person.objects.filter(username="stranger").update(name=payload[:79] + "。")
    Person.objects.filter(username="second").update(name=named)
    Submission.objects.update(owner=named)
    now = timezone.now()
    Upload.objects.create(
        token="t", name=payload, by=named, at=now, state="failed", message=payload
    )
    SavedView.objects.create(person=people["province"], page="batches", name=named, query="")
    admin = client_of("admin")
    _shown(admin, "/people/")
    _shown(admin, f"/people/{people['stranger'].pk}/")
    _shown(client_of("province"), "/batches/")
    _shown(client_of("province"), "/batches/progress/")
    _shown(client_of("second"), "/batches/")


def test_a_name_in_a_download(
    sample: Sample, people: dict[str, Person], client_of: ClientOf, payload: str
) -> None:
    """One header, no path, nothing that turns the name round; saved, never shown."""
    from store.models import File, Finding

    finding = Finding.objects.filter(live=True, version__files__outcome="read")[0]
    file = File.objects.filter(version=finding.version, outcome="read")[0]
    File.objects.filter(pk=file.pk).update(path=f"附件/{payload}.docx")
    pk, province = finding.version.submission_id, client_of("province")
    for path in (
        f"/submissions/{pk}/files/{file.pk}/",
        f"/findings/{finding.pk}/original/{file.pk}/",
    ):
        answer = province.get(path)
        assert answer.status_code == 200, path
        name = _saved_as(answer)
        assert not _NOT_IN_NAMES.search(name), f"{path}: {name!r}"
        assert len(name) <= 150, f"{path}: {len(name)} characters"


def _saved_as(answer: Any) -> str:
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment")
    assert "X-Planted" not in answer.headers
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "Content-Security-Policy" in answer.headers
    return unquote(said.partition("filename*=utf-8''")[2]) or said.partition('filename="')[2][:-1]


def test_papers_say_it_and_their_names_are_names(
    sample: Sample, people: dict[str, Person], client_of: ClientOf, payload: str
) -> None:
    """The notice: the firm's name and the remark as words; its name one of a file."""
    from desk.papers import making
    from store import decisions
    from store.models import Card, Finding, Version
    from store.scopes import Who

    me = Who(people["province"].pk, people["province"].name, Role.PROVINCE)
    finding = Finding.objects.filter(live=True)[0]
    pk = finding.version.submission_id
    Version.objects.filter(pk=finding.version_id).update(factory_name=payload)
    Card.objects.filter(pk=pk).update(firm=payload)
    Finding.objects.filter(pk=finding.pk).update(body=finding.body | {"message": payload})
    decisions.decide(me, finding.pk, "upheld", remark=payload)
    paper = making.notice(me, pk)
    with ZipFile(io.BytesIO(making.content(paper))) as word:
        body = word.read("word/document.xml").decode()
    assert MARK in body and not _RAW.search(body)
    assert "instrText" not in body and "49" + MARK not in body
    assert not _NOT_IN_NAMES.search(paper.name), paper.name
    answer = client_of("province").get(f"/papers/{paper.pk}/file/")
    assert answer.status_code == 200 and "X-Planted" not in answer.headers
    _shown(client_of("province"), f"/papers/notice/{pk}/")


@pytest.mark.parametrize("typed", ["a\x00b", "长" * 300, "9" * 5000, "\ud7ff\u202e\u2066"])
def test_anything_typed_is_answered(
    sample: Sample, people: dict[str, Person], client_of: ClientOf, typed: str
) -> None:
    """In every field of every form: refused with a sentence or taken, never a fault."""
    from store.models import Finding

    finding = Finding.objects.filter(live=True, reader=people["expert"].name)[0]
    pk = finding.version.submission_id
    forms = {
        "province": [
            *(f"/findings/{finding.pk}/{step}/" for step in ("decide", "countersign", "same")),
            *(f"/submissions/{pk}/{step}/" for step in ("correct", "reveal", "stage")),
            *("/batches/bulk/", "/batches/bulk/do/", "/batches/views/", "/papers/summary/"),
            *("/papers/ledger/", f"/batches/unlock/{pk}/", "/batches/uploads/"),
        ],
        "expert": [f"/expert/{pk}/statement/", f"/expert/{pk}/opinion/"],
        "admin": ["/people/add/", f"/people/{people['stranger'].pk}/change/", "/password/"],
    }
    for key, paths in forms.items():
        client = client_of(key)
        for path in paths:
            _answered(client, path, typed)


def _answered(client: Client, path: str, typed: str) -> None:
    fields = "reason remark key value kind name username city query seen version goal technology"
    more = "feasibility password old new again q severity speciality expert sort view owner pk"
    form = dict.fromkeys(f"{fields} {more} remark_upheld remark_harmless".split(), typed)
    chosen = {"ruling": "upheld", "tied": "no", "role": "city", "step": "submit"}
    for choices in (chosen, dict.fromkeys(chosen, typed)):
        answer = client.post(path, form | choices)
        assert answer.status_code < 500, f"{path}: {answer.status_code}"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"], path


@pytest.mark.parametrize("typed", ["a\x00b", "长" * 300, "9" * 5000, "<svg onload=zQx8>"])
def test_anything_in_an_address_is_answered(
    sample: Sample, people: dict[str, Person], client_of: ClientOf, typed: str
) -> None:
    province, auditor = client_of("province"), client_of("auditor")
    pk = sample.one("001")
    keys = "q city rule owner sort page from to file key part severity state expert after kind new"
    more = "actor action object view batch stage ruling reader speciality confidence done saved at"
    query = dict.fromkeys(f"{keys} {more}".split(), typed)
    tabs = ("", "findings/", "score/", "changes/", "text/", "papers/", "log/")
    pages = [f"/submissions/{pk}/{tab}" for tab in tabs]
    pages += ["/batches/", "/batches/progress/", "/findings/", "/papers/", "/search/", "/reports/"]
    for path in [*pages, "/expert/assignments/"]:
        _asked(province, path, query)
    _asked(auditor, "/log/", query)


def _asked(client: Client, path: str, query: dict[str, str]) -> None:
    for asked in (query, {"q": query["q"]}, {"page": query["page"], "sort": query["sort"]}):
        answer = client.get(path, asked)
        assert answer.status_code < 500, f"{path} {[*asked]}: {answer.status_code}"
        assert not _RAW.search(_text(answer)), f"{path} {[*asked]}"


def test_every_answer_says_what_may_run(sample: Sample, client_of: ClientOf) -> None:
    """Pages, refusals, redirects, what is not there, and the login."""
    from django.test import Client

    for client, path, status in (
        (Client(), "/login/", 200),
        (Client(), "/batches/", 302),
        (Client(), "/no-such/", 404),
        (client_of("province"), "/people/", 403),
        (client_of("province"), "/submissions/999999/", 404),
        (client_of("province"), "/people/\u202e<svg onload=1>/", 404),
        (client_of("auditor"), "/log/", 200),
        (client_of("auditor"), "/log/verify/", 405),
    ):
        answer = client.get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code}"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy, path
