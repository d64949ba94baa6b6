"""LibreOffice, behind one function: old and foreign office files to .docx, .xlsx or PDF.

Runs inside the sandbox, whose limits and missing network the program inherits. Each call has a
profile of its own (two calls on one profile: the second gives up without a word), in which macros,
links and Java are off.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from extractors import disk
from extractors.errors import UnreadableFile
from extractors.readers.legacy_doc_end import close_last_table

_PROGRAMS: Final = ("soffice", "libreoffice")
_STOPPED_BY_SIGNAL: Final = 128
_ITEM: Final = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)
_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "2"),  # never
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "1"),  # never: what the file states is read
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
)
_PROFILE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items'
    ' xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


class Target(StrEnum):
    """What a file becomes: the ending, a colon, LibreOffice's name of the filter."""

    WORD = "docx:MS Word 2007 XML"
    BOOK = "xlsx:Calc MS Excel 2007 XML"
    PAPER = "pdf:writer_pdf_Export"

    @property
    def ending(self) -> str:
        return "." + self.value.partition(":")[0]


def installed() -> bool:
    """Whether this machine has LibreOffice."""
    return _program() is not None


def convert(sources: Sequence[Path], endings: Sequence[str], target: Target, folder: Path) -> None:
    """Each source as ``folder/<its index><target.ending>``; what could not be converted is missing.

    ``endings`` are the sources' own (``.doc``): the program goes by them. Raises
    :class:`UnreadableFile` ``no_converter`` where there is no LibreOffice, ``crashed`` where it
    was stopped by a signal.
    """
    program = _program()
    if program is None:
        raise UnreadableFile("no_converter")
    with tempfile.TemporaryDirectory() as own:
        staged = [
            Path(shutil.copy(source, Path(own) / f"{number}{ending}"))
            for number, (source, ending) in enumerate(zip(sources, endings, strict=True))
        ]
        for path in (path for path in staged if path.suffix == ".doc"):
            close_last_table(path)
        _run(program, staged, target, folder, _profile(Path(own)))


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _profile(folder: Path) -> Path:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items), encoding="utf-8")
    return user.parent


def _run(program: str, files: Sequence[Path], target: Target, folder: Path, profile: Path) -> None:
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--nolockcheck", "--convert-to", target.value, "--outdir", str(folder)]
    surroundings = {"HOME": str(profile), "PATH": os.environ.get("PATH", os.defpath)}
    surroundings |= {"TMPDIR": tempfile.gettempdir(), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    ended = subprocess.run(
        [*command, *map(str, files)],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings,
    )
    if not all((folder / f"{file.stem}{target.ending}").exists() for file in files):
        disk.demand_room(profile.parent)
    if ended.returncode < 0 or ended.returncode > _STOPPED_BY_SIGNAL:
        raise UnreadableFile("crashed")
