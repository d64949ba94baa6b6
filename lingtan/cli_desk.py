"""The words of the command line for the desk: serving it, its people, its log."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_commands(
    commands: argparse._SubParsersAction[Any],
    add_workspace: Callable[[argparse.ArgumentParser], None],
) -> None:
    """``desk``, ``desk-jobs``, ``user`` and ``audit``."""
    desk = commands.add_parser("desk", help="在浏览器里办理：批次、核对、评审、日报")
    desk.add_argument("--host", default="127.0.0.1", metavar="ADDR", help="监听地址（默认本机）")
    desk.add_argument("--port", type=int, default=8000, metavar="N", help="端口（默认8000）")
    desk.add_argument("--demo", action="store_true", help="演示：收入样例批次，每个角色一个用户")
    jobs = commands.add_parser("desk-jobs", help="处理网页上传的材料（lingtan desk 会自己启动它）")
    jobs.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    for parser, run in ((desk, _desk), (jobs, _desk_jobs)):
        add_workspace(parser)
        parser.set_defaults(run=run)
    _add_user(commands.add_parser("user", help="人员：新增、重置密码"), add_workspace)
    audit = commands.add_parser("audit", help="操作日志").add_subparsers(
        required=True, metavar="命令"
    )
    verify = audit.add_parser("verify", help="核对日志是否完整、有没有被改动")
    add_workspace(verify)
    verify.set_defaults(run=_audit_verify)


def _add_user(
    parser: argparse.ArgumentParser, add_workspace: Callable[[argparse.ArgumentParser], None]
) -> None:
    steps = parser.add_subparsers(required=True, metavar="命令")
    add = steps.add_parser("add", help="新增一人；密码在终端输入，或自动生成后显示一次")
    add.add_argument("username", metavar="NAME", help="登录名")
    add.add_argument(
        "--name", default="", metavar="姓名", help="姓名（默认同登录名；专家须与名册一致）"
    )
    add.add_argument(
        "--role",
        required=True,
        choices=("province", "city", "expert", "auditor", "admin"),
        help="省级、市级、专家、审计、管理员",
    )
    add.add_argument("--city", default="", metavar="市", help="市级人员所在的市，如 杭州市")
    reset = steps.add_parser("reset", help="重置密码并解锁")
    reset.add_argument("username", metavar="NAME", help="登录名")
    for step, run in ((add, _user_add), (reset, _user_reset)):
        add_workspace(step)
        step.set_defaults(run=run)


def _desk(arguments: argparse.Namespace) -> int:
    from lingtan.desk_commands import serve
    from lingtan.settings import from_environment

    home = arguments.workspace or (Path("workspace-demo") if arguments.demo else None)
    settings = from_environment(home)
    return serve(settings, host=arguments.host, port=arguments.port, demo=arguments.demo)


def _desk_jobs(arguments: argparse.Namespace) -> int:
    from lingtan.desk_commands import jobs
    from lingtan.settings import from_environment

    return jobs(from_environment(arguments.workspace), parent=arguments.parent)


def _user_add(arguments: argparse.Namespace) -> int:
    from lingtan.desk_commands import add_user
    from lingtan.settings import from_environment

    return add_user(
        from_environment(arguments.workspace),
        username=arguments.username,
        name=arguments.name,
        role=arguments.role,
        city=arguments.city,
    )


def _user_reset(arguments: argparse.Namespace) -> int:
    from lingtan.desk_commands import reset_user
    from lingtan.settings import from_environment

    return reset_user(from_environment(arguments.workspace), username=arguments.username)


def _audit_verify(arguments: argparse.Namespace) -> int:
    from lingtan.desk_commands import verify_audit
    from lingtan.settings import from_environment

    return verify_audit(from_environment(arguments.workspace))
