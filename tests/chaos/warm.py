"""The command line in a process that has everything imported already: ``python -m tests.chaos.warm``.

Starting Python and importing Prefect and Django costs more than the rest of a killed run. This process imports
once, and forks for each run a child that becomes its own process group and calls :func:`lingtan.cli.main`, as
the installed script does. It has one thread, so that nothing is lost in the fork.

Lines in, lines out: ``run {"argv": …, "environment": …, "log": …, "tally": …, "kill_after": …,
"broken": …}`` answers the child's id, ``wait ID`` its exit status once it has ended.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_NEEDED: Final = (
    "flows.intake",
    "lingtan.commands",
    "lingtan.progress",
    "lingtan.troubles",
    "rich.progress",
    "store.tables",
)
"""What ``lingtan intake`` imports once it runs."""


def main() -> int:
    """Serve until the input ends."""
    with tempfile.TemporaryDirectory() as folder:
        _import_all(Path(folder))
    if threading.active_count() != 1:
        raise SystemExit("a thread was started by an import: a fork would lose it")
    print("warm", flush=True)
    for line in sys.stdin:
        word, _, rest = line.partition(" ")
        if word == "wait":
            print(os.waitstatus_to_exitcode(os.waitpid(int(rest), 0)[1]), flush=True)
            continue
        child = os.fork()
        if child == 0:
            return _run(json.loads(rest))
        os.setpgid(child, child)
        print(child, flush=True)
    return 0


def _import_all(workspace: Path) -> None:
    import django
    from django.conf import settings as django_settings

    from flows import server
    from lingtan.django_settings import configuration
    from lingtan.settings import from_environment

    settings = from_environment(workspace)
    server.prepare(settings.prefect_home)
    django_settings.configure(**configuration(settings))
    django.setup()
    for name in _NEEDED:
        import_module(name)
    from validators.catalogue import modules

    modules()


def _run(order: dict[str, Any]) -> int:
    if os.getpid() != os.getpgid(0):
        os.setpgid(0, 0)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - what was read ahead is the parent's
    os.environ |= order["environment"]
    tempfile.tempdir = None  # what was found before the fork is the parent's
    from lingtan.cli import main as command
    from tests.chaos.broken import Broken, broken
    from tests.chaos.commits import watch

    _move(Path(order["workspace"]))

    watch(Path(order["tally"]), order["kill_after"])
    with broken(Broken(**order["broken"])):
        return command(order["argv"])


def _move(workspace: Path) -> None:
    """Django, which was set up before the fork, on this run's workspace and database."""
    from django.conf import settings as django_settings
    from django.db import connections

    from lingtan.django_settings import configuration
    from lingtan.settings import from_environment

    for name, value in configuration(from_environment(workspace)).items():
        setattr(django_settings, name, value)
    with suppress(AttributeError):
        del connections["default"]
    connections.settings = connections.configure_settings(None)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
