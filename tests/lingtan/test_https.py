"""The desk behind a server that speaks HTTPS: its forms are taken (401: a wrong password), its cookies are secure."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from lingtan.desk_settings import configuration
from lingtan.settings import Settings

_HOST: Final = "desk.example.cn"
_OURS: Final = (
    "ALLOWED_HOSTS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "CSRF_TRUSTED_ORIGINS",
)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("https", "origin", "status"),
    [
        (True, f"https://{_HOST}", 401),
        (True, "https://elsewhere.example", 403),
        (False, f"https://{_HOST}", 403),
        (False, f"http://{_HOST}", 401),
    ],
)
def test_a_form_from_an_https_page_is_ours_where_https_is_set(
    tmp_path: Path, https: bool, origin: str, status: int
) -> None:
    from django.test import Client, override_settings

    made = configuration(Settings(tmp_path, hosts=(_HOST,), https=https))
    with override_settings(**{name: made[name] for name in _OURS if name in made}):
        client = Client(enforce_csrf_checks=True, headers={"host": _HOST})
        page = client.get("/login/")
        token = page.cookies["csrftoken"]
        form = {"username": "nobody", "password": "x", "csrfmiddlewaretoken": token.value}
        answer = client.post("/login/", form, headers={"origin": origin})
    assert (answer.status_code, bool(token["secure"])) == (status, https)
