"""A full disk is nobody's file's fault: told apart from what is, and folders that a killed process leaves.

Temporary folders are locked by whoever made them, for as long as it lives: :func:`sweep` removes the others.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT))
_NO_FOLDER: Final = "No usable temporary directory"
"""What Python says where none of the system's temporary folders takes a file."""
_LEAST_BYTES: Final = 4 << 20
"""With less room than this, a converter or a reader may have failed for want of it."""
_PREFIX: Final = "lingtan-"
_YOUNG: Final = 60.0
"""Seconds in which a new folder may still be without its lock."""


def is_full(error: BaseException | None) -> bool:
    """Whether an exception, or one that it came from, says that there is no room, or no more for us."""
    while error is not None:
        if isinstance(error, OSError) and (error.errno in _FULL or _NO_FOLDER in str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def demand_room(folder: Path | None = None) -> None:
    """Raises :class:`OSError` where the temporary ``folder`` takes no more: the system's own, or ``ENOSPC``.

    For when something went wrong that a full disk would explain, and before what it wrote is removed.
    """
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        os.posix_fallocate(handle, 0, _LEAST_BYTES)
    except OSError as error:
        if is_full(error):
            raise
    finally:
        os.close(handle)
        Path(name).unlink(missing_ok=True)


def no_room() -> OSError:
    """The exception for a disk that was full in another process."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def temporary() -> Iterator[Path]:
    """A temporary folder of this process; :func:`sweep` removes it where the process was killed."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def sweep(young: float = _YOUNG) -> None:
    """Remove the temporary folders of processes that were killed; never those of living ones or of other users."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # its process has just ended; not ours; locked
            _remove_unless_held(left, young)


def _remove_unless_held(left: Path, young: float) -> None:
    handle = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        about = os.fstat(handle)
        if about.st_uid != os.geteuid() or time.time() - about.st_ctime < young:
            return
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(left, ignore_errors=True)
    finally:
        os.close(handle)
