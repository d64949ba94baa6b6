"""Logging in and out, the lock, passwords, and the administrators' page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.desk.conftest import PASSWORD

if TYPE_CHECKING:
    from django.http import HttpResponse

    from store.models import Person

People = dict[str, "Person"]
ClientOf = Callable[[str], Client]


def login(client: Client, name: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    said = {"username": name, "password": password, **more}
    return client.post("/login/", said)


def actions() -> list[str]:
    from store.models import Audit

    return list(Audit.objects.order_by("pk").values_list("action", flat=True))


def test_login_leads_to_the_page_asked_for_and_is_logged(people: People) -> None:
    client = Client()
    away = client.get("/password/")
    assert (away.status_code, away["Location"]) == (302, "/login/?next=%2Fpassword%2F")
    assert login(client, "city", next="/password/")["Location"] == "/password/"
    assert client.post("/logout/")["Location"] == "/login/"
    assert client.get("/")["Location"].startswith("/login/")
    assert actions() == ["login", "logout"]


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:1"])
def test_login_leads_nowhere_else(people: People, elsewhere: str) -> None:
    assert login(Client(), "city", next=elsewhere)["Location"] == "/"


def test_five_wrong_passwords_lock_the_name_and_say_until_when(people: People) -> None:
    client = Client()
    answers = [login(client, "city", "wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 4 + [429]
    said = login(client, "city").content.decode()
    until = re.search(r"账号已锁定。请于 (\d\d:\d\d) 以后再试", said)
    assert until and f"请于 {until[1]} 以后" in answers[4].content.decode()
    assert login(Client(), "city").status_code == 429
    assert login(Client(), "auditor").status_code == 302
    assert set(actions()) == {"login_failed", "login"}


def test_the_lock_opens_after_half_an_hour(people: People) -> None:
    from axes.models import AccessAttempt

    client = Client()
    for _ in range(5):
        login(client, "city", "wrong")
    attempt = AccessAttempt.objects.get()
    assert "wrong" not in attempt.post_data
    attempt.attempt_time -= timedelta(minutes=29)
    attempt.save()
    assert login(client, "city").status_code == 429
    attempt.attempt_time -= timedelta(minutes=1)
    attempt.save()
    assert login(client, "city").status_code == 302


def test_a_name_nobody_has_is_not_written_down(people: People) -> None:
    from store.models import Audit

    assert login(Client(), "Secret-typed-here", "x").status_code == 401
    assert Audit.objects.get().actor == "未知登录名"


def test_who_is_switched_off_is_out_at_once(people: People, client_of: ClientOf) -> None:
    city, admin = client_of("city"), client_of("admin")
    assert city.get("/password/").status_code == 200
    assert admin.post(f"/people/{people['city'].pk}/switch/", {"active": "0"}).status_code == 302
    assert city.get("/password/").status_code == 302
    assert login(Client(), "city").status_code == 401


def test_a_session_that_ended_says_so(people: People) -> None:
    client = Client()
    login(client, "city")
    client.session.flush()
    away = client.get("/password/")
    assert "expired=1" in away["Location"]
    assert "超过30分钟没有操作，已自动退出" in client.get(away["Location"]).content.decode()
    assert client.get("/alive/", HTTP_ACCEPT="text/plain").status_code == 401


def test_a_form_whose_session_ended_gives_back_what_was_typed(people: People) -> None:
    typed = {"remark": "核算口径不同<b>", "old": "Secret-1x", "csrfmiddlewaretoken": "tokentoken"}
    answer = Client().post("/password/", typed)
    said = answer.content.decode()
    assert answer.status_code == 401
    assert "核算口径不同&lt;b&gt;" in said
    assert "Secret-1x" not in said and "tokentoken" not in said


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("Abcdef12", True),
        ("abcdef1!", True),
        ("浙江abc123", True),
        ("Abcde12", False),
        ("abcdefgh1", False),
        ("12345678!", False),
        ("City-2026x", False),
    ],
)
def test_the_rule_of_passwords(people: People, password: str, good: bool) -> None:
    from desk.people.passwords import ThreeClasses

    if good:
        ThreeClasses().validate(password, people["city"])
        return
    with pytest.raises(ValidationError):
        ThreeClasses().validate(password, people["city"])


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        (PASSWORD, "Ningbo-2027", "Ningbo-2027", "密码已修改"),
        ("wrong", "Ningbo-2027", "Ningbo-2027", "原密码不对"),
        (PASSWORD, "Ningbo-2027", "Ningbo-2028", "两次输入的新密码不一样"),
        (PASSWORD, "ningbo", "ningbo", "密码至少8位"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码不能与原密码相同"),
    ],
)
def test_changing_one_s_password(
    people: People, old: str, new: str, again: str, sentence: str
) -> None:
    client = Client()
    login(client, "city")
    answer = client.post("/password/", {"old": old, "new": new, "again": again})
    assert sentence in answer.content.decode()
    changed = sentence == "密码已修改"
    assert answer.status_code == (200 if changed else 409)
    assert client.get("/password/").status_code == 200
    assert login(Client(), "city", new if changed else PASSWORD).status_code == 302


def added(client: Client, **more: str) -> HttpResponse:
    said = {"username": "hz01", "name": "陈一", "role": "city", "city": "杭州市", **more}
    return client.post("/people/add/", said)


def shown_password(answer: HttpResponse) -> str:
    found = re.search(r"data-secret>([^<]+)<", answer.content.decode())
    assert found
    return found[1]


def test_a_new_person_changes_the_password_before_anything_else(client_of: ClientOf) -> None:
    first = shown_password(added(client_of("admin")))
    client = Client()
    assert login(client, "hz01", first)["Location"] == "/password/"
    assert client.get("/")["Location"] == "/password/"
    fresh = Client()
    assert login(fresh, "hz01", first)["Location"] == "/password/"
    said = {"old": first, "new": "Xihu-2026", "again": "Xihu-2026"}
    assert fresh.post("/password/", said)["Location"] == "/"
    assert login(Client(), "hz01", "Xihu-2026")["Location"] == "/"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"city": ""}, "市级人员须选择所在的市"),
        ({"city": "上海市"}, "市级人员须选择所在的市"),
        ({"role": "root"}, "请选择角色"),
        ({"name": " "}, "请填写登录名和姓名"),
        ({"username": "city"}, "登录名或姓名已有人使用"),
        ({"name": "周予安"}, "登录名或姓名已有人使用"),
    ],
)
def test_a_person_that_cannot_be_added(
    client_of: ClientOf, wrong: dict[str, str], sentence: str
) -> None:
    from store.models import Person

    admin = client_of("admin")
    before = Person.objects.count()
    answer = added(admin, **wrong)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert Person.objects.count() == before


def test_a_reset_opens_a_locked_account(people: People, client_of: ClientOf) -> None:
    for _ in range(5):
        login(Client(), "city", "wrong")
    admin = client_of("admin")
    fresh = shown_password(admin.post(f"/people/{people['city'].pk}/password/"))
    assert login(Client(), "city", fresh)["Location"] == "/password/"


def test_an_administrator_stays(people: People, client_of: ClientOf) -> None:
    admin, mine = client_of("admin"), people["admin"].pk
    assert admin.post(f"/people/{mine}/switch/", {"active": "0"}).status_code == 409
    answer = admin.post(f"/people/{mine}/change/", {"role": "province"})
    assert "最后一位管理员" in answer.content.decode()


def test_city_and_role_change(people: People, client_of: ClientOf) -> None:
    pk = people["city"].pk
    client_of("admin").post(f"/people/{pk}/change/", {"role": "city", "city": "温州市"})
    people["city"].refresh_from_db()
    assert people["city"].city == "温州市"
    client_of("admin").post(f"/people/{pk}/change/", {"role": "province", "city": "温州市"})
    people["city"].refresh_from_db()
    assert (people["city"].role, people["city"].city) == ("province", "")


def test_nobody_else_sees_the_people(people: People, client_of: ClientOf) -> None:
    for key in ("province", "city", "expert", "auditor"):
        assert client_of(key).get("/people/").status_code == 403
        assert added(client_of(key)).status_code == 403
    assert "陈一" not in client_of("admin").get("/people/").content.decode()


def test_no_password_stands_in_the_log(people: People, client_of: ClientOf) -> None:
    from store.models import Audit

    first = shown_password(added(client_of("admin")))
    login(Client(), "hz01", first)
    assert first not in repr(list(Audit.objects.values()))
