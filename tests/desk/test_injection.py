"""What people write and how files are called never becomes markup, script, template or formula."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import msgspec
import openpyxl
import pytest

from schemas.desk import Role

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Person
    from tests.desk.conftest import Sample

pytestmark = pytest.mark.slow

MARK: Final = "zQx9"
PAYLOADS: Final = {
    "script": f"<script>alert('{MARK}')</script>",
    "attribute": f"\"><img src=x onerror=alert('{MARK}')>",
    "single": f"'><svg/onload=alert('{MARK}')>",
    "textarea": f"</textarea></title><script>{MARK}</script>",
    "template": f"{{{{ 7|add:35 }}}}{{% include 'desk/base.html' %}}{MARK}",
    "formula": f'=HYPERLINK("http://example.invalid/{MARK}","看")',
    "command": f"@SUM(1)+cmd|' /C calc'!A0{MARK}",
    "backwards": "\u202e" + "很长的名字" * 40 + MARK,
}
_RAW: Final = re.compile(
    rf"<script>(alert\('{MARK}'\)|{MARK})|<img[^>]*onerror|<svg/onload|</textarea></title>"
)
_STAFF: Final = (
    "/batches/",
    "/batches/progress/",
    "/findings/",
    "/findings/{finding}/",
    "/findings/{finding}/same/",
    "/submissions/{firm}/",
    "/submissions/{firm}/findings/",
    "/submissions/{firm}/score/",
    "/submissions/{firm}/changes/",
    "/submissions/{firm}/text/",
    "/submissions/{firm}/papers/",
    "/submissions/{firm}/log/",
    "/papers/",
    "/papers/notice/{firm}/",
    "/expert/assignments/",
    "/batches/unlock/{firm}/",
)
PAGES: Final = {
    "province": _STAFF,
    "expert": ("/expert/{firm}/", "/expert/blind/", "/submissions/{firm}/", "/findings/{finding}/"),
    "auditor": ("/log/",),
    "admin": ("/people/", "/dictionaries/lists/cultivated/", "/dictionaries/lists/cultivated/1/"),
}


@pytest.fixture(params=PAYLOADS)
def payload(request: pytest.FixtureRequest) -> str:
    return PAYLOADS[request.param]


@pytest.fixture
def firm(sample: Sample, people: dict[str, Person], payload: str) -> tuple[int, int]:
    """A submission and a finding of the expert's whose every free text is the payload."""
    from django.utils import timezone

    from schemas.submission import Submission as Understood
    from store import upkeep  # noqa: F401  (its columns are true before anything is spoilt)
    from store.bodies import pack, unpack
    from store.models import (
        Batch,
        Card,
        Decision,
        Document,
        File,
        Finding,
        Opinion,
        Paper,
        Read,
        SavedView,
        Statement,
        Submission,
        Version,
    )

    now, who = timezone.now(), people["expert"]
    finding = Finding.objects.filter(live=True, reader=who.name).order_by("pk")[0]
    version = Version.objects.get(pk=finding.version_id)
    pk = version.submission_id
    Batch.objects.update(name=payload)
    Submission.objects.filter(pk=pk).update(name=payload)
    Card.objects.filter(pk=pk).update(firm=payload)
    version.factory_name = payload
    version.body = pack(_spoilt(unpack(version.body, Understood), payload))
    version.problem_message = payload
    version.save()
    first = File.objects.filter(version=version).order_by("pk")[0]
    Document.objects.filter(version=version, path=first.path).update(path=f"{payload}.docx")
    File.objects.filter(pk=first.pk).update(
        path=f"{payload}.docx", problem_message=payload, problem_code="encrypted"
    )
    Read.objects.filter(version=version).update(raw=payload, unit=payload[:60])
    body = msgspec.json.decode(msgspec.json.encode(finding.body))
    texts = ("message", "citation", "expected", "actual", "working", "fix", "sentence")
    body |= dict.fromkeys(texts, payload)
    for ground in body.get("evidence", ()):
        ground |= {"text": payload, "label": payload}
    Finding.objects.filter(pk=finding.pk).update(body=body, message=payload)
    Statement.objects.create(person=who, submission_id=pk, tied=False, remark=payload, at=now)
    Opinion.objects.create(
        submission_id=pk, version=version, person=who, at=now, goal=payload, technology=payload,
        feasibility=payload, conclusion="revise", remark=payload,
    )  # fmt: skip
    Decision.objects.create(
        submission_id=pk, fingerprint=finding.fingerprint, rule=finding.rule, ruling="upheld",
        remark=payload, by="周予安", at=now,
    )  # fmt: skip
    Finding.objects.filter(pk=finding.pk).update(ruling="upheld")
    Paper.objects.create(
        submission_id=pk, kind="notice", name=payload[:290], sha256="0" * 64, by="周予安", at=now
    )
    SavedView.objects.create(person=people["province"], page="batches", name=payload[:20], query="")
    _logged(payload, pk)
    return pk, finding.pk


def _logged(payload: str, pk: int) -> None:
    from store import audit

    audit.record(payload[:80], "view_file", f"submission:{pk}", file=payload, remark=payload)
    _listed(payload)


def _listed(payload: str) -> None:
    """Whatever stands in a file that an administrator uploads."""
    from django.utils import timezone

    from schemas.policy import Listed
    from store.bodies import pack
    from store.models import ListEdition

    entry = Listed(payload, payload, payload, payload)
    for number in (1, 2):
        ListEdition.objects.create(
            kind="cultivated", number=number, entries=pack((entry,)), count=1,
            source=payload[:200], by=payload[:80], at=timezone.now(),
        )  # fmt: skip


def _spoilt(understood: Any, payload: str) -> Any:
    """Every text that was read."""
    fields = {
        key: msgspec.structs.replace(read, raw=payload, value=payload)
        if isinstance(read.value, str)
        else msgspec.structs.replace(read, raw=payload)
        for key, read in understood.fields.items()
    }
    return msgspec.structs.replace(understood, name=payload, fields=fields)


def _pages(firm: tuple[int, int]) -> Iterator[tuple[str, str]]:
    for role, paths in PAGES.items():
        for path in paths:
            yield role, path.format(firm=firm[0], finding=firm[1])


def test_every_page_shows_it_as_text(
    firm: tuple[int, int], payload: str, client_of: Callable[[str], Client]
) -> None:
    clients = {role: client_of(role) for role in PAGES}
    shown = 0
    for role, path in _pages(firm):
        answer = clients[role].get(path)
        text = answer.content.decode()
        assert answer.status_code == 200, f"{path} as {role}: {answer.status_code}"
        assert not _RAW.search(text), f"{path} as {role}: {_RAW.search(text)}"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        shown += MARK in text
    assert shown >= 14, "the payload stands on too few pages to prove anything"


def test_it_comes_back_as_text_from_an_address_and_a_form(
    firm: tuple[int, int], payload: str, client_of: Callable[[str], Client]
) -> None:
    province = client_of("province")
    pk, finding = firm
    asked = [
        province.get("/search/", {"q": payload}),
        province.get(
            "/batches/", {"q": payload, "city": payload, "owner": payload, "sort": payload}
        ),
        province.get("/findings/", {"rule": payload, "city": payload, "after": payload}),
        province.get("/expert/assignments/", {"expert": payload, "speciality": payload}),
        province.get("/papers/", {"kind": payload, "new": payload}),
        client_of("auditor").get("/log/", {"actor": payload, "action": payload, "from": payload}),
        province.post(f"/findings/{finding}/decide/", _form(payload)),
        province.post(f"/submissions/{pk}/correct/", _form(payload)),
        province.post(f"/submissions/{pk}/reveal/", _form(payload)),
        province.post("/batches/bulk/", _form(payload)),
        province.post("/batches/views/", _form(payload)),
        client_of("expert").post(f"/expert/{pk}/opinion/", _form(payload)),
        client_of("admin").post("/people/add/", _form(payload)),
    ]
    for answer in asked:
        assert answer.status_code < 500
        assert not _RAW.search(answer.content.decode()), answer.request["PATH_INFO"]


def _form(payload: str) -> dict[str, str]:
    words = "ruling reason remark remark_upheld remark_dismissed key value kind goal technology"
    more = "feasibility conclusion name username city role query step seen version"
    return dict.fromkeys(f"{words} {more}".split(), payload)


def test_a_workbook_holds_it_as_text_not_as_a_formula(
    firm: tuple[int, int],
    payload: str,
    client_of: Callable[[str], Client],
    people: dict[str, Person],
) -> None:
    from desk.papers import making
    from store.models import Submission
    from store.scopes import Who

    person = people["province"]
    me = Who(person.pk, person.name, Role.PROVINCE)
    for make in (making.ledger, making.summary):
        content = making.content(make(me, Submission.objects.all()))
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
        held = [cell for cell in cells if MARK in str(cell.value)]
        assert held, "the payload does not stand in the workbook"
        assert all(cell.data_type == "s" for cell in held)
        assert not any(cell.hyperlink for cell in held)


@pytest.mark.parametrize(
    "path", ["/search/?q=%00a", "/batches/?q=%00&city=%00", "/findings/?rule=%00"]
)
def test_a_null_byte_is_nobodys_name(client_of: Callable[[str], Client], path: str) -> None:
    assert client_of("province").get(path).status_code in (200, 302, 400)


def test_a_null_byte_in_a_form(sample: Sample, client_of: Callable[[str], Client]) -> None:
    pk = sample.one("001")
    answer = client_of("province").post(f"/submissions/{pk}/correct/", _form("a\x00b"))
    assert answer.status_code < 500
