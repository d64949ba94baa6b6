"""Logging in and out."""

from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from desk.access import EVERYBODY, allowed, public

login = public(LoginView.as_view(template_name="desk/login.html"))


@allowed(*EVERYBODY)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Out, and back to the login."""
    logout(request)
    return redirect("login")
