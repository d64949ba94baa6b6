"""Which files make one submission (contract.md §1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import UnreadableFile
from extractors.packages import Package, discover
from tests.extractors import packages_made as made
from tests.extractors.packages_trees import ANNEX, BROKEN_ZIP, PLAN_A, PLAN_B, PLAN_C, TREES, Shape


def shape(packages: tuple[Package, ...]) -> Shape:
    return [
        (p.name, p.problem.code if p.problem else "", [file.path for file in p.files])
        for p in packages
    ]


def found(root: Path, *names: str) -> tuple[Package, ...]:
    return discover([root / name for name in names] or [root / "批次"], root / "scratch")


@pytest.mark.parametrize("case", TREES)
def test_trees(case: str, tmp_path: Path) -> None:
    files, expected = TREES[case]
    made.lay(tmp_path / "批次", files)
    assert shape(found(tmp_path)) == expected


def roles(package: Package) -> dict[str, str]:
    return {file.path: str(file.role) for file in package.files}


def test_roles_tell_what_need_not_be_read(tmp_path: Path) -> None:
    files = {
        "方案.docx": PLAN_A,
        "方案-副本.docx": PLAN_A,
        "自评.docx": made.word(
            "自评表 能源信息化管理系统 碳排放信息化系统 专用设备能效 余能使用 碳抵消比例 自评得分"
        ),
        "附件.xlsx": ANNEX,
        "照片.jpg": made.JPEG,
        "会议纪要.docx": made.word("会议纪要"),
        "附件2-3设备清单.pdf": made.scan(),
        "发票.ofd": made.zipped({"OFD.xml": b""}),
    }
    made.lay(tmp_path / "批次", files)
    (package,) = found(tmp_path)
    assert roles(package) == {
        "会议纪要.docx": "attachment",
        "发票.ofd": "attachment",
        "方案-副本.docx": "attachment",
        "方案.docx": "plan",
        "照片.jpg": "attachment",
        "自评.docx": "self_evaluation",
        "附件.xlsx": "annexes",
        "附件2-3设备清单.pdf": "annexes",
    }


def test_a_bad_file_keeps_its_problem(tmp_path: Path) -> None:
    files = {
        "方案.docx": PLAN_A,
        "附件2-1.ofd": made.zipped({"OFD.xml": "附件2-1".encode()}),
        "附件2-2.xlsx": ANNEX[:900],
        "附件2-3.docx": made.JPEG,
        "佐证.rar": b"Rar!\x1a\x07\x01\x00" + bytes(40),
    }
    made.lay(tmp_path / "批次", files)
    (package,) = found(tmp_path)
    problems = {file.path: file.problem for file in package.files}
    assert {path: problem.code for path, problem in problems.items() if problem} == {
        "佐证.rar": "unsupported",
        "附件2-1.ofd": "unsupported",
        "附件2-2.xlsx": "truncated",
        "附件2-3.docx": "wrong_kind",
    }
    ofd = problems["附件2-1.ofd"]
    assert ofd and ofd.message.endswith("导出为）PDF后重新提交。")


def test_single_files(tmp_path: Path) -> None:
    files = {
        "甲.方案.docx": PLAN_A,
        "表.xlsx": ANNEX,
        "坏.zip": BROKEN_ZIP,
        "空.pdf": b"",
        "无.zip": made.zipped({}),
    }
    assert shape(found(made.lay(tmp_path, files), *files)) == [
        ("甲.方案", "", ["甲.方案.docx"]),
        ("表", "no_plan", ["表.xlsx"]),
        ("坏", "truncated", ["坏.zip"]),
        ("空", "empty_file", ["空.pdf"]),
        ("无", "no_plan", []),
    ]


def test_where_nothing_can_be_read_the_outermost_names_it(tmp_path: Path) -> None:
    made.lay(tmp_path, {"甲/乙/丙.zip": BROKEN_ZIP})
    assert shape(found(tmp_path, "甲")) == [("甲", "truncated", ["丙.zip"])]


def test_a_free_number_is_taken_for_a_repeated_name(tmp_path: Path) -> None:
    tree = {"一/材/方案.docx": PLAN_A, "二/材/方案.docx": PLAN_B, "材-2/方案.docx": PLAN_C}
    made.lay(tmp_path / "批次", tree)
    assert [package.name for package in found(tmp_path)] == ["材", "材-3", "材-2"]


@pytest.mark.parametrize("tree", [{}, {"Thumbs.db": b"x"}, {"a/.DS_Store": b"x"}])
def test_an_empty_folder_is_told_with_its_path(tree: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    made.lay(tmp_path / "空", tree)
    with pytest.raises(UnreadableFile, match=r"没有任何材料.*空") as caught:
        found(tmp_path, "空")
    assert caught.value.code == "empty_folder"


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"路径不存在.*无此") as caught:
        found(tmp_path, "无此")
    assert caught.value.code == "not_found"


def test_names_that_could_harm_a_terminal_or_a_path(tmp_path: Path) -> None:
    made.lay(tmp_path, {"甲\x1b[2J\u202e/方案.docx": PLAN_A})
    assert [package.name for package in found(tmp_path, "甲\x1b[2J\u202e")] == ["甲_[2J_"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    made.lay(tmp_path, {"甲/方案.docx": PLAN_A, "别处/秘密.docx": PLAN_B})
    (tmp_path / "甲" / "外.docx").symlink_to(tmp_path / "别处" / "秘密.docx")
    (tmp_path / "甲" / "圈").symlink_to(tmp_path / "甲")
    assert shape(found(tmp_path, "甲")) == [("甲", "", ["方案.docx"])]


def test_names_on_disk_in_gbk_are_readable(tmp_path: Path) -> None:
    folder = bytes(tmp_path / "批次") + b"/" + "甲公司".encode("gbk")
    path = folder + b"/" + "方案.docx".encode("gbk")
    made.lay(tmp_path, {"批次/x": b""})
    Path(folder.decode("utf-8", "surrogateescape")).mkdir()
    Path(path.decode("utf-8", "surrogateescape")).write_bytes(PLAN_A)
    (tmp_path / "批次" / "x").unlink()
    assert shape(found(tmp_path)) == [("甲公司", "", ["方案.docx"])]


def test_contents_are_kept_by_hash_and_private(tmp_path: Path) -> None:
    made.lay(tmp_path, {"甲.zip": made.zipped({"方案.docx": PLAN_A})})
    ((file,),) = [package.files for package in found(tmp_path, "甲.zip")]
    assert file.disk == tmp_path / "scratch" / file.sha256
    assert file.disk.read_bytes() == PLAN_A and file.size == len(PLAN_A)
    assert file.disk.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "scratch").stat().st_mode & 0o777 == 0o700


def test_the_answer_is_the_same_twice(tmp_path: Path) -> None:
    made.lay(tmp_path / "批次", TREES["a batch of folders, archives and loose files"][0])
    assert found(tmp_path) == found(tmp_path)
