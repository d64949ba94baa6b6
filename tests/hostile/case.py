"""What a hostile file is, which row of docs/threats.md it belongs to, and what must become of it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

READ = "read"
IGNORED = "ignored"
TITLE = "重点项目汇总表"
"""What the crafted files say, so that they are taken for an annex and really opened."""
SECRET = "root:x:0:0"
"""How the file begins that some of them try to show."""

LISTENER = socket.create_server(("127.0.0.1", 0))
LISTENER.setblocking(False)
LURE = f"http://127.0.0.1:{LISTENER.getsockname()[1]}/canary"
"""What the crafted files ask for; nobody may."""


@dataclass(frozen=True)
class Case:
    """A crafted file. ``outcome`` is ``read``, ``ignored`` or the code of its problem; two,
    parted by a slash, where the libraries' version decides whether the child's memory suffices."""

    row: str
    name: str
    content: Callable[[], bytes]
    outcome: str
    ending: str
    notice: str = ""

    @property
    def ident(self) -> str:
        return f"{self.row}: {self.name}"


def connections() -> int:
    """How often somebody called at :data:`LURE` since the last time."""
    count = 0
    while True:
        try:
            LISTENER.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1
