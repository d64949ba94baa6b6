"""Every address × everybody who might call it: let in, sent to the login, refused, or told nothing.

The table (access_table.py) says who sees what; an address without a line in it fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.desk import access_kit
from tests.desk.access_kit import Scene, browser, called
from tests.desk.access_table import ROLES, TABLE

if TYPE_CHECKING:
    from django.test import Client

    from store.models import Person
    from tests.desk.conftest import Sample

pytestmark = pytest.mark.slow

COMBINATIONS: Final = 1162
"""83 addresses × 14 people."""
FORGED: Final = (10**9, 2**63)
WORDS: Final = ("no-such-word", "..%2f..%2fsecret.key", "2026-13-45")
NUMBERS: Final = frozenset(
    ["person", "view", "submission", "file", "finding", "decision", "blind", "assignment"]
) | {"paper", "edition"}
TEXTS: Final = frozenset({"token", "template", "day", "report", "kind"})
EVERYWHERE: Final = frozenset({"province", "second", "admin"})
"""Whose first argument may be any city's."""


@pytest.fixture
def scene(sample: Sample, people: dict[str, Person]) -> Iterator[Scene]:
    yield access_kit.scene(people)
    access_kit.drop_report()


def _addresses(rows: Any = None) -> list[str]:
    """The name of every address there is; what an unnamed one is called by instead."""
    from django.urls import URLPattern, get_resolver

    found: list[str] = []
    for row in get_resolver().url_patterns if rows is None else rows:
        named = isinstance(row, URLPattern)
        found += [row.name or f"({row.pattern})"] if named else _addresses(row.url_patterns)
    return found


def test_every_address_has_its_line(tables: object) -> None:
    names = Counter(_addresses())
    new, gone = sorted(names.keys() - TABLE.keys()), sorted(TABLE.keys() - names.keys())
    assert not new, (
        f"New addresses without a line in tests/desk/access_table.py: {', '.join(new)}. "
        "Write there who may call each before anybody can."
    )
    assert not gone, f"Lines of addresses that are no more: {', '.join(gone)}. Take them out."
    assert max(names.values()) == 1, "two addresses share a name: the table speaks of one"
    assert len(TABLE) * len(ROLES) == COMBINATIONS


def test_everybody_at_every_address(scene: Scene) -> None:
    """1162 combinations."""
    wrong, tried = [], 0
    for actor in ROLES:
        with browser(scene, actor) as client:
            for name in TABLE:
                wrong += _trouble(scene, client, actor, name)
                tried += 1
    assert not wrong, "\n".join(wrong)
    assert tried == COMBINATIONS


def _trouble(scene: Scene, client: Client, actor: str, name: str) -> list[str]:
    line = TABLE[name]
    due = "in" if line.public else line.reach.outcome(actor)
    came, text = called(client, name, line, [scene.args[one] for one in line.args])
    if came != due:
        return [f"{name} as {actor}: {came}, not {due}"]
    if due != "in" and scene.secret in text:
        return [f"{name} as {actor}: {came}, but it names the firm"]
    return []


def _let_in(name: str) -> list[str]:
    return [actor for actor in ROLES if TABLE[name].reach.outcome(actor) == "in"]


def _instead(scene: Scene, actor: str, name: str, place: int) -> list[int | str]:
    """What somebody who is let in might put for one argument, and must get 404 for."""
    argument = TABLE[name].args[place]
    if argument in TEXTS:
        mine = [scene.others[argument]] if argument in scene.others else []
        return [*WORDS, *(mine if actor not in EVERYWHERE else [])]
    if argument not in NUMBERS:
        return []
    another = argument in scene.others and (place > 0 or actor not in EVERYWHERE)
    return [*FORGED, *([scene.others[argument]] if another else [])]


def test_forged_and_other_peoples_numbers_answer_like_nothing(scene: Scene) -> None:
    wrong, tried = [], 0
    for actor in ROLES:
        with browser(scene, actor) as client:
            for name in (name for name in TABLE if actor in _let_in(name)):
                for args in _forged(scene, actor, name):
                    came, _ = called(client, name, TABLE[name], args)
                    wrong += [f"{name} as {actor} with {args}: {came}"] if came != "404" else []
                    tried += 1
    assert not wrong, "\n".join(wrong)
    assert tried >= 400, tried


def _forged(scene: Scene, actor: str, name: str) -> list[list[int | str]]:
    right = [scene.args[one] for one in TABLE[name].args]
    return [
        [*right[:place], other, *right[place + 1 :]]
        for place in range(len(right))
        for other in _instead(scene, actor, name, place)
    ]


def test_what_changes_something_is_not_got(scene: Scene) -> None:
    """A link that somebody is sent does nothing: 405, or the page that asks."""
    from django.urls import reverse

    from store.models import Audit, Decision, Paper, Statement

    tables = (Audit, Decision, Paper, Statement)
    for name, line in TABLE.items():
        actor = next(one for one in _let_in(name) if one != "left")
        with browser(scene, actor) as client:
            before = [table.objects.count() for table in tables]
            answer = client.get(reverse(name, args=[scene.args[one] for one in line.args]))
            if line.post:
                assert answer.status_code in (302, 405), f"{name}: {answer.status_code}"
                assert [table.objects.count() for table in tables] == before, name


def test_a_first_password_is_changed_before_anything_else(scene: Scene) -> None:
    from desk.middleware import MUST_CHANGE

    for name in (name for name, line in TABLE.items() if not line.public):
        actor = _let_in(name)[0]
        with browser(scene, actor) as client:
            session = client.session
            session[MUST_CHANGE] = True
            session.save()
            came, text = called(
                client, name, TABLE[name], [scene.args[o] for o in TABLE[name].args]
            )
        assert came == "in", f"{name} as {actor}: {came}"
        assert name == "password" or not text, f"{name} as {actor} shows something"


@pytest.mark.parametrize("day", ["..", "2026-13-45", "2026-11-19.9", "%2e%2e"])
def test_reports_outside_the_archive(scene: Scene, day: str) -> None:
    with browser(scene, "province") as client:
        assert client.get(f"/reports/{day}/index.html").status_code == 404
        assert client.get("/reports/2026-11-19/../../secret.key").status_code == 404
        assert client.get("/reports/2026-11-19/secret.key").status_code == 404
