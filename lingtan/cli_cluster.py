"""The words of the command line for work beyond this machine."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lingtan.cluster_commands import Elsewhere


def add_elsewhere(group: argparse._MutuallyExclusiveGroup) -> None:
    """Where a batch is worked off: ``--cluster`` or ``--pool``."""
    group.add_argument(
        "--cluster", default="", metavar="ADDR", help="Dask 集群：tcp://主机:8786，或 local（本机）"
    )
    group.add_argument("--pool", default="", metavar="NAME", help="Prefect 工作池（多台主机）")


def elsewhere(arguments: argparse.Namespace) -> Elsewhere:
    """What :func:`add_elsewhere`'s arguments say."""
    from lingtan.cluster_commands import Elsewhere

    return Elsewhere(arguments.cluster, arguments.pool)


def add_commands(
    commands: argparse._SubParsersAction[Any],
    add_workspace: Callable[[argparse.ArgumentParser], None],
) -> None:
    """``worker`` and ``server``."""
    worker = commands.add_parser("worker", help="把本机借给工作池或 Dask 集群，处理别处收的批次")
    add_elsewhere(worker.add_mutually_exclusive_group(required=True))
    worker.add_argument(
        "--workers", type=int, metavar="N", help="Dask 的进程数（默认按处理器核数）"
    )
    server = commands.add_parser("server", help="多台主机共用的流程服务（Prefect）")
    server.add_argument("--host", default="127.0.0.1", metavar="ADDR", help="监听地址（默认本机）")
    server.add_argument("--port", type=int, default=4200, metavar="N", help="端口（默认4200）")
    for parser, run in ((worker, _worker), (server, _server)):
        add_workspace(parser)
        parser.set_defaults(run=run)


def _worker(arguments: argparse.Namespace) -> int:
    from lingtan.cluster_commands import worker
    from lingtan.settings import from_environment

    settings = from_environment(arguments.workspace, workers=arguments.workers)
    return worker(settings, elsewhere(arguments))


def _server(arguments: argparse.Namespace) -> int:
    from lingtan.cluster_commands import server
    from lingtan.settings import from_environment

    settings = from_environment(arguments.workspace)
    return server(settings, host=arguments.host, port=arguments.port)
