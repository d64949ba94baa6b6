"""What holds for every page: default deny, headers, the pages of what went wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

import desk
from tests.desk.conftest import PASSWORD

if TYPE_CHECKING:
    from store.models import Person

ClientOf = Callable[[str], Client]
DESK = Path(desk.__file__).parent


def views(resolver: URLResolver, at: str = "") -> Iterator[tuple[str, object]]:
    for entry in resolver.url_patterns:
        here = at + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry.callback
        else:
            yield from views(entry, here)


def test_every_view_says_who_may_call_it(database: object) -> None:
    from desk.access import is_public, roles_of

    found = dict(views(get_resolver("desk.urls")))
    assert len(found) > 20
    assert [at for at, view in found.items() if not roles_of(view) and not is_public(view)] == []
    assert [at for at, view in found.items() if is_public(view)] == ["favicon.ico", "login/"]


def unmarked(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def breaks(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("秘密")


@pytest.fixture
def odd_desk(people: dict[str, Person]) -> Iterator[None]:
    """A desk with a view that forgot to say who may call it, and one that breaks."""
    from django.urls import include, path

    from desk.access import EVERYBODY, allowed

    odd = ModuleType("odd")
    odd.urlpatterns = [  # type: ignore[attr-defined]
        path("unmarked/", unmarked),
        path("breaks/", allowed(*EVERYBODY)(breaks)),
        path("", include("desk.urls")),
    ]
    for name in ("handler403", "handler404", "handler500"):
        setattr(odd, name, getattr(import_module("desk.urls"), name))
    with override_settings(ROOT_URLCONF=odd):
        yield


@pytest.mark.parametrize("key", ["province", "city", "expert", "auditor", "admin"])
def test_a_view_that_says_nothing_is_nobody_s(
    odd_desk: None, client_of: ClientOf, key: str
) -> None:
    answer = client_of(key).get("/unmarked/")
    assert answer.status_code == 403
    assert "无权查看" in answer.content.decode()
    assert Client().get("/unmarked/").status_code == 302


def test_a_fault_of_ours_shows_nothing_of_itself(odd_desk: None, client_of: ClientOf) -> None:
    client = client_of("city")
    client.raise_request_exception = False
    answer = client.get("/breaks/")
    said = answer.content.decode()
    assert answer.status_code == 500
    assert "这一步没有完成，已有的数据没有改动" in said
    assert "秘密" not in said


def test_what_is_not_there_says_the_same_as_what_is_not_yours(client_of: ClientOf) -> None:
    answer = client_of("city").get("/submissions/999999/")
    assert answer.status_code == 404
    assert "不存在，或不在您的职责范围内" in answer.content.decode()
    assert client_of("city").get("/nowhere/").status_code == 404


def test_a_form_without_its_token_is_refused_in_plain_words(people: dict[str, Person]) -> None:
    answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "city"})
    assert answer.status_code == 403
    assert "这次提交没有保存" in answer.content.decode()


@pytest.mark.parametrize("path", ["/login/", "/people/", "/nowhere/", "/password/"])
def test_every_answer_carries_the_headers(client_of: ClientOf, path: str) -> None:
    answer = client_of("admin").get(path)
    assert answer["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in answer["Content-Security-Policy"]
    for name, value in (
        ("Cache-Control", "no-store"),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    ):
        assert answer[name] == value, name


def test_cookies_are_kept_from_scripts_and_end_with_the_browser(people: dict[str, Person]) -> None:
    client = Client()
    client.post("/login/", {"username": "city", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert not cookie["max-age"] and not cookie["expires"]


def test_static_files_and_icons_come_from_the_package(database: object) -> None:
    answer = Client().get("/static/desk/icons.svg")
    assert answer.status_code == 200
    sprite = b"".join(answer.streaming_content).decode()
    used = {
        name for text in templates() for name in re.findall(r'icon.html" with name="(\w+)"', text)
    }
    assert used and used <= set(re.findall(r'symbol id="(\w+)"', sprite))


def test_no_template_carries_a_style_or_a_script_of_its_own(database: object) -> None:
    for text in templates():
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", text)


def templates() -> list[str]:
    return [path.read_text("utf-8") for path in (DESK / "templates").rglob("*.html")]
