"""What the access matrix plays with: one submission with one of each thing that an address names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from shutil import rmtree
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from schemas.desk import Role
from tests.desk.access_table import Line

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Finding, Person, Submission, Upload

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
LET_IN: Final = frozenset({200, 204, 301, 302, 400, 409})
"""400 and 409: let in, and told what the empty form lacks."""


class Scene(Struct, frozen=True):
    """The arguments by name, those that are another submission's, and what must not be told."""

    args: dict[str, int | str]
    others: dict[str, int | str]
    """Rows of a submission of another city on whose desks none of our experts sits."""
    people: dict[str, Person]
    submission: int
    secret: str


def scene(people: dict[str, Person]) -> Scene:
    """Built once a test upon the sample in the database."""
    from store.models import Finding, Submission

    finding = Finding.objects.filter(live=True, reader=people["expert"].name).order_by("pk")[0]
    submission = Submission.objects.select_related("current").get(pk=finding.version.submission_id)
    version = finding.version
    other = _other(people, submission)
    everybody = people | _more(submission, finding)
    for key, city in (("city", version.city), ("elsewhere", other.current.city)):
        people[key].city = city
        people[key].save()
    mine = _rows(submission, finding, everybody, by="city", reader="reader")
    _report()
    args = mine | {"person": people["stranger"].pk, "zero": 0, "one": 1}
    args |= {"template": _template(), "day": "2026-11-19", "report": "index.html"}
    args |= {"kind": "cultivated", "edition": _edition(people["admin"].name)}
    theirs = Finding.objects.filter(version=other.current, live=True)[0]
    others = _rows(other, theirs, everybody, by="elsewhere", reader="stranger")
    return Scene(args, others, everybody, submission.pk, version.factory_name)


def _other(people: dict[str, Person], submission: Submission) -> Submission:
    """Somebody else's, of another city; where our expert had a desk, another one has it."""
    from store.models import Assignment, Finding
    from store.models import Submission as Row

    rows = Row.objects.exclude(current__city=submission.current.city).exclude(current__city="")
    rows = rows.filter(current__findings__live=True, current__files__outcome="read")
    other = rows.filter(current__assignments__isnull=False).select_related("current")[0]
    ours = {"version": other.current}
    Assignment.objects.filter(expert=people["expert"].name, **ours).update(expert="别席之")
    Finding.objects.filter(reader=people["expert"].name, **ours).update(reader="别席之")
    return other


def _more(submission: Submission, finding: Finding) -> dict[str, Person]:
    """A colleague at another desk, a blind reader, somebody whose account is about to be closed."""
    from store.models import Assignment, Person

    made = {
        key: Person.objects.create(
            username=key, name=name, role=role, password="!", last_login="2026-11-01T09:00Z"
        )
        for key, name, role in (
            ("colleague", "同席之", Role.EXPERT),
            ("reader", "复阅之", Role.EXPERT),
            ("left", "离任之", Role.PROVINCE),
        )
    }
    desk = Assignment.objects.exclude(speciality=finding.speciality)
    moved = desk.filter(version=finding.version)[0]
    finding.version.findings.filter(speciality=moved.speciality).update(reader="同席之")
    desk.filter(pk=moved.pk).update(expert="同席之")
    return made


def _rows(
    submission: Submission, finding: Finding, people: dict[str, Person], *, by: str, reader: str
) -> dict[str, int | str]:
    from django.utils import timezone

    from desk.papers import making
    from store import decisions
    from store.models import Assignment, BlindReading, File, SavedView
    from store.scopes import Who

    said = people["province" if by == "city" else "second"]
    me = Who(said.pk, said.name, Role.PROVINCE)
    word = decisions.decide(me, finding.pk, "upheld")
    BlindReading.objects.filter(submission=submission).delete()
    blind = BlindReading.objects.create(
        submission=submission, fingerprint=finding.fingerprint, reader=people[reader].name
    )
    view = SavedView.objects.create(person=people[by], page="batches", name="一", query="")
    return {
        "submission": submission.pk,
        "finding": finding.pk,
        "file": File.objects.filter(version=submission.current, outcome="read")[0].pk,
        "decision": word.pk,
        "blind": blind.pk,
        "assignment": Assignment.objects.filter(version=submission.current)[0].pk,
        "paper": making.notice(me, submission.pk).pk,
        "view": view.pk,
        "token": _upload(people[by].name, timezone.now()).token,
    }


def _upload(by: str, at: Any) -> Upload:
    from store.models import Upload as Row

    return Row.objects.create(token=f"t{by}", name="批", by=by, at=at, state="checked")


def _template() -> str:
    from desk.papers import filling

    return filling.names()[0]


def _edition(by: str) -> int:
    from django.utils import timezone

    from store.bodies import pack
    from store.models import ListEdition

    said = {"source": "文号", "by": by, "at": timezone.now(), "count": 0, "entries": pack(())}
    return ListEdition.objects.create(kind="cultivated", number=1, **said).number


def _report() -> None:
    from django.conf import settings

    folder = settings.LINGTAN.reports / "2026-11-19"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("<p>日报", encoding="utf-8")


def drop_report() -> None:
    """The archive as it was: other tests begin with an empty one."""
    from django.conf import settings

    rmtree(settings.LINGTAN.reports / "2026-11-19")


@contextmanager
def browser(scene: Scene, actor: str) -> Iterator[Client]:
    """A browser of ``actor``, their statement made; all is undone afterwards."""
    from django.test import Client

    with undone():
        client = Client(raise_request_exception=False)
        person = scene.people.get("expert" if actor in ("undeclared", "tied") else actor)
        if person:
            client.force_login(person, BACKEND)
            _stand(scene, actor, person)
        yield client


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _stand(scene: Scene, actor: str, person: Person) -> None:
    from django.utils import timezone

    from store.models import Person as Row
    from store.models import Statement

    if actor == "left":
        Row.objects.filter(pk=person.pk).update(is_active=False)
    if person.role != Role.EXPERT or actor == "undeclared":
        return
    Statement.objects.create(
        person=person, submission_id=scene.submission, tied=actor == "tied", at=timezone.now()
    )


def called(client: Client, name: str, line: Line, args: list[int | str]) -> tuple[str, str]:
    """What came back (``in``, ``login``, the status), and its text. What it wrote is undone."""
    from django.urls import reverse

    url, cookies = reverse(name, args=args), deepcopy(client.cookies)
    with undone():
        answer: Any = client.post(url) if line.post else client.get(url)
    client.cookies = cookies  # logged in again after the logout
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return _outcome(name, answer), content.decode(errors="replace")


def _outcome(name: str, answer: Any) -> str:
    sent_to = answer.headers.get("Location", "")
    if answer.status_code == 302 and sent_to.startswith("/login/") and name != "logout":
        return "login"
    if answer.status_code == 401:  # a form whose session is gone gets back what was typed
        return "login"
    plain = answer.headers.get("Content-Type", "").startswith("text/plain")
    if name == "finding-page" and answer.status_code == 404 and plain:
        return "in"  # a workbook has no page to draw, which is said in a sentence
    return "in" if answer.status_code in LET_IN else str(answer.status_code)
