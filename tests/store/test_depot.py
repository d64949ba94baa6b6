"""Originals in a folder and at an address beyond it: whole, once, checked on their way back."""

from __future__ import annotations

import stat
from hashlib import sha256
from pathlib import Path

import pytest

from store import blobs, depot
from store.blobs import Unreachable
from store.depot import Depot, OriginalLost

CONTENT = "建设方案".encode()
NAME = sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "方案.docx"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture(params=["folder", "file", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Depot:
    addresses = {
        "folder": str(tmp_path / "originals"),
        "file": f"file://{tmp_path}/originals",
        "memory": f"memory://{tmp_path.name}/originals",
    }
    return depot.at(addresses[request.param], tmp_path / "copies")


def test_what_is_kept_comes_back_and_is_written_once(kept: Depot, source: Path) -> None:
    depot.keep(kept, NAME, source)
    before = depot.fetch(kept, NAME)
    depot.keep(kept, NAME, source)
    assert depot.fetch(kept, NAME) == before
    assert before.read_bytes() == CONTENT
    assert stat.S_IMODE(before.stat().st_mode) == 0o600
    assert stat.S_IMODE(before.parent.stat().st_mode) == 0o700
    assert blobs.names(kept.root) == [f"{NAME[:2]}/{NAME}"]
    assert not list(kept.folder.glob("*/.*"))


def test_what_was_never_kept_is_lost(kept: Depot) -> None:
    with pytest.raises(OriginalLost):
        depot.fetch(kept, NAME)


def test_half_an_object_is_sent_again(tmp_path: Path, source: Path) -> None:
    kept = Depot(tmp_path / "copies", f"memory://{tmp_path.name}/half")
    blobs.write(kept.address, f"{NAME[:2]}/{NAME}", CONTENT[:5])
    depot.keep(kept, NAME, source)
    assert depot.fetch(kept, NAME).read_bytes() == CONTENT


def test_what_is_not_what_its_name_says_is_not_handed_out(tmp_path: Path) -> None:
    kept = Depot(tmp_path / "copies", f"memory://{tmp_path.name}/changed")
    blobs.write(kept.address, f"{NAME[:2]}/{NAME}", b"x" * len(CONTENT))
    with pytest.raises(OriginalLost):
        depot.fetch(kept, NAME)
    assert not [path for path in kept.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("base", ["folder", "memory"])
def test_a_folder_of_files_is_written_listed_and_removed(base: str, tmp_path: Path) -> None:
    address = str(tmp_path) if base == "folder" else f"memory://{tmp_path.name}"
    for number in (2, 1):
        blobs.write(address, f"work/{number}", bytes([number]))
    blobs.write(address, "work/1", b"new")
    assert blobs.names(address, "work") == ["1", "2"]
    assert blobs.read(address, "work/1") == b"new"
    blobs.remove(address, "work")
    blobs.remove(address, "work")
    assert blobs.names(address, "work") == []
    with pytest.raises(FileNotFoundError):
        blobs.read(address, "work/1")


def test_an_address_that_nobody_knows_is_said_in_words() -> None:
    with pytest.raises(Unreachable, match="存储地址"):
        blobs.reach("nowhere://host/originals")
