"""What breaks a batch off from around it, not by an applicant: a full disk, a held database, a lost server.

Everything that was acknowledged is stored; the same command goes on from there.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from extractors import disk
from lingtan.cli import BrokenOff
from store.refusals import Refused

_GOES_ON: Final = "已核对完的材料都已保存，处理后再次运行同一条命令即可继续。"
SENTENCES: Final = {
    "disk_full": "磁盘空间不足，无法继续写入。请清理磁盘或更换工作区。",
    "disk_error": "磁盘读写出错，请检查工作区所在的磁盘。",
    "database_locked": "数据库一直被其他程序占用，等待超时。请关闭占用它的程序。",
    "database_gone": "数据库连不上或连接中断。请检查数据库服务和 DATABASE_URL。",
    "database_damaged": "数据库文件已损坏。请停止使用，并用 lingtan restore 从备份恢复。",
    "engine_lost": "流程服务（Prefect）中断。",
    "workers_lost": "读取进程反复被终止，可能是内存不足。请减小 --workers。",
}
"""Code → what is the matter and what to do."""
_OF_DISK: Final = {
    "disk_full": "磁盘空间不足（临时目录或输出所在的磁盘）。请清理磁盘后再次运行同一条命令。",
    "disk_error": "磁盘读写出错，请检查磁盘后再次运行同一条命令。",
}
_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_BROKEN: Final = frozenset((errno.EIO, errno.EROFS))
_LEAST_BYTES: Final = 4 << 20
"""With less than this left, a database cannot go on."""
_SAID: Final = {
    "database or disk is full": "disk_full",
    "no space left": "disk_full",
    "could not extend file": "disk_full",
    "disk i/o error": "disk_error",
    "readonly database": "disk_error",
    "unable to open database file": "disk_error",
    "database is locked": "database_locked",
    "database table is locked": "database_locked",
    "lock timeout": "database_locked",
    "malformed": "database_damaged",
    "not a database": "database_damaged",
}
"""What SQLite and PostgreSQL say, in small letters → code."""


@contextmanager
def told(workspace: Path) -> Iterator[None]:
    """What broke the body off, in words and with its code: raises :class:`BrokenOff`.

    A server that is lost while the workspace's disk, or the temporary one, is full was lost for that. A bug of ours stays loud.
    """
    try:
        yield
    except Refused as error:
        raise BrokenOff(f"{error.sentence}（{error.code}）") from error
    except Exception as error:
        code = code_of(error)
        if code is None:
            raise
        if code == "engine_lost" and (_is_full(workspace) or _is_full(Path(gettempdir()))):
            code = "disk_full"
        raise BrokenOff(f"{SENTENCES[code]}{_GOES_ON}（{code}）") from error


def of_disk(error: OSError) -> str | None:
    """What to say where the disk broke off a command that stores no batch; ``None``: it was not the disk."""
    code = code_of(error)
    return f"{_OF_DISK[code]}（{code}）" if code else None


def _is_full(folder: Path) -> bool:
    return folder.exists() and shutil.disk_usage(folder).free < _LEAST_BYTES


def code_of(error: BaseException) -> str | None:
    """The trouble behind an exception or any that it came from; ``None``: none that is known."""
    causes = list(_causes(error))
    found = (_code(cause) for cause in causes)
    return next((code for code in found if code), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    met: set[int] = set()
    while error is not None and id(error) not in met:
        met.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _code(error: BaseException) -> str | None:
    if isinstance(error, OSError):
        return "disk_full" if disk.is_full(error) else _code_of_number(error.errno)
    return _code_of_database(error) or _code_of_engine(error)


def _code_of_number(number: int | None) -> str | None:
    if number in _FULL:
        return "disk_full"
    return "disk_error" if number in _BROKEN else None


def _code_of_database(error: BaseException) -> str | None:
    from django.db import DatabaseError, InterfaceError, OperationalError

    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    words = str(error).lower()
    said = next((code for phrase, code in _SAID.items() if phrase in words), None)
    gone = isinstance(error, OperationalError | InterfaceError)
    return said or ("database_gone" if gone else None)


def _code_of_engine(error: BaseException) -> str | None:
    """Prefect speaks HTTP with its server; where that ends, the client's exceptions arrive."""
    import httpx

    from flows.hands import CrewLost
    from flows.prefect_server import ServerLost

    if isinstance(error, CrewLost):
        return "workers_lost"
    return "engine_lost" if isinstance(error, httpx.HTTPError | ServerLost) else None
