"""Findings for the desk's tests: made on what the sample batch states."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import msgspec

from schemas.finding import Evidence, Severity, Speciality
from schemas.finding import Finding as Found
from schemas.submission import Read, Submission

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Finding
    from tests.desk.conftest import Sample


def understood(sample: Sample, start: str) -> Submission:
    """What a submission of the sample states."""
    from store.bodies import unpack
    from store.models import Version

    return unpack(Version.objects.get(submission=sample.one(start)).body, Submission)


def evidence(read: Read, label: str = "", **more: object) -> Evidence:
    """A read as evidence; ``more`` changes it."""
    made = Evidence(read.where, read.raw, label, read.confidence, read.flags)
    return msgspec.structs.replace(made, **more)


def planted(sample: Sample, start: str, *shown: Evidence, **said: str) -> Finding:
    """A finding of G13 on these places, stored for the submission."""
    from store import fingerprint
    from store.models import Finding, Version

    found = Found(
        rule=said.pop("rule", "G13"),
        severity=Severity(said.pop("severity", "error")),
        speciality=Speciality.ENERGY,
        message=said.pop("message", "两处数值不一致。"),
        citation="附件2 基本信息表",
        fields=tuple(said.pop("fields", "").split()),
        evidence=shown,
        sentence="请核对后更正。",
        expected=said.pop("expected", ""),
        actual=said.pop("actual", ""),
    )
    assert not said, said
    version = Version.objects.get(submission=sample.one(start))
    return Finding.objects.create(
        version=version,
        rule=found.rule,
        severity=found.severity,
        speciality=found.speciality,
        message=found.message,
        fingerprint=fingerprint.of_finding(found),
        body=msgspec.to_builtins(found),
        city=version.city,
    )


def page_of(client: Client, pk: int, query: str = "") -> str:
    """The finding's page."""
    answer = client.get(f"/findings/{pk}/{query}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def words_of(page: str) -> str:
    """What a page says, tags and spaces aside."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def seen_of(page: str) -> str:
    """The last decision that the page was made with."""
    found = re.search(r'name="seen" value="(\d*)"', page)
    assert found
    return found[1]
