"""How many processes this machine has room for: its cores and memory, or its container's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import psutil

_GIB: Final = 1 << 30
_QUICK_BYTES: Final = _GIB // 2
"""What a worker with its child seldom exceeds; the child's limit is twice that."""
_RECOGNISER_BYTES: Final = 3 * _GIB // 2
"""The same for one that recognises scans."""
_RECOGNISER_CORES: Final = 4
"""Recognition takes two threads; a quarter of the cores' number of them leaves half to the others."""
_REST_BYTES: Final = _GIB
"""For ourselves, Prefect's server, the database."""
_CGROUP: Final = Path("/sys/fs/cgroup")


def workers(cores: int | None = None, memory: int | None = None) -> int:
    """Workers where nobody says how many: one a core, as far as the memory goes; at least one."""
    free = (memory or memory_bytes()) - _REST_BYTES - _RECOGNISER_BYTES
    return max(1, min(cores or core_count(), free // _QUICK_BYTES))


def recognisers(count: int, memory: int | None = None) -> int:
    """Processes for scans beside ``count`` workers: one, on large machines more."""
    free = (memory or memory_bytes()) - _REST_BYTES - count * _QUICK_BYTES
    return max(1, min(count // _RECOGNISER_CORES, free // _RECOGNISER_BYTES))


def core_count() -> int:
    """The cores that we may use, a container's share of them counted whole."""
    mine = len(os.sched_getaffinity(0))
    quota, _, period = _told("cpu.max").partition(" ")
    if not quota.isdigit():
        return mine
    return max(1, min(mine, round(int(quota) / int(period))))


def memory_bytes() -> int:
    """The memory that we may use: the machine's, or the container's limit."""
    most = _told("memory.max")
    total: int = psutil.virtual_memory().total
    return min(total, int(most)) if most.isdigit() else total


def _told(name: str) -> str:
    """A line of the control group; ``""`` where there is none."""
    try:
        return (_CGROUP / name).read_text().strip()
    except OSError:
        return ""
