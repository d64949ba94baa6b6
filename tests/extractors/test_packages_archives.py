"""Hostile and broken archives: each is refused with its code, nothing leaves the store."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from extractors import archives
from extractors.archives import Member, unpack
from extractors.errors import UnreadableFile
from tests.extractors import packages_made as made

MIB = 1 << 20


def opened(content: bytes, tmp_path: Path) -> tuple[Member, ...]:
    path = tmp_path / "材料.zip"
    path.write_bytes(content)
    store = tmp_path / "store"
    store.mkdir(exist_ok=True)
    return unpack(path, store)


def names(members: tuple[Member, ...]) -> list[str]:
    return ["/".join(member.path) for member in members]


def one_entry(name: str, mode: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, b"x")
    return buffer.getvalue()


def raw_name(name: bytes) -> bytes:
    """An archive whose entry has exactly these name bytes."""
    return made.gbk_zipped({name.decode("latin-1"): b"x"}, encoding="latin-1")


def twice_the_same_name() -> bytes:
    raw = made.zipped({"方案1.docx": b"1", "方案2.docx": b"2"})
    return raw.replace("方案2".encode(), "方案1".encode())


def bomb(size: int = 20 * MIB) -> bytes:
    return made.zipped({"方案.docx": bytes(size)})


def nested(depth: int) -> bytes:
    content = made.zipped({"a.txt": b"1"})
    for number in range(depth - 1):
        content = made.zipped({f"{number}.zip": content})
    return content


REFUSED = {
    "parent": (one_entry("../../etc/passwd"), "unsafe_path"),
    "parent within": (one_entry("a/../../b"), "unsafe_path"),
    "absolute": (one_entry("/etc/passwd"), "unsafe_path"),
    "drive": (one_entry("C:/a.docx"), "unsafe_path"),
    "backslashes upwards": (raw_name(b"..\\..\\a.docx"), "unsafe_path"),
    "network share": (raw_name(b"\\\\server\\a.docx"), "unsafe_path"),
    "nul": (raw_name(b"a.docx\x00.exe"), "unsafe_path"),
    "control character": (raw_name(b"a\x1b[2J.docx"), "unsafe_path"),
    "link": (one_entry("a.docx", stat.S_IFLNK | 0o777), "unsafe_path"),
    "overlong": (one_entry("长" * 90), "unsafe_path"),
    "same name twice": (twice_the_same_name(), "unsafe_path"),
    "ratio": (bomb(), "bomb"),
    "overlap": (made.overlapping_zip(), "bomb"),
    "data beyond the directory": (
        made.zipped({"a": b"1" * 99}).replace(b"\x06\x00\x00\x00c", b"\xff\x00\x00\x00c"),
        "malformed",
    ),
    "password": (made.encrypted_zip(), "encrypted"),
    "local header gone": (made.zipped({"a": b"1" * 99}).replace(b"PK\x03\x04", b"PK\x09\x09"), "x"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_archives_are_refused_as_a_whole(case: str, tmp_path: Path) -> None:
    content, code = REFUSED[case]
    with pytest.raises(UnreadableFile) as caught:
        opened(content, tmp_path)
        raise AssertionError(case)
    assert caught.value.code == (code if code != "x" else "malformed")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store", "材料.zip"]
    assert list((tmp_path / "store").iterdir()) == []


def test_backslashes_separate_folders(tmp_path: Path) -> None:
    packed = made.gbk_zipped({"甲\\": b"", "甲\\方案.docx": b"x"})
    assert names(opened(packed, tmp_path)) == ["甲/方案.docx"]


ENCODINGS = {
    "gbk": made.gbk_zipped({"甲公司/方案.docx": b"x"}),
    "gb18030 beyond gbk": made.gbk_zipped({"㐂公司/方案.docx": b"x"}, encoding="gb18030"),
    "gbk with a backslash byte": made.gbk_zipped({"甲公司/乗.docx": b"x"}),
    "utf-8 flagged": made.zipped({"甲公司/方案.docx": b"x"}),
    "gbk flagged utf-8": made.gbk_zipped({"甲公司/方案.docx": b"x"}, flags=made.UTF8),
    "utf-8 unflagged": made.gbk_zipped({"甲公司/方案.docx": b"x"}, encoding="utf-8"),
}


@pytest.mark.parametrize("case", ENCODINGS)
def test_names_in_every_encoding(case: str, tmp_path: Path) -> None:
    (name,) = names(opened(ENCODINGS[case], tmp_path))
    assert name in ("甲公司/方案.docx", "㐂公司/方案.docx", "甲公司/乗.docx")


def test_a_false_flag_is_taken_back_for_its_own_entry_only(tmp_path: Path) -> None:
    packed = bytearray(made.zipped({"一.docx": b"1", "二.docx": b"2"}))
    directory = packed.index(b"PK\x01\x02")
    for start in (packed.index("二".encode()), packed.index("二".encode(), directory)):
        packed[start : start + 3] = b"\xb6\xfe2"  # 二 in GBK, and a digit
    members = opened(bytes(packed), tmp_path)
    assert names(members) == ["一.docx", "二2.docx"]
    assert [Path(member.disk).read_bytes() for member in members] == [b"1", b"2"]


def test_a_version_that_nobody_knows_is_malformed(tmp_path: Path) -> None:
    packed = bytearray(made.zipped({"方案.docx": b"x"}))
    packed[packed.index(b"PK\x01\x02") + 6] = 231
    with pytest.raises(UnreadableFile) as caught:
        opened(bytes(packed), tmp_path)
    assert caught.value.code == "malformed"


@pytest.mark.parametrize("cut", [10, 30, 60])
def test_a_false_flag_in_a_cut_archive_is_no_bug(cut: int, tmp_path: Path) -> None:
    packed = made.gbk_zipped({"甲公司/方案.docx": b"x"}, flags=made.UTF8)
    with pytest.raises(UnreadableFile) as caught:
        opened(packed[:-cut], tmp_path)
    assert caught.value.code == "malformed"


def test_the_unicode_path_field_wins_where_it_fits(tmp_path: Path) -> None:
    def with_field(crc_of: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            info = zipfile.ZipInfo("plan.docx")
            body = struct.pack("<BI", 1, zlib.crc32(crc_of)) + "方案.docx".encode()
            info.extra = struct.pack("<HH", 0x7075, len(body)) + body
            archive.writestr(info, b"x")
        return buffer.getvalue()

    assert names(opened(with_field(b"plan.docx"), tmp_path)) == ["方案.docx"]
    assert names(opened(with_field(b"other.docx"), tmp_path)) == ["plan.docx"]


def test_three_levels_open_and_the_fourth_stays_closed(tmp_path: Path) -> None:
    def depth(members: tuple[Member, ...]) -> int:
        (only,) = members
        return 1 + (depth(only.members) if only.members else 0)

    assert depth(opened(nested(3), tmp_path)) == 3
    deepest = opened(nested(4), tmp_path)
    while deepest[0].members:
        deepest = deepest[0].members
    assert deepest[0].problem and deepest[0].problem.code == "bomb"


def test_a_bomb_among_good_archives_stays_closed_alone(tmp_path: Path) -> None:
    good = made.zipped({"方案.docx": b"plan"})
    members = opened(made.zipped({"a.zip": good, "b.zip": bomb(), "c.zip": good}), tmp_path)
    problems = [member.problem.code if member.problem else "" for member in members]
    assert problems == ["", "bomb", ""]
    assert [len(member.members or ()) for member in members] == [1, 0, 1]


def test_the_limits_hold_for_the_whole_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = {f"{number}.txt": b"x" for number in range(11)}
    monkeypatch.setattr(archives, "MOST_ENTRIES", 12)
    monkeypatch.setattr(archives._Budget, "__init__", _small_budget)
    assert len(opened(made.zipped(many), tmp_path)) == 11
    (inner, _) = opened(made.zipped({"a.zip": made.zipped(many), "b.txt": b"1"}), tmp_path)
    assert inner.problem and inner.problem.code == "bomb"
    with pytest.raises(UnreadableFile, match="bomb"):
        opened(made.zipped({"a.txt": b"12" * 600, "b.txt": b"34" * 600}), tmp_path)


def _small_budget(self: archives._Budget, passwords: tuple[str, ...] = ()) -> None:
    self.passwords = passwords
    self.bytes_left, self.entries_left, self.made = 2000, 12, []


def test_a_damaged_member_keeps_what_could_be_read_and_the_rest_goes_on(tmp_path: Path) -> None:
    raw = bytearray(made.gbk_zipped({"坏.docx": b"0" * 100, "好.docx": b"1" * 100}))
    raw[raw.index(b"0000") + 5] = 0x31
    bad, good = opened(bytes(raw), tmp_path)
    assert bad.problem and bad.problem.code == "malformed"
    assert good.problem is None and Path(good.disk).read_bytes() == b"1" * 100


def test_an_unknown_compression_is_told(tmp_path: Path) -> None:
    raw = bytearray(made.gbk_zipped({"a.docx": b"x"}))
    for at in (raw.index(b"PK\x03\x04") + 8, raw.index(b"PK\x01\x02") + 10):
        raw[at] = 9
    (member,) = opened(bytes(raw), tmp_path)
    assert member.problem and member.problem.code == "unsupported"


def test_equal_contents_are_kept_once(tmp_path: Path) -> None:
    first, second = opened(made.zipped({"a.docx": b"x", "b.docx": b"x"}), tmp_path)
    assert first.disk == second.disk
    assert len(list((tmp_path / "store").iterdir())) == 1


@pytest.mark.parametrize("part", range(0, 100, 4))
def test_an_archive_cut_anywhere_has_a_code(part: int, tmp_path: Path) -> None:
    whole = made.zipped({"方案.docx": made.plan(), "表.xlsx": made.annex()})
    path = tmp_path / "材料.zip"
    path.write_bytes(whole[: len(whole) * part // 100])
    from extractors.glimpse import glimpse

    problem = glimpse(path).problem
    assert problem and problem.code in ("empty_file", "truncated")
