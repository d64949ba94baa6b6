"""The least Django settings: only for mypy's Django plugin, which wants a module of its own."""

from pathlib import Path

from lingtan.settings import Settings

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "store.apps.StoreConfig",
    "desk.apps.DeskConfig",
]
AUTH_USER_MODEL = "store.Person"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
SECRET_KEY = "types"  # the plugin starts Django without serving anything
LINGTAN = Settings(Path())
