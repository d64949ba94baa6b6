"""Work beyond this machine: whose hands a batch goes into, and the commands that lend them."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from lingtan.cli import OK, Unusable
from lingtan.settings import Settings

if TYPE_CHECKING:
    from flows.crew import Crew

_API: Final = "PREFECT_API_URL"
_NO_API: Final = (
    "未设置 PREFECT_API_URL（如 http://10.0.0.5:4200/api），先在一台主机上运行 lingtan server"
)
_NO_DASK: Final = "未安装 Dask，请先安装 lingtan[cluster]"
_WORKING: Final = "工作池 {}  本机 {}  Prefect {}  Ctrl-C 停止"
_LENT: Final = "Dask 集群 {}  本机 {} 个进程  Ctrl-C 停止"
_SERVING: Final = "流程服务  http://{}:{}/api  数据库 {}  Ctrl-C 停止"


class Elsewhere(Struct, frozen=True):
    """Where a batch is worked off, if not by this host's own workers."""

    cluster: str = ""
    """The address of a Dask scheduler, or ``local`` for a cluster on this host."""
    pool: str = ""
    """The name of a Prefect work pool."""


HERE: Final = Elsewhere()
_OWN_CLUSTER: Final = Elsewhere(cluster="local")


def crew_of(settings: Settings, elsewhere: Elsewhere) -> AbstractContextManager[Crew]:
    """Who works the batch off; Prefect is prepared for them. Raises :class:`Unusable`."""
    from flows import crew, server

    server.prepare(settings.prefect_home)
    if elsewhere in (HERE, _OWN_CLUSTER):
        server.begin()  # Dask's processes report to it as well
    if elsewhere == HERE:
        return crew.local(settings.workers)  # before Prefect starts threads
    if elsewhere == _OWN_CLUSTER:
        return _dask("", settings)
    _must_have_a_server()
    return _pool(elsewhere.pool) if elsewhere.pool else _dask(elsewhere.cluster, settings)


def _must_have_a_server() -> None:
    if not os.environ.get(_API):
        raise Unusable(_NO_API)


def _pool(name: str) -> AbstractContextManager[Crew]:
    from flows.cluster_pool import PoolCrew

    return PoolCrew(name)


@contextmanager
def _dask(address: str, settings: Settings) -> Iterator[Crew]:
    try:
        from flows.cluster_dask import DaskCrew
    except ImportError as error:
        raise Unusable(_NO_DASK) from error
    try:
        crew = DaskCrew(address, settings.workers).__enter__()
    except (OSError, ValueError, RuntimeError) as error:
        raise Unusable(f"Dask 集群连不上：{address}（{type(error).__name__}）") from error
    try:
        yield crew
    finally:
        crew.__exit__()


def worker(settings: Settings, elsewhere: Elsewhere) -> int:
    """Lend this host to a work pool or a Dask cluster until stopped. The process becomes theirs."""
    from flows import server

    server.prepare(settings.prefect_home)
    _must_have_a_server()
    ours = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join((ours, os.environ.get("PATH", "")))
    if elsewhere.pool:
        print(_WORKING.format(elsewhere.pool, socket.gethostname(), os.environ[_API]), flush=True)
        return _become("prefect", *_pool_arguments(elsewhere.pool))
    print(_LENT.format(elsewhere.cluster, settings.workers), flush=True)
    os.environ["DASK_DISTRIBUTED__WORKER__DAEMON"] = (
        "False"  # else its workers may have no children
    )
    return _become("distributed.cli.dask_worker", *_dask_arguments(elsewhere.cluster, settings))


def _pool_arguments(pool: str) -> tuple[str, ...]:
    name = f"{socket.gethostname()}-{os.getpid()}"
    kind = ("--type", "process", "--install-policy", "never")
    return ("worker", "start", "--pool", pool, "--name", name, "--limit", "1", *kind)


def _dask_arguments(address: str, settings: Settings) -> tuple[str, ...]:
    scratch = ("--local-directory", str(settings.workspace / "dask"), "--no-dashboard")
    return (address, "--nworkers", str(settings.workers), "--nthreads", "1", *scratch)


def _become(module: str, *arguments: str) -> int:
    os.execv(sys.executable, (sys.executable, "-m", module, *arguments))


def server(settings: Settings, *, host: str, port: int) -> int:
    """Prefect's server until stopped, on ``PREFECT_SERVER_DATABASE_CONNECTION_URL``."""
    os.environ.setdefault("PREFECT_SERVER_UI_ENABLED", "false")
    from flows import server as prefect

    prefect.prepare(settings.prefect_home)
    outside = os.environ.get("PREFECT_SERVER_DATABASE_CONNECTION_URL", "")
    kind = outside.partition("://")[0].partition("+")[0] or "sqlite（单机用）"
    print(_SERVING.format(host, port, kind), flush=True)
    from flows.cluster_server import serve

    serve(host, port)
    return OK
