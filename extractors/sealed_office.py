"""Word and Excel files under a password, by way of msoffcrypto: the only place that asks it.

msoffcrypto checks little of what it reads: a damaged file, and at times a wrong password, brings up
whatever its parsers trip over. :data:`NOT_THIS` names all that was met in 100,000 files damaged at random under
its ciphers; anything else is a bug, or memory that ran out, and is nobody's to swallow.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError

import msoffcrypto
from msoffcrypto import exceptions

NOT_THIS: Final = (
    exceptions.FileFormatError,
    exceptions.ParseError,
    exceptions.DecryptionError,  # a wrong password among them
    OSError,  # olefile's own errors, streams that are not there
    ValueError,  # lengths, text and base64 that do not come out
    LookupError,  # parts and encodings that nobody knows
    OverflowError,
    AttributeError,  # a cipher that msoffcrypto does not know leaves its fields unset
    AssertionError,
    TypeError,
    struct.error,
    ExpatError,
)


def is_locked(path: Path) -> bool:
    """Whether a Word or Excel file says so itself; what cannot say anything is not locked."""
    with path.open("rb") as stream:
        try:
            return bool(msoffcrypto.OfficeFile(stream).is_encrypted())
        except NOT_THIS:
            return False


def opened(path: Path, password: str, plain: Path) -> bool:
    """Whether ``password`` opens the file at ``path``; then ``plain`` is the file without it."""
    with path.open("rb") as locked, plain.open("wb") as copy:
        try:
            file = msoffcrypto.OfficeFile(locked)
            file.load_key(password=password)
            file.decrypt(copy)
        except NOT_THIS:
            return False
    return plain.stat().st_size > 0
