"""What a password must be: eight characters at least, of three classes, not the login name."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError

from store.models import Person

LENGTH: Final = 8
CLASSES: Final = 3
RULE: Final = "密码至少8位，含大写字母、小写字母、数字、符号中的三类，且不含登录名。"


class ThreeClasses:
    """Django's validator of ours."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises ``ValidationError`` with the one sentence that says the whole rule."""
        if len(password) < LENGTH or classes(password) < CLASSES or _holds_name(password, user):
            raise ValidationError(RULE, code="three_classes")

    def get_help_text(self) -> str:
        """The rule."""
        return RULE


def classes(password: str) -> int:
    """How many of capital letters, small letters, digits, other signs are in it."""
    kinds = (str.isupper, str.islower, str.isdecimal, _is_sign)
    return sum(any(map(kind, password)) for kind in kinds)


def _is_sign(sign: str) -> bool:
    return not (sign.isupper() or sign.islower() or sign.isdecimal())


def _holds_name(password: str, user: Person | None) -> bool:
    name = user.username.lower() if user else ""
    return bool(name) and name in password.lower()
