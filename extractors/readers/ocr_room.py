"""Whether this process may grow enough to recognise pages. Imports nothing heavy."""

from __future__ import annotations

import resource
from typing import Final

LEAST: Final = 3 << 29
"""Bytes of address space that two dense pages took at most: 1.5 GiB."""


def affordable() -> bool:
    """Whether the address space allows for the networks.

    Where it does not, onnxruntime would fail halfway and take the whole file with it; the page
    then counts as one that cannot be read, and the rest of the file is kept.
    """
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return soft == resource.RLIM_INFINITY or soft >= LEAST
