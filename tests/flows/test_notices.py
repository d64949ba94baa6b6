"""Notices against servers of the test's own: what arrives, what is off, what failed in words."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, cast

import pytest

from flows.notices import send
from lingtan.settings import from_environment
from schemas.notices import Channels, Notice

NOTICE = Notice("质量日报 2026-03-20", "3月20日处理5份，一次通过率75.0%。")


class Letters(socketserver.StreamRequestHandler):
    """As much of an SMTP server as a client needs that offers nothing."""

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            word = line.strip().upper()[:4]
            if word == b"DATA":
                self._say("354 go on")
                cast("Any", self.server).kept.append(self._letter())
            self._say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return

    def _letter(self) -> bytes:
        return b"".join(iter(self.rfile.readline, b".\r\n"))

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Robot(BaseHTTPRequestHandler):
    """A group robot that answers as it is told to."""

    def do_POST(self) -> None:
        kept = cast("Any", self.server)
        kept.kept.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(kept.answer).encode())

    def log_message(self, *args: object) -> None:
        """Nothing on the tests' screen."""


@contextmanager
def served(server: socketserver.TCPServer) -> Iterator[tuple[int, list[bytes]]]:
    kept: list[bytes] = []
    cast("Any", server).kept = kept
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_address[1], kept
    server.shutdown()
    server.server_close()


def robot(answer: dict[str, object]) -> HTTPServer:
    made = HTTPServer(("127.0.0.1", 0), Robot)
    cast("Any", made).answer = answer
    return made


def test_a_letter_arrives() -> None:
    with served(socketserver.TCPServer(("127.0.0.1", 0), Letters)) as (port, kept):
        channels = Channels(f"127.0.0.1:{port}", "desk@example.cn", ("a@example.cn",))
        assert send(NOTICE, channels) == ()
    letter = message_from_bytes(kept[0], policy=policy.default)
    assert (letter["Subject"], letter["To"]) == (NOTICE.subject, "a@example.cn")
    assert letter.get_content().strip() == NOTICE.text


def test_a_password_is_not_sent_in_the_clear() -> None:
    with served(socketserver.TCPServer(("127.0.0.1", 0), Letters)) as (port, kept):
        channels = Channels(f"127.0.0.1:{port}", "d@example.cn", ("a@example.cn",), "u", "p")
        assert send(NOTICE, channels) == ("邮件未送达：SMTPNotSupportedError",)
    assert kept == []


@pytest.mark.parametrize(
    ("answer", "problems"),
    [
        ({"errcode": 0, "errmsg": "ok"}, ()),
        ({"errcode": 310000, "errmsg": "keywords not in content"}, ("群机器人未送达：ValueError",)),
    ],
)
def test_the_robot_is_told(answer: dict[str, object], problems: tuple[str, ...]) -> None:
    with served(robot(answer)) as (port, kept):
        assert send(NOTICE, Channels(webhook=f"http://127.0.0.1:{port}/send")) == problems
    told = json.loads(kept[0])
    assert told == {"msgtype": "text", "text": {"content": f"{NOTICE.subject}\n{NOTICE.text}"}}


def test_a_server_that_is_down_is_told_in_words() -> None:
    channels = Channels("127.0.0.1:1", "d@example.cn", ("a@example.cn",), webhook="file:///etc")
    assert send(NOTICE, channels) == (
        "邮件未送达：ConnectionRefusedError",
        "群机器人未送达：ValueError",
    )


def test_off_unless_the_environment_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LINGTAN_MAIL_HOST", "LINGTAN_MAIL_TO", "LINGTAN_WEBHOOK"):
        monkeypatch.delenv(name, raising=False)
    assert send(NOTICE, from_environment(tmp_path).channels) == ()
    monkeypatch.setenv("LINGTAN_MAIL_HOST", "mail.example.cn:25")
    monkeypatch.setenv("LINGTAN_MAIL_TO", "a@example.cn, b@example.cn")
    channels = from_environment(tmp_path).channels
    assert (channels.mail_host, channels.mail_to, channels.webhook) == (
        "mail.example.cn:25",
        ("a@example.cn", "b@example.cn"),
        "",
    )
