"""The commands of the contract (§2). Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from lingtan import cli_cluster, cli_desk

OK, FOUND_ERRORS, UNUSABLE, UNREADABLE, BROKEN_OFF = 0, 1, 2, 3, 4
"""Exit status (contract §2); 4: broken off by a full disk, a held database, a lost server, and to be run again."""
_OURS_ALONE = 0o077
"""Whatever a command writes, databases and Prefect's files too, is its user's alone: folders 0700, files 0600."""
_GC_EVERY = 50_000
"""Objects between two collections while submissions are checked or taken in: that makes hardly any cycles."""


class Unusable(Exception):
    """The arguments cannot be used; the message says why in one Chinese line."""


class BrokenOff(Exception):
    """Something around the batch broke it off; the message says in one Chinese line what, and what to do."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Unusable(f"参数有误：{message}（lingtan --help 查看用法）")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is the contract's."""
    os.umask(_OURS_ALONE)
    try:
        arguments = _parser().parse_args(argv)
        run: Callable[[argparse.Namespace], int] = arguments.run
        status = run(arguments)
        sys.stdout.flush()  # here, where a full disk can still be told
        return status
    except Unusable as error:
        print(f"lingtan: {error}", file=sys.stderr)
        return UNUSABLE
    except BrokenOff as error:
        print(f"lingtan: {error}", file=sys.stderr)
        return BROKEN_OFF
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except OSError as error:
        return _broken_off(error)


def _broken_off(error: OSError) -> int:
    """The disk is full, or broken: one line. What cannot be printed any more is let go. Raises what is not the disk's."""
    from lingtan.troubles import of_disk

    sentence = of_disk(error)
    if sentence is None:
        raise error
    with suppress(OSError):  # no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    print(f"lingtan: {sentence}", file=sys.stderr)
    return BROKEN_OFF


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="lingtan", description="零碳（近零碳）工厂建设方案：读取、核对、分派。")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    _add_intake(commands.add_parser("intake", help="整批收件：读取、核对、入库、分派"))
    _add_check(commands.add_parser("check", help="核对一份申报材料，不用数据库"))
    _add_report(commands.add_parser("report", help="质量日报：网页、简报、数据表"))
    _add_night(commands.add_parser("night", help="把该做的夜间任务现在做完"), _night)
    _add_night(
        commands.add_parser("schedule", help="每日02:00自动收件、复核、出日报、备份"), _schedule
    )
    _add_backup(commands.add_parser("backup", help="备份数据库和原件"))
    _add_restore(commands.add_parser("restore", help="把备份恢复到空的工作区"))
    cli_desk.add_commands(commands, _add_workspace)
    cli_cluster.add_commands(commands, _add_workspace)
    rules = commands.add_parser("rules", help="规则目录，或一条规则的说明")
    rules.add_argument("code", nargs="?", metavar="CODE", help="规则编号，如 E16")
    rules.add_argument(
        "--open-questions", action="store_true", help="政策原文的未明之处，现取的读法和开关"
    )
    rules.set_defaults(run=_rules)
    return parser


def _add_intake(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="文件夹、压缩包或方案文件"
    )
    parser.add_argument(
        "--export",
        metavar="DIR",
        help="把每份材料的 JSON 和 summary.xlsx 写到这里（文件夹，或 s3:// 等地址）",
    )
    _add_workspace(parser)
    cli_cluster.add_elsewhere(parser.add_mutually_exclusive_group())
    parser.add_argument(
        "--workers",
        type=_count,
        metavar="N",
        help="同时读取的进程数（默认每核一个，内存不足时减少；扫描件另有进程）",
    )
    parser.add_argument("--received", metavar="DATE", help="收件日期，如 2025-03-20")
    _add_reading_options(parser)
    parser.set_defaults(run=_intake)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"应为正整数，不是“{text}”")
    return int(text)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", type=Path, metavar="PATH", help="一份申报材料：文件夹、压缩包或方案文件"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    parser.add_argument("--received", metavar="DATE", help="收件日期，如 2025-03-20")
    parser.add_argument("-v", "--verbose", action="store_true", help="也显示提示和跳过的规则")
    _add_reading_options(parser)
    parser.set_defaults(run=_check)


def _add_night(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    _add_workspace(parser)
    parser.set_defaults(run=run)


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="备份写到这里（默认 <工作区>/backups/<时间>）"
    )
    _add_workspace(parser)
    parser.set_defaults(run=_backup)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="DIR", help="lingtan backup 写出的文件夹")
    _add_workspace(parser)
    parser.set_defaults(run=_restore)


def _add_workspace(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workspace", type=Path, metavar="DIR", help="工作区（默认 $LINGTAN_HOME 或 ./workspace）"
    )


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", metavar="DATE", help="哪一天的日报，如 2025-03-20（默认今天）")
    _add_workspace(parser)
    parser.add_argument(
        "--replace", action="store_true", help="这一天已有日报时重新生成，旧的改名保留"
    )
    parser.set_defaults(run=_report)


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help="已知的文件打开密码，每行一个，依次尝试"
    )
    parser.add_argument(
        "--render",
        action="store_true",
        help="Word文件也给出排版后的页码和位置（需LibreOffice，较慢）",
    )


def _check(arguments: argparse.Namespace) -> int:
    gc.set_threshold(_GC_EVERY)
    from lingtan.commands import check

    return check(
        arguments.path,
        as_json=arguments.format == "json",
        received=arguments.received,
        verbose=arguments.verbose,
        password_file=arguments.password_file,
        render=arguments.render,
    )


def _intake(arguments: argparse.Namespace) -> int:
    gc.set_threshold(_GC_EVERY)
    from lingtan.commands import intake
    from lingtan.settings import from_environment

    signal.signal(signal.SIGTERM, _leave)
    settings = from_environment(
        arguments.workspace, workers=arguments.workers, received=arguments.received
    )
    return intake(
        arguments.paths,
        settings,
        export=arguments.export,
        password_file=arguments.password_file,
        render=arguments.render,
        elsewhere=cli_cluster.elsewhere(arguments),
    )


def _leave(number: int, _: object) -> NoReturn:
    """Go the way of an exception, so that Prefect's server is taken down as well."""
    sys.exit(128 + number)


def _night(arguments: argparse.Namespace) -> int:
    from lingtan.night_commands import night
    from lingtan.settings import from_environment

    return night(from_environment(arguments.workspace))


def _schedule(arguments: argparse.Namespace) -> int:
    from lingtan.night_commands import schedule
    from lingtan.settings import from_environment

    return schedule(from_environment(arguments.workspace))


def _backup(arguments: argparse.Namespace) -> int:
    from lingtan.night_commands import backup
    from lingtan.settings import from_environment

    return backup(from_environment(arguments.workspace), target=arguments.to)


def _restore(arguments: argparse.Namespace) -> int:
    from lingtan.night_commands import restore
    from lingtan.settings import from_environment

    return restore(from_environment(arguments.workspace), source=arguments.source)


def _report(arguments: argparse.Namespace) -> int:
    from lingtan.night_commands import report
    from lingtan.settings import from_environment

    return report(
        from_environment(arguments.workspace), day=arguments.date, replace=arguments.replace
    )


def _rules(arguments: argparse.Namespace) -> int:
    from lingtan.commands import open_questions, rules

    if arguments.open_questions:
        return open_questions()
    return rules(arguments.code)


if __name__ == "__main__":
    sys.exit(main())
