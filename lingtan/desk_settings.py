"""What Django needs to serve the desk: apps, middleware, sessions, passwords, headers."""

from __future__ import annotations

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
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "desk.middleware.DenyByDefault",
    "desk.middleware.Headers",
    "axes.middleware.AxesMiddleware",
]
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
        **_people(),
        **_limits(),
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
    }


def _limits() -> dict[str, Any]:
    return {
        "SESSION_COOKIE_AGE": int(_IDLE.total_seconds()),
        "SESSION_SAVE_EVERY_REQUEST": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_FAILURE_VIEW": "desk.views.csrf_failure",
        "X_FRAME_OPTIONS": "DENY",
    }
