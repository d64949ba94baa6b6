"""Logging in and out, one's own password, and whether one is still logged in."""

from __future__ import annotations

from typing import Final

from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.contrib.auth import login as begin_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desk.access import EVERYBODY, allowed, public, who
from desk.middleware import MUST_CHANGE
from desk.people.passwords import RULE
from store import audit, people
from store.models import Person
from store.refusals import Refused

_WRONG: Final = "登录名或密码不对。连续输错5次，账号将锁定30分钟。"
_EXPIRED: Final = "超过30分钟没有操作，已自动退出。请重新登录。"
_NOBODY: Final = (
    "还没有任何用户。请在服务器上运行 lingtan user add 登录名 --role admin "
    "建立管理员，再由管理员新增其他人员。"
)
_FIRST: Final = "首次登录，请先把管理员给的密码改成自己的密码。"
_PAGE: Final = "desk/login.html"
_PASSWORD: Final = "desk/people/password.html"


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The only page that anybody may see."""
    if isinstance(request.user, Person):
        return redirect(_onward(request))
    if request.method == "POST":
        return _try(request)
    sentence = _EXPIRED if "expired" in request.GET else ""
    if not Person.objects.exists():
        sentence = _NOBODY
    said = {"sentence": sentence}
    return render(request, _PAGE, {**said, "next": request.GET.get("next", "")})


@sensitive_variables("password")
def _try(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("username", "").strip()[:40]
    person = authenticate(request, username=name, password=request.POST.get("password", ""))
    if not isinstance(person, Person):
        audit.record(_known(name), "login_failed", address=request.META.get("REMOTE_ADDR", ""))
        said = {"sentence": _WRONG, "name": name, "next": request.POST.get("next", "")}
        return render(request, _PAGE, said, status=401)
    first = people.must_change(person)
    begin_session(request, person)
    audit.record(person.name, "login", address=request.META.get("REMOTE_ADDR", ""))
    request.session[MUST_CHANGE] = first
    if first:
        people.still_must_change(person)
    return redirect("password" if first else _onward(request))


def _known(name: str) -> str:
    """The person of a login name. A name that nobody has may be a password typed in the wrong place."""
    person = Person.objects.filter(username=name).first()
    return person.name if person else "未知登录名"


def _onward(request: HttpRequest) -> str:
    """Where somebody was going, if that is one of our own pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    mine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if mine else "/"


@allowed(*EVERYBODY)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out, and back to the login."""
    audit.record(who(request).name, "logout")
    logout(request)
    return redirect("login")


@allowed(*EVERYBODY)
@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    """Asked by a page that is open for long: keeps the session, 401 where it is gone."""
    return HttpResponse(status=204)


@allowed(*EVERYBODY)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """One's own password."""
    first = bool(request.session.get(MUST_CHANGE))
    said = {"rule": RULE, "first": _FIRST if first else ""}
    if request.method == "GET":
        return render(request, _PASSWORD, said)
    try:
        _change(request)
    except Refused as refused:
        return render(request, _PASSWORD, {**said, "sentence": refused.sentence}, status=409)
    return redirect("home") if first else render(request, _PASSWORD, {**said, "done": True})


def _change(request: HttpRequest) -> None:
    old, new, again = (request.POST.get(key, "") for key in ("old", "new", "again"))
    if new != again:
        raise Refused("differ", "两次输入的新密码不一样，请重新输入。")
    person = Person.objects.get(pk=who(request).id)
    people.change_password(person, old, new)
    update_session_auth_hash(request, person)
    request.session[MUST_CHANGE] = False
