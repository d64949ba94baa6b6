"""Every address × everybody who might call it: let in, sent to the login, refused, or told nothing.

The table is written from who may see what at the desk, never from the views' own marks. An address
without a line in it fails the test. ``make``'s arguments are those of one submission of one city
with one expert, its finding, its papers; what is somebody else's answers like what does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest
from msgspec import Struct

from schemas.desk import Role

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Person
    from tests.desk.conftest import Sample

pytestmark = pytest.mark.slow

ACTORS: Final = (
    "nobody",
    "province",
    "city",
    "elsewhere",
    "expert",
    "undeclared",
    "tied",
    "stranger",
    "auditor",
    "admin",
)
"""Nobody logged in; province staff; staff of the submission's city and of another one; its expert
after the statement, before it, and with a declared tie; an expert without desks; the other roles."""
_OUTCOMES: Final = {"+": "in", "L": "login", "F": "403", "-": "404"}

EVERYBODY: Final = "L+++++++++"
STAFF: Final = "L+++FFFFFF"
STAFF_ITS: Final = "L++-FFFFFF"  # this submission's staff
READERS: Final = "L+++++++FF"
READERS_ITS: Final = "L++-+---FF"  # this submission's staff and its declared expert
EXPERTS: Final = "LFFF++++FF"
EXPERT_NAMED: Final = "LFFF+++-FF"  # assigned: enough to see the name and make the statement
EXPERT_ITS: Final = "LFFF+---FF"
PROVINCE: Final = "L+FFFFFFFF"
AUDITOR: Final = "LFFFFFFF+F"
ADMIN: Final = "LFFFFFFFF+"
CITYS_OWN: Final = "L-+-FFFFFF"  # what the city's officer made for themselves
NOTICE: Final = "L++-----FF"  # a notice is the office's, no expert's
PROVINCES_WORD: Final = "L+------FF"  # who said it takes it back
ALL: Final = "++++++++++"


class Line(Struct, frozen=True):
    """One address: who is let in, the arguments that it takes, how it is called."""

    expected: str
    args: tuple[str, ...] = ()
    post: bool = False


def _post(expected: str, *args: str) -> Line:
    return Line(expected, args, post=True)


def _get(expected: str, *args: str) -> Line:
    return Line(expected, args)


TABLE: Final = {
    "login": _get(ALL),
    "icon": _get(ALL),
    "home": _get(EVERYBODY),
    "logout": _post("L" * 10),
    "alive": _get(EVERYBODY),
    "password": _get(EVERYBODY),
    "people": _get(ADMIN),
    "people-add": _post(ADMIN),
    "person": _get(ADMIN, "person"),
    "person-change": _post(ADMIN, "person"),
    "person-switch": _post(ADMIN, "person"),
    "person-password": _post(ADMIN, "person"),
    "batches": _get(STAFF),
    "batches_progress": _get(STAFF),
    "batches_keep_view": _post(STAFF),
    "batches_drop_view": _post(CITYS_OWN, "view"),
    "batches_bulk": _post(STAFF),
    "batches_bulk_do": _post(STAFF),
    "batches_upload": _post(STAFF),
    "batches_announce": _post(STAFF),
    "batches_piece": _post(CITYS_OWN, "token", "zero", "zero"),
    "batches_received": _post(CITYS_OWN, "token"),
    "batches_start": _post(STAFF_ITS, "token"),
    "batches_pause": _post(STAFF_ITS, "token"),
    "batches_retry": _post(STAFF_ITS, "token"),
    "batches_discard": _post(STAFF_ITS, "token"),
    "batches_unlock": _get(STAFF_ITS, "submission"),
    "submission": _get(READERS_ITS, "submission"),
    "submission-findings": _get(READERS_ITS, "submission"),
    "submission-score": _get(READERS_ITS, "submission"),
    "submission-changes": _get(READERS_ITS, "submission"),
    "submission-text": _get(READERS_ITS, "submission"),
    "submission-papers": _get(READERS_ITS, "submission"),
    "submission-log": _get(STAFF_ITS, "submission"),
    "submission-file": _get(READERS_ITS, "submission", "file"),
    "submission-correct": _post(STAFF_ITS, "submission"),
    "submission-reveal": _post(STAFF_ITS, "submission"),
    "submission-stage": _post(STAFF_ITS, "submission"),
    "findings": _get(READERS),
    "finding": _get(READERS_ITS, "finding"),
    "finding-page": _get(READERS_ITS, "finding", "drawn", "one"),
    "finding-original": _get(READERS_ITS, "finding", "file"),
    "finding-decide": _post(READERS_ITS, "finding"),
    "finding-countersign": _post(STAFF_ITS, "finding"),
    "finding-hold": _post(READERS_ITS, "finding"),
    "finding-release": _post(READERS_ITS, "finding"),
    "finding-same": _get(STAFF_ITS, "finding"),
    "finding-undo": _post(PROVINCES_WORD, "decision"),
    "expert": _get(EXPERTS),
    "expert_one": _get(EXPERT_NAMED, "submission"),
    "expert_statement": _post(EXPERT_NAMED, "submission"),
    "expert_opinion": _post(EXPERT_ITS, "submission"),
    "expert_finding": _post(EXPERT_ITS, "submission", "finding"),
    "expert_blind": _get(EXPERTS),
    "expert_blind_one": _get(EXPERT_ITS, "blind"),
    "expert_assignments": _get(STAFF),
    "expert_assignment": _get(STAFF_ITS, "assignment"),
    "papers": _get(READERS),
    "paper_notice": _get(STAFF_ITS, "submission"),
    "paper_opinion": _post(EXPERT_ITS, "submission"),
    "paper_summary": _post(STAFF),
    "paper_ledger": _post(STAFF),
    "paper_template": _get(STAFF, "template"),
    "paper_confirm": _post(NOTICE, "paper"),
    "paper_file": _get(NOTICE, "paper"),
    "log": _get(AUDITOR),
    "log-verify": _post(AUDITOR),
    "search": _get(READERS),
    "reports": _get(PROVINCE),
    "report": _get(PROVINCE, "day"),
    "report-file": _get(PROVINCE, "day", "report"),
}
_NO_SUCH: Final = {"person", "view", "submission", "file", "finding", "decision", "blind"} | {
    "assignment",
    "paper",
    "drawn",
}
"""Arguments that are numbers of rows: a forged one answers 404 to everybody who is let in."""
_FORGED: Final = (10**9, 2**63, 10**30)


class Scene(Struct, frozen=True):
    """The arguments by name, the people logged in, and what must not be told."""

    args: dict[str, int | str]
    others: dict[str, int]
    """Rows of another submission."""
    people: dict[str, Person]
    submission: int
    secret: str


@pytest.fixture
def scene(sample: Sample, people: dict[str, Person]) -> Scene:
    """One submission of the expert's, with one of each thing that an address names."""
    from django.conf import settings
    from django.utils import timezone

    from desk.papers import filling, making
    from store import decisions, scopes
    from store.models import Assignment, File, Finding, Submission, Upload, Version
    from store.models_desk import BlindReading, SavedView

    finding = Finding.objects.filter(live=True, reader=people["expert"].name).order_by("pk")[0]
    submission = Submission.objects.get(pk=finding.version.submission_id)
    version = Version.objects.get(pk=finding.version_id)
    for key, city in (("city", version.city), ("elsewhere", _another(version.city))):
        people[key].city = city
        people[key].save()
    now = timezone.now()
    office = scopes.Who(people["province"].pk, people["province"].name, Role.PROVINCE)
    word = decisions.decide(office, finding.pk, "upheld")
    paper = making.notice(office, submission.pk)
    upload = Upload.objects.create(
        token="t" * 20, name="批", by=people["city"].name, at=now, state="checked"
    )
    view = SavedView.objects.create(person=people["city"], page="batches", name="一", query="")
    blind = BlindReading.objects.create(
        submission=submission, fingerprint=finding.fingerprint, reader=people["expert"].name
    )
    report = settings.LINGTAN.reports / "2026-11-19"
    report.mkdir(parents=True, exist_ok=True)
    (report / "index.html").write_text("<p>日报", encoding="utf-8")
    files = File.objects.filter(version=version, outcome="read").order_by("pk")
    other = Submission.objects.exclude(pk=submission.pk).filter(current__findings__live=True)[0]
    return Scene(
        {
            "person": people["stranger"].pk,
            "view": view.pk,
            "token": upload.token,
            "zero": 0,
            "one": 1,
            "submission": submission.pk,
            "file": files[0].pk,
            "drawn": files[0].pk,
            "finding": finding.pk,
            "decision": word.pk,
            "blind": blind.pk,
            "assignment": Assignment.objects.filter(version=version)[0].pk,
            "template": filling.names()[0],
            "paper": paper.pk,
            "day": "2026-11-19",
            "report": "index.html",
        },
        {
            "file": File.objects.filter(version=other.current)[0].pk,
            "drawn": File.objects.filter(version=other.current)[0].pk,
            "finding": Finding.objects.filter(version=other.current)[0].pk,
        },
        people,
        submission.pk,
        version.factory_name,
    )


def _another(city: str) -> str:
    return "宁波市" if city != "宁波市" else "杭州市"


def _names() -> set[str]:
    from django.urls import get_resolver

    return {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}


def _patterns(found: object = None) -> int:
    """How many addresses there are, named or not."""
    from django.urls import URLPattern, get_resolver

    rows = get_resolver().url_patterns if found is None else found
    return sum(
        1 if isinstance(row, URLPattern) else _patterns(row.url_patterns)
        for row in rows  # type: ignore[attr-defined]
    )


@contextmanager
def _as(scene: Scene, actor: str) -> Iterator[Client]:
    """A browser of ``actor``; whatever it does is undone afterwards."""
    from django.db import transaction
    from django.test import Client

    key = "expert" if actor in ("undeclared", "tied") else actor
    with transaction.atomic():
        client = Client()
        if key in scene.people:
            client.force_login(scene.people[key], "django.contrib.auth.backends.ModelBackend")
        _declare(scene, actor)
        yield client
        transaction.set_rollback(True)


def _declare(scene: Scene, actor: str) -> None:
    from django.utils import timezone

    from store.models import Statement

    if actor not in ("expert", "tied", "stranger"):
        return
    person = scene.people["stranger" if actor == "stranger" else "expert"]
    Statement.objects.create(
        person=person, submission_id=scene.submission, tied=actor == "tied", at=timezone.now()
    )


def _called(client: Client, name: str, line: Line, args: list[int | str]) -> tuple[str, str]:
    """What came back, and its text."""
    from django.urls import reverse

    url = reverse(name, args=args)
    answer = client.post(url) if line.post else client.get(url)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    where = answer.headers.get("Location", "")
    if answer.status_code == 302 and where.startswith("/login/"):
        return "login", content.decode(errors="replace")
    if answer.status_code == 401:  # a form whose session is gone gets what was typed back
        return "login", content.decode(errors="replace")
    known = {403: "403", 404: "404"}
    right = {
        301,
        200,
        204,
        302,
        400,
        409,
    }  # 400, 409: let in, and told that the empty form lacks something
    said = "in" if answer.status_code in right else f"{answer.status_code}"
    return known.get(answer.status_code, said), content.decode(errors="replace")


def test_every_address_has_its_line() -> None:
    assert _names() == set(TABLE)
    assert _patterns() == len(TABLE), "two addresses share a name, or one has none"
    assert all(len(line.expected) == len(ACTORS) for line in TABLE.values())


def test_everybody_at_every_address(scene: Scene) -> None:
    wrong, tried = [], 0
    for name, line in TABLE.items():
        for actor, mark in zip(ACTORS, line.expected, strict=True):
            with _as(scene, actor) as client:
                came, text = _called(client, name, line, [scene.args[one] for one in line.args])
            tried += 1
            if came == "404" and name == "finding-page" and mark == "+":
                came = "in" if "页" in text or "文件" in text else came  # a workbook has no page
            if came != _OUTCOMES[mark]:
                wrong.append(f"{name} as {actor}: {came}, not {_OUTCOMES[mark]}")
            elif mark != "+" and scene.secret in text:
                wrong.append(f"{name} as {actor}: {came}, but names the firm")
    print(f"access matrix: {len(TABLE)} addresses × {len(ACTORS)} people = {tried} calls")
    assert not wrong, "\n".join(wrong)
    assert tried == len(TABLE) * len(ACTORS) >= 600


def test_forged_numbers_answer_like_nothing(scene: Scene) -> None:
    wrong, tried = [], 0
    for name, line in TABLE.items():
        for place, argument in enumerate(line.args):
            if argument not in _NO_SUCH:
                continue
            forged = [
                *_FORGED,
                *([scene.others[argument]] if place and argument in scene.others else []),
            ]
            for actor, mark in zip(ACTORS, line.expected, strict=True):
                for number in forged if mark == "+" else ():
                    args = [scene.args[one] for one in line.args]
                    args[place] = number
                    with _as(scene, actor) as client:
                        came, _ = _called(client, name, line, args)
                    tried += 1
                    if came != "404":
                        wrong.append(f"{name} as {actor} with {number}: {came}")
    print(f"forged numbers: {tried} calls")
    assert not wrong, "\n".join(wrong)
    assert tried >= 200


@pytest.mark.parametrize("day", ["..", "2026-13-45", "2026-11-19.9", "%2e%2e"])
def test_reports_outside_the_archive(scene: Scene, day: str) -> None:
    with _as(scene, "province") as client:
        assert client.get(f"/reports/{day}/index.html").status_code == 404
        assert client.get("/reports/2026-11-19/../../secret.key").status_code == 404
        assert client.get("/reports/2026-11-19/secret.key").status_code == 404
