"""What is told of a night, and where to."""

from __future__ import annotations

from msgspec import Struct


class Channels(Struct, frozen=True):
    """Where notices go; what is empty is off. ``mail_host`` is ``host`` or ``host:port``.

    A mail host on port 465 is spoken to under TLS from the start; elsewhere TLS begins where the
    server offers it. A password is sent under TLS only.
    """

    mail_host: str = ""
    mail_from: str = ""
    mail_to: tuple[str, ...] = ()
    mail_user: str = ""
    mail_password: str = ""
    webhook: str = ""


NOWHERE = Channels()
"""No notices: the default."""


class Notice(Struct, frozen=True):
    """What is told: a subject of one line, and the text."""

    subject: str
    text: str
