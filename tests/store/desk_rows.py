"""What tests of the desk's store stand on: stored submissions, people, findings to rule on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fixtures.submissions import right
from schemas.assignment import Assignment, Reason, ReasonCode
from schemas.desk import Role
from schemas.finding import Speciality
from schemas.policy import edition
from validators.catalogue import judge

if TYPE_CHECKING:
    from store.models import Finding, Person
    from store.scopes import Who

WRONG_CODE = "91330109MA2B3C4D17"
"""Its check character is wrong: rule B02, an error."""
BATCH = "/desk"


def stored(name: str = "001", *, digest: str = "a", engine: str = "1", **values: object) -> int:
    """A submission whose credit code is wrong, stored. Returns its id."""
    from store import services
    from store.models import Version

    batch = services.open_batch(BATCH, "desk")
    understood = right({"uscc": WRONG_CODE, **values}, name=name)
    verdicts = judge(understood, edition())
    saved = services.save_processed(batch, understood, verdicts, (), digest=digest, engine=engine)
    return Version.objects.get(pk=saved.version).submission_id


def routed(expert: str, *names: str, speciality: Speciality = Speciality.CLERICAL) -> None:
    """The desks of one speciality given to ``expert``."""
    from store import services

    reasons = (Reason(ReasonCode.SPECIALITY, "专业匹配"),)
    desks = [Assignment(name, speciality, expert, ("B02",), reasons) for name in names]
    services.save_assignments(services.open_batch(BATCH, "desk"), desks, [])


def error_of(submission: int) -> Finding:
    """The live error on the credit code."""
    from store.models import Finding

    return Finding.objects.get(live=True, version__submission=submission, rule="B02")


def person(name: str, role: Role = Role.PROVINCE, city: str = "") -> Person:
    """Somebody with a login."""
    from store.models import Person

    return Person.objects.create(username=name, name=name, role=role, city=city)


def who(name: str, role: Role = Role.PROVINCE, city: str = "") -> Who:
    """Somebody logged in."""
    from store.models import Person
    from store.scopes import Who

    known = Person.objects.filter(name=name).first() or person(name, role, city)
    return Who(known.pk, known.name, Role(known.role), known.city)
