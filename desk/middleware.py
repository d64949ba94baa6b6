"""What holds for every page: nobody sees what is not opened to them, nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from desk.access import is_public, roles_of
from schemas.desk import Role
from store.models import Person

Answer = Callable[[HttpRequest], HttpResponseBase]
MUST_CHANGE: Final = "must_change"
"""The session's note that its owner has a password to change before anything else."""
GONE: Final = "登录已失效，刚才的操作没有保存。请在新标签页重新登录，再回到本页提交。"
_CHANGING: Final = ("/password/", "/logout/")
_POLICY: Final = (
    "default-src 'self'; img-src 'self'; style-src 'self'; script-src 'self'; object-src 'none';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_SECRET: Final = frozenset({"csrfmiddlewaretoken", "password", "old", "new", "again"})
_LARGEST: Final = 2**63 - 1
"""What a database takes for a row's number; a larger one is no row's."""


class DenyByDefault:
    """Asks the view for its roles before it runs: none said, none let in."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        """Login first, then the role, then a password that was handed over."""
        if is_public(view):
            return None
        if not isinstance(request.user, Person):
            return _to_login(request)
        if Role(request.user.role) not in roles_of(view):
            raise PermissionDenied
        if request.session.get(MUST_CHANGE) and request.path not in _CHANGING:
            return redirect("password")
        if any(isinstance(value, int) and value > _LARGEST for value in named.values()):
            raise Http404
        return None


def _to_login(request: HttpRequest) -> HttpResponse:
    """A page leads to the login and back; a script is told; a form gets what was typed back."""
    if "text/html" not in request.headers.get("Accept", "text/html"):
        return HttpResponse(GONE, "text/plain; charset=utf-8", status=401)
    if request.method == "POST":
        said = {"typed": _typed(request)}
        return render(request, "desk/gone.html", said, status=401)
    where = {"next": request.get_full_path()}
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        where["expired"] = "1"
    return redirect(f"/login/?{urlencode(where)}")


def _typed(request: HttpRequest) -> list[str]:
    """What somebody wrote into a form whose session is gone; never a password, never a choice."""
    fields = ((key, text.strip()) for key, text in request.POST.items() if isinstance(text, str))
    return [
        text
        for key, text in fields
        if key not in _SECRET and len(text) > 1 and not text.isdecimal()
    ]


class Headers:
    """No script but ours, no other host, no copy kept by anybody between."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self._answer(request)
        answer.headers.setdefault("Content-Security-Policy", _POLICY)
        answer.headers.setdefault("Cache-Control", "no-store")
        answer.headers.setdefault("Referrer-Policy", "same-origin")
        return answer
