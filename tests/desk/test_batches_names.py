"""Names that browsers send, as names on our disk: safe, distinct, as written where they may be."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from store import upload_files
from store.refusals import Refused
from store.upload_files import MOST_BYTES, Listed, clean, distinct, planned


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("杭州市/001-甲公司/方案.docx", ("杭州市", "001-甲公司", "方案.docx")),
        ("..\\..\\etc/passwd", ("etc", "passwd")),
        ("/abs/./x.zip", ("abs", "x.zip")),
        ("C:\\Users\\方案.docx", ("C_", "Users", "方案.docx")),
        ("方案\u202excod.exe", ("方案_xcod.exe",)),
        ('a<b>"c".docx', ("a_b__c_.docx",)),
        ("x\x00y\n.docx", ("x_y_.docx",)),
        ("...", ("未命名",)),
        ("", ("未命名",)),
        ("方案.docx. ", ("方案.docx",)),
        ("cafe\u0301.docx", ("café.docx",)),
        ("\ud800.docx", ("_.docx",)),
    ],
)
def test_names_are_made_safe(written: str, kept: tuple[str, ...]) -> None:
    assert clean(written) == kept


def test_a_long_name_keeps_its_ending_and_fits() -> None:
    (name,) = clean("厂" * 200 + ".docx")
    assert name.endswith(".docx")
    assert len(name.encode()) <= 200


def test_repeated_paths_get_numbers_and_no_file_lies_where_a_folder_is() -> None:
    paths = [("甲", "方案.docx"), ("甲", "方案.docx"), ("甲", "方案.DOCX"), ("甲",)]
    assert distinct(paths) == [
        ("甲", "方案.docx"),
        ("甲", "方案-2.docx"),
        ("甲", "方案-3.DOCX"),
        ("甲-2",),
    ]


def test_the_upload_is_called_after_what_was_chosen() -> None:
    alone = planned([Listed("11月第一批.zip", 5)], "")
    folder = planned([Listed("十一月/甲/a.docx", 5), Listed("十一月/乙/b.docx", 5)], "")
    loose = planned([Listed("a.zip", 5), Listed("b.zip", 5)], "")
    assert (alone.name, folder.name, loose.name) == ("11月第一批.zip", "十一月", "a.zip等2项")
    assert [file.path for file in loose.files] == ["a.zip等2项/a.zip", "a.zip等2项/b.zip"]


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ([], "empty"),
        ([Listed("a.docx", 0)], "empty"),
        ([Listed("a.zip", MOST_BYTES), Listed("b.zip", 1)], "too_large"),
        ([Listed("a.zip", -1), Listed("b.zip", 1)], "too_large"),
        ([Listed("a", 1)] * 20_001, "too_many"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_once(listed: list[Listed], code: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(listed, "")
    assert refused.value.code == code


def test_pieces_may_come_twice_but_leave_no_gap_and_never_run_over(tmp_path: Path) -> None:
    folder = tmp_path / "token"
    upload_files.prepare(folder, planned([Listed("a.bin", 6)], ""))
    assert upload_files.write(folder, 0, 0, io.BytesIO(b"abc")) == 3
    assert upload_files.write(folder, 0, 0, io.BytesIO(b"abc")) == 3
    with pytest.raises(Refused, match="对不上"):
        upload_files.write(folder, 0, 5, io.BytesIO(b"f"))
    assert upload_files.lacking(folder) == 1
    assert upload_files.write(folder, 0, 3, io.BytesIO(b"def")) == 6
    assert upload_files.lacking(folder) == 0
    with pytest.raises(Refused):
        upload_files.write(folder, 0, 6, io.BytesIO(b"more"))
    assert (folder / "in" / "a.bin").read_bytes()[:6] == b"abcdef"


def test_a_link_that_lies_in_the_way_is_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "token", tmp_path / "outside"
    outside.write_text("ours")
    upload_files.prepare(folder, planned([Listed("a.bin", 3)], ""))
    (folder / "in").mkdir()
    (folder / "in" / "a.bin").symlink_to(outside)
    with pytest.raises(OSError, match="symbolic links"):
        upload_files.write(folder, 0, 0, io.BytesIO(b"abc"))
    assert outside.read_text() == "ours"
