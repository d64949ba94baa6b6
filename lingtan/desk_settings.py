"""What Django needs to serve the desk: apps, middleware, sessions, passwords, headers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from lingtan.settings import Settings

APPS: Final = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "desk.apps.DeskConfig",
]
_MIDDLEWARE: Final = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "desk.middleware.Headers",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "axes.middleware.AxesMiddleware",
    "desk.middleware.DenyByDefault",
]
_LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
"""A fault of ours is on the server's standard error; Django alone would mail it to nobody."""
_LOCKED_AFTER: Final = 5
_LOCKED_FOR: Final = timedelta(minutes=30)
_IDLE: Final = timedelta(minutes=30)


def configuration(settings: Settings) -> dict[str, Any]:
    """The desk's part of Django's settings."""
    return {
        "SECRET_KEY": settings.secret_key,
        "ALLOWED_HOSTS": list(settings.hosts),
        "ROOT_URLCONF": "desk.urls",
        "MIDDLEWARE": _MIDDLEWARE,
        "TEMPLATES": [_templates()],
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,
        "LOGGING": _LOGGING,
        **_people(),
        **_limits(),
        **(_behind_https(settings.hosts) if settings.https else {}),
    }


def _behind_https(hosts: Sequence[str]) -> dict[str, Any]:
    """Cookies travel by HTTPS only, and a form sent from an HTTPS page is ours: the server in front speaks it."""
    return {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "CSRF_TRUSTED_ORIGINS": [f"https://{host}" for host in hosts],
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "desk.context.desk",
            ],
        },
    }


def _people() -> dict[str, Any]:
    """Who logs in and how. The lock is on the name alone (W006): an office shares one address."""
    return {
        "AUTH_USER_MODEL": "store.Person",
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "django.contrib.auth.backends.ModelBackend",
        ],
        "LOGIN_URL": "login",
        "LOGIN_REDIRECT_URL": "home",
        "AXES_FAILURE_LIMIT": _LOCKED_AFTER,
        "AXES_COOLOFF_TIME": _LOCKED_FOR,
        "AXES_LOCKOUT_PARAMETERS": ["username"],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
        "AXES_LOCKOUT_CALLABLE": "desk.people.lockout.locked_out",
        "AXES_SENSITIVE_PARAMETERS": ["csrfmiddlewaretoken"],
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_ENABLE_ADMIN": False,
        "AXES_VERBOSE": False,
        "SILENCED_SYSTEM_CHECKS": ["axes.W006"],
        "AUTH_PASSWORD_VALIDATORS": [{"NAME": "desk.people.passwords.ThreeClasses"}],
    }


def _limits() -> dict[str, Any]:
    return {
        "SESSION_COOKIE_AGE": int(_IDLE.total_seconds()),
        "SESSION_SAVE_EVERY_REQUEST": True,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_FAILURE_VIEW": "desk.views.csrf_failure",
        "X_FRAME_OPTIONS": "DENY",
    }
