"""Django's settings, made from our own frozen Settings before Django starts."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from lingtan import desk_settings
from lingtan.settings import Settings

_LOCKED: Final = 30.0
"""Seconds that a statement waits for another writer on SQLite; ``sqlite:///path?timeout=5`` changes it."""


def start(settings: Settings) -> None:
    """Configure Django for this workspace and bring its tables up to date.

    Raises ``ValueError`` for a ``DATABASE_URL`` that is not ``postgresql://…`` or ``sqlite:///…``.
    """
    import django
    from django.conf import settings as django_settings

    settings.workspace.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not django_settings.configured:
        django_settings.configure(**configuration(settings))
        django.setup()
    from store import tables

    tables.bring_up_to_date()


def configuration(settings: Settings) -> dict[str, Any]:
    """The values that Django is configured with."""
    return {
        "INSTALLED_APPS": ["store.apps.StoreConfig", *desk_settings.APPS],
        "DATABASES": {"default": _database(settings)},
        "USE_TZ": True,
        "TIME_ZONE": "Asia/Shanghai",
        "LANGUAGE_CODE": "zh-hans",
        "LINGTAN": settings,
        **desk_settings.configuration(settings),
    }


def _database(settings: Settings) -> dict[str, Any]:
    url = urlsplit(settings.database_url)
    if not settings.database_url:
        return _sqlite(str(settings.workspace / "lingtan.sqlite3"))
    if url.scheme == "sqlite":
        asked = parse_qs(url.query).get("timeout", [str(_LOCKED)])
        return _sqlite(unquote(url.path).removeprefix("/"), float(asked[0]))
    if url.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.removeprefix("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
        }
    raise ValueError("DATABASE_URL 只支持 postgresql:// 或 sqlite:///")


def _sqlite(path: str, timeout: float = _LOCKED) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": timeout,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
