"""``lingtan desk``, ``user`` and ``audit verify``: what they print, and how they end."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lingtan.cli import FOUND_ERRORS, OK, UNUSABLE, main

Printed = pytest.CaptureFixture[str]


def run(capsys: Printed, *words: str) -> tuple[int, str, str]:
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def add(capsys: Printed, workspace: Path, *more: str) -> tuple[int, str, str]:
    words = ("user", "add", "hz01", "--name", "陈一", "--role", "city", "--city", "杭州市")
    return run(capsys, *words, *more, "--workspace", str(workspace))


def test_a_user_is_added_with_a_password_told_once(database: Path, capsys: Printed) -> None:
    from store import people
    from store.models import Audit, Person

    status, out, _ = add(capsys, database)
    password = re.search(r"密码  (\w+)", out)
    assert status == OK and password
    person = Person.objects.get()
    assert (person.name, person.role, person.city) == ("陈一", "city", "杭州市")
    assert person.check_password(password[1]) and people.must_change(person)
    assert Audit.objects.get().actor.startswith("命令行 ")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--city", ""), "市级人员须选择所在的市"),
        (("--role", "root"), "参数有误"),
    ],
)
def test_a_user_that_cannot_be_added(
    database: Path, capsys: Printed, more: tuple[str, ...], sentence: str
) -> None:
    status, _, err = add(capsys, database, *more)
    assert status == UNUSABLE and sentence in err


def test_a_name_that_is_taken(database: Path, capsys: Printed) -> None:
    add(capsys, database)
    status, _, err = add(capsys, database)
    assert status == UNUSABLE and "登录名或姓名已有人使用" in err


def test_a_password_is_reset(database: Path, capsys: Printed) -> None:
    from store.models import Person

    add(capsys, database)
    words = ("user", "reset", "hz01", "--workspace", str(database))
    status, out, _ = run(capsys, *words)
    password = re.search(r"密码  (\w+)", out)
    assert status == OK and password and Person.objects.get().check_password(password[1])
    status, _, err = run(capsys, "user", "reset", "nobody", "--workspace", str(database))
    assert status == UNUSABLE and "没有登录名为“nobody”的人员" in err


def test_the_log_is_verified(database: Path, capsys: Printed) -> None:
    from django.db import connection

    from store import append_only, audit
    from store.models import Audit

    words = ("audit", "verify", "--workspace", str(database))
    assert run(capsys, *words)[:2] == (OK, "日志完整：共 0 行，逐行接续\n")
    for _ in range(3):
        audit.record("周予安", "login")
    status, out, _ = run(capsys, *words)
    assert status == OK and "共 3 行" in out
    first = Audit.objects.order_by("pk")[0].pk
    append_only.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_audit SET actor = 'x' WHERE id = %s", [first])
    status, out, _ = run(capsys, *words)
    assert status == FOUND_ERRORS and f"第 {first} 行与前一行接不上" in out


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_told(database: Path, capsys: Printed, taken_port: int) -> None:
    words = ("desk", "--workspace", str(database), "--port", str(taken_port))
    status, _, err = run(capsys, *words)
    assert status == UNUSABLE
    assert f"端口 {taken_port} 已被占用，请用 --port 换一个" in err


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        (("--port", "99999"), "端口 99999 无效"),
        (("--port", "0"), "端口 0 无效"),
        (("--host", "192.0.2.1"), "不能在 192.0.2.1:8000 上提供服务"),
    ],
)
def test_an_address_that_is_none_of_ours_is_told(
    database: Path, capsys: Printed, where: tuple[str, str], sentence: str
) -> None:
    status, _, err = run(capsys, "desk", "--workspace", str(database), *where)
    assert status == UNUSABLE and sentence in err


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("mysql://x/y", "只支持"), ("sqlite:////nowhere/at/all.sqlite3", "数据库不可用")],
)
def test_an_unusable_database_is_told(tmp_path: Path, url: str, sentence: str) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "lingtan", "desk", "--workspace", str(tmp_path)),
        env={"DATABASE_URL": url, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == UNUSABLE
    assert sentence in done.stderr and "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_desk_serves_and_stops_with_its_jobs(tmp_path: Path) -> None:
    port = _free_port()
    words = ("desk", "--workspace", str(tmp_path / "ws"), "--port", str(port))
    desk = subprocess.Popen(
        (sys.executable, "-m", "lingtan", *words), stdout=subprocess.PIPE, text=True
    )
    try:
        assert desk.stdout
        assert f"http://127.0.0.1:{port}/" in desk.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/") as answer:
            assert answer.status == 200 and "登录" in answer.read().decode()
        children = _children(desk.pid)
        assert len(children) == 1
    finally:
        desk.send_signal(signal.SIGTERM)
        assert desk.wait(timeout=60) == OK
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _children(pid: int) -> list[int]:
    """The processes that it started, as soon as there is one."""
    listed = Path(f"/proc/{pid}/task/{pid}")
    for _ in range(100):
        found = [
            p for task in listed.parent.iterdir() for p in (task / "children").read_text().split()
        ]
        if found:
            return [int(one) for one in found]
        time.sleep(0.1)
    return []
