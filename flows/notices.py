"""Notices of a night by mail (SMTP) and by a group robot's webhook (DingTalk, WeCom). Off unless set."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from http import HTTPStatus
from typing import Final
from urllib.request import Request, urlopen

import msgspec
from msgspec import Struct

from schemas.notices import Channels, Notice

_LOG = logging.getLogger("lingtan.notices")
_WAIT: Final = 20.0
"""Seconds to wait for a server."""


def send(notice: Notice, channels: Channels) -> tuple[str, ...]:
    """Send by every channel that is set. Returns what failed, in words: a notice never fails a night."""
    return tuple(_problems(notice, channels))


def _problems(notice: Notice, channels: Channels) -> Iterator[str]:
    for name, wanted, deliver in (
        ("邮件", channels.mail_host and channels.mail_to, _mail),
        ("群机器人", channels.webhook, _post),
    ):
        if not wanted:
            continue
        try:
            deliver(notice, channels)
        except (OSError, ValueError, smtplib.SMTPException, msgspec.MsgspecError) as error:
            _LOG.warning("a notice was not delivered", exc_info=error)
            yield f"{name}未送达：{type(error).__name__}"


def _mail(notice: Notice, channels: Channels) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = notice.subject, channels.mail_from
    letter["To"] = ", ".join(channels.mail_to)
    letter.set_content(notice.text)
    with _server(channels.mail_host) as server:
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls()
        if channels.mail_user:
            _log_in(server, channels)
        server.send_message(letter)


def _server(host: str) -> smtplib.SMTP:
    name, _, port = host.partition(":")
    if port == "465":
        return smtplib.SMTP_SSL(name, 465, timeout=_WAIT)
    return smtplib.SMTP(name, int(port or 25), timeout=_WAIT)


def _log_in(server: smtplib.SMTP, channels: Channels) -> None:
    import ssl

    if not isinstance(server.sock, ssl.SSLSocket):
        raise smtplib.SMTPNotSupportedError("the server offers no TLS for the password")
    server.login(channels.mail_user, channels.mail_password)


class _Answer(Struct):
    errcode: int = 0
    errmsg: str = ""


def _post(notice: Notice, channels: Channels) -> None:
    """One form that DingTalk's and WeCom's robots both take; both answer 200 with a code of their own."""
    if not channels.webhook.startswith(("https://", "http://")):
        raise ValueError("a webhook is an http address")
    body = {"msgtype": "text", "text": {"content": f"{notice.subject}\n{notice.text}"}}
    head = {"Content-Type": "application/json; charset=utf-8"}
    request = Request(channels.webhook, msgspec.json.encode(body), head, method="POST")
    with urlopen(request, timeout=_WAIT) as answer:
        told = msgspec.json.decode(answer.read(4096) or b"{}", type=_Answer)
    if answer.status != HTTPStatus.OK or told.errcode:
        raise ValueError(f"the robot refused: {told.errcode} {told.errmsg}")
