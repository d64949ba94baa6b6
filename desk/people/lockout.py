"""Five wrong passwords: the door stays shut for half an hour, and says until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def locked_out(
    request: HttpRequest, _response: HttpResponse, credentials: dict[str, Any]
) -> HttpResponse:
    """What django-axes answers with: the login page with a plain sentence, status 429."""
    name = str(credentials.get("username", ""))
    sentence = (
        f"密码连续输错5次，账号已锁定。请于 {_opens_at(name):%H:%M} 以后再试，或请管理员重置密码。"
    )
    return render(request, "desk/login.html", {"sentence": sentence, "name": name}, status=429)


def _opens_at(name: str) -> datetime:
    """When the last wrong password is forgotten, in the office's time."""
    last = AccessAttempt.objects.filter(username=name).order_by("-attempt_time").first()
    since = last.attempt_time if last else timezone.now()
    opens: datetime = since + get_cool_off()
    return timezone.localtime(opens + timedelta(seconds=59))
