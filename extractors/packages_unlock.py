"""Files with an opening password, where the office was told it: a plain copy for the readers.

Runs inside the sandbox. The original stays as it was handed in; the copy lies in the scratch folder
and goes with it. Passwords stand in no result, no message and no exception.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Final

from msgspec import Struct

from extractors.compound import COMPOUND_MAGIC
from extractors.errors import UnreadableFile

_READ_ONLY_BOOK: Final = "VelvetSweatshop"
"""Excel's own password for workbooks that are only write-protected ([MS-OFFCRYPTO] 2.2.1)."""
_MOST_PASSWORDS: Final = 100


class Keys(Struct, frozen=True, omit_defaults=True):
    """Where plain copies are kept, and the passwords to try in this order."""

    store: Path
    passwords: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Keys({len(self.passwords)} passwords)"


def read_passwords(path: Path) -> tuple[str, ...]:
    """One password a line, in UTF-8; blank lines do not count. Raises ``OSError``, ``UnicodeDecodeError``."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return tuple(line for line in lines if line.strip())[:_MOST_PASSWORDS]


def unlocked(path: Path, digest: str, keys: Keys) -> Path:
    """A plain copy of the locked file at ``path``. Raises :class:`UnreadableFile` ``encrypted``."""
    plain = keys.store / f"plain-{digest}"
    part = keys.store / f"plain-part-{os.getpid()}"
    keys.store.mkdir(parents=True, exist_ok=True, mode=0o700)
    for password in (*keys.passwords, _READ_ONLY_BOOK):
        if _opens(path, password, part):
            return part.replace(plain)
    part.unlink(missing_ok=True)
    raise UnreadableFile("encrypted")


def _opens(path: Path, password: str, plain: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(len(COMPOUND_MAGIC))
    if head == COMPOUND_MAGIC:
        from extractors import sealed_office  # brings msoffcrypto

        return sealed_office.opened(path, password, plain)
    return _opens_pdf(path, password, plain)


def _opens_pdf(path: Path, password: str, plain: Path) -> bool:
    import pypdfium2
    import pypdfium2.raw

    try:
        with closing(pypdfium2.PdfDocument(path, password=password)) as document:
            document.save(plain, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        return False
    return True
