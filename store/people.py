"""Who may log in: added, changed and switched off by administrators; every step is logged."""

from __future__ import annotations

import secrets
import string
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from msgspec import Struct

from schemas.desk import ROLE_WORDS, Role
from store import audit
from store.models import Person
from store.refusals import Refused
from validators.registers.divisions import cities

_LENGTH: Final = 12
_KINDS: Final = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
_ALIKE: Final = frozenset("0O1lI")
"""Signs that are taken for each other on paper: no password that we make has them."""


class Wanted(Struct, frozen=True):
    """A person as an administrator describes them; ``city`` for city staff only."""

    username: str
    name: str
    role: str
    city: str = ""


def new_password() -> str:
    """A password that meets the rules, for handing over once."""
    while True:
        signs = [secrets.choice(string.ascii_letters + string.digits) for _ in range(_LENGTH)]
        if all(set(signs) & set(kind) for kind in _KINDS) and not set(signs) & _ALIKE:
            return "".join(signs)


def add(actor: str, wanted: Wanted, password: str) -> Person:
    """A new person. Raises :class:`Refused` for a name that is taken or a password too weak."""
    person = Person(username=wanted.username.strip(), name=wanted.name.strip())
    _place(person, wanted)
    _set_password(person, password)
    try:
        with transaction.atomic():
            person.save()
            _log(actor, person, "add")
    except IntegrityError as error:
        raise Refused(
            "taken", "登录名或姓名已有人使用。同名人员请在姓名后加单位以示区别。"
        ) from error
    return person


def change(actor: str, person: Person, wanted: Wanted) -> None:
    """Another role or city. The names stay: decisions and the log carry them."""
    if person.role == Role.ADMIN and wanted.role != Role.ADMIN:
        _keep_an_admin(person)
    _place(person, wanted)
    with transaction.atomic():
        person.save(update_fields=["role", "city"])
        _log(actor, person, "change")


def switch(actor: str, person: Person, *, active: bool) -> None:
    """Let somebody in again, or keep them out at once; what they did stays."""
    if not active and person.name == actor:
        raise Refused("yourself", "不能停用自己的账号，请由另一位管理员操作。")
    if not active and person.role == Role.ADMIN:
        _keep_an_admin(person)
    person.is_active = active
    with transaction.atomic():
        person.save(update_fields=["is_active"])
        _log(actor, person, "enable" if active else "disable")


def reset_password(actor: str, person: Person) -> str:
    """A new password, told once; its owner changes it at the next login."""
    password = new_password()
    person.set_password(password)
    person.last_login = None
    with transaction.atomic():
        person.save(update_fields=["password", "last_login"])
        _log(actor, person, "reset")
    return password


def change_password(person: Person, old: str, new: str) -> None:
    """One's own password. Raises :class:`Refused` for a wrong old one, or a new one too weak."""
    if not person.check_password(old):
        raise Refused("wrong", "原密码不对，请重新输入。")
    if old == new:
        raise Refused("same", "新密码不能与原密码相同。")
    _set_password(person, new)
    person.last_login = timezone.now()
    with transaction.atomic():
        person.save(update_fields=["password", "last_login"])
        _log(person.name, person, "password")


def must_change(person: Person) -> bool:
    """Whether the password is one that was handed over: its owner never chose one."""
    return person.last_login is None


def still_must_change(person: Person) -> None:
    """Logging in alone does not make a password that was handed over one's own."""
    Person.objects.filter(pk=person.pk).update(last_login=None)


def _place(person: Person, wanted: Wanted) -> None:
    if not person.username or not person.name:
        raise Refused("nameless", "请填写登录名和姓名。")
    if len(person.username) > 40 or len(person.name) > 80:
        raise Refused("long", "登录名不超过40个字，姓名不超过80个字。")
    if wanted.role not in ROLE_WORDS:
        raise Refused("role", "请选择角色。")
    if wanted.role == Role.CITY and wanted.city not in cities():
        raise Refused("city", "市级人员须选择所在的市。")
    person.role = wanted.role
    person.city = wanted.city if wanted.role == Role.CITY else ""


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused("weak", "".join(error.messages)) from error
    person.set_password(password)


def _keep_an_admin(person: Person) -> None:
    others = Person.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        raise Refused("last_admin", "这是最后一位管理员，请先添加另一位管理员。")


def _log(actor: str, person: Person, step: str) -> None:
    audit.record(
        actor, "user", f"person:{person.pk}", step=step, role=person.role, city=person.city
    )
