"""What holds for every page: nobody sees what is not opened to them, nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from desk.access import is_public, roles_of
from schemas.desk import Role
from store.models import Person

Answer = Callable[[HttpRequest], HttpResponseBase]
_POLICY: Final = (
    "default-src 'self'; img-src 'self'; style-src 'self'; script-src 'self'; object-src 'none';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class DenyByDefault:
    """Asks the view for its roles before it runs: none said, none let in."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Login first, then the role."""
        if is_public(view):
            return None
        if not isinstance(request.user, Person):
            return redirect_to_login(request.get_full_path())
        if Role(request.user.role) not in roles_of(view):
            raise PermissionDenied
        return None


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
