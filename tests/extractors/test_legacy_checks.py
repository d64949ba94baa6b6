"""Old office files that LibreOffice is not asked about: cut short, locked, too large, a bomb."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extractors.detect import kind_of
from extractors.errors import UnreadableFile
from extractors.readers import legacy_checks
from extractors.readers.legacy_checks import has_macros, refuse_unfit
from schemas.document import Kind
from tests.extractors import packages_made as made

OLD = Path(__file__).parent / "data" / "old"
FILES = sorted(OLD.glob("projects.*"))
KINDS = {"doc": Kind.DOC, "rtf": Kind.RTF, "odt": Kind.ODT, "xls": Kind.XLS, "ods": Kind.ODS}


def refusal(path: Path) -> str:
    try:
        refuse_unfit(path, kind_of(path))
    except UnreadableFile as error:
        return error.code
    return ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)
def test_sound_files_may_be_converted(path: Path) -> None:
    assert kind_of(path) is KINDS[path.suffix[1:]]
    assert refusal(path) == ""
    assert not has_macros(path, kind_of(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)
def test_a_file_cut_anywhere_is_never_converted(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    cut = tmp_path / path.name
    for length in range(0, len(whole) - 600, len(whole) // 50):
        cut.write_bytes(whole[:length])
        code = refusal(cut) or kind_of(cut)
        assert code in ("truncated", "malformed", "empty_file", Kind.TEXT, Kind.OTHER), length


def opendocument(members: dict[str, bytes]) -> bytes:
    return made.zipped({"mimetype": b"application/vnd.oasis.opendocument.text", **members})


def test_a_locked_opendocument_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "方案.odt"
    manifest = b"<manifest:encryption-data manifest:checksum='x'/>"
    path.write_bytes(opendocument({"META-INF/manifest.xml": manifest, "content.xml": b"?"}))
    assert refusal(path) == "encrypted"


def test_a_damaged_member_is_found_before_anything_is_converted(tmp_path: Path) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "12850.5" * 50)
    path = tmp_path / "方案.odt"
    path.write_bytes(raw.getvalue().replace(b"12850.5", b"92850.5", 1))
    assert refusal(path) == "malformed"


def test_size_is_asked_before_the_file_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "方案.odt"
    path.write_bytes(opendocument({"content.xml": b"0" * 5000}))
    monkeypatch.setattr(legacy_checks, "_MOST_INFLATED", 4000)
    assert refusal(path) == "bomb"
    monkeypatch.setattr(legacy_checks, "_MOST_BYTES", 100)
    assert refusal(path) == "too_large"


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    path = tmp_path / "x.doc"
    path.write_bytes(made.compound("WordDocument", "Macros"))
    assert has_macros(path, Kind.DOC)
    path.write_bytes(opendocument({"Basic/Standard/Module1.xml": b"Sub Main"}))
    assert has_macros(path, Kind.ODT)
