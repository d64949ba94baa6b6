"""Packages that travel: their files by hash, copies without a password for one call, answers as bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from extractors.packages import Package, PackedFile
from flows import cluster
from flows.crew import Answers, crashed
from flows.order import Order
from routing.roster import example
from schemas.submission import Problem
from store import blobs
from store.depot import OriginalLost

TODAY = date(2025, 3, 20)


class Copying:
    """Reads nothing, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: dict[str, list[tuple[str, bytes, bytes]]] = {}
        self.order: Order | None = None

    def answers(self, packages: Sequence[Package], order: Order) -> Answers:
        self.order = order
        for package in reversed(packages):
            self.given[package.name] = [
                (file.path, file.disk.read_bytes(), file.opened.read_bytes())
                for file in package.files
            ]
            yield [(package, crashed(package, order, "不读"))]


def file(folder: Path, path: str, content: str, plain: str = "") -> PackedFile:
    disk = folder / path
    disk.write_text(content)
    copy = folder / f"{path}.plain" if plain else None
    if copy:
        copy.write_text(plain)
    digest = sha256(content.encode()).hexdigest()
    return PackedFile(path, disk, digest, len(content), plain=copy)


@pytest.fixture(params=["", "memory://"])
def order(request: pytest.FixtureRequest, tmp_path: Path) -> Order:
    address = f"{request.param}{tmp_path.name}/originals" if request.param else ""
    return Order(
        paths=(tmp_path,),
        originals=tmp_path / "originals",
        scratch=tmp_path / "scratch",
        export=tmp_path / "out",
        roster=example(),
        policy="zj_2025",
        today=TODAY,
        received="2025-03-18",
        password_file=tmp_path / "passwords",
        address=address,
    )


@pytest.fixture
def packages(tmp_path: Path) -> tuple[Package, ...]:
    one = file(tmp_path, "方案.docx", "甲")
    two = file(tmp_path, "附件.xlsx", "locked", plain="乙")
    lost = Package("003-丙", (), Problem("no_plan", "未找到方案"))
    return Package("001-甲", (one,)), Package("002-乙", (one, two)), lost


def test_packages_arrive_as_they_were_sent(
    packages: tuple[Package, ...], order: Order, tmp_path: Path
) -> None:
    content = cluster.encode(cluster.packed(packages, order, "job"))
    crew = Copying()
    answers = dict(cluster.work(cluster.decode(content), crew, tmp_path / "there"))
    assert crew.given == {
        "001-甲": [("方案.docx", "甲".encode(), "甲".encode())],
        "002-乙": [
            ("方案.docx", "甲".encode(), "甲".encode()),
            ("附件.xlsx", b"locked", "乙".encode()),
        ],
        "003-丙": [],
    }
    assert crew.order and crew.order.received == "2025-03-18"
    answered = {number: cluster.answered(answer) for number, answer in answers.items()}
    assert answered == {n: crashed(p, crew.order, "不读") for n, p in enumerate(there(packages))}
    cluster.clear(order.depot.root, "job")
    assert len(blobs.names(order.depot.root)) == 2


def there(packages: Sequence[Package]) -> list[Package]:
    """The packages as another host sees them; where their files lie is no part of an answer."""
    return [replace(p, files=tuple(replace(f, disk=Path()) for f in p.files)) for p in packages]


def test_nothing_of_this_host_travels(packages: tuple[Package, ...], order: Order) -> None:
    sent = cluster.packed(packages, replace_address(order), "job")
    asked = sent.order
    assert (asked.paths, asked.password_file, asked.export, asked.roster.experts) == (
        (),
        None,
        None,
        (),
    )
    assert str(order.scratch).encode() not in cluster.encode(sent)


def replace_address(order: Order) -> Order:
    return msgspec.structs.replace(order, originals=Path("/srv/originals"), address="memory://sent")


def test_what_an_earlier_attempt_answered_is_left_out(
    packages: tuple[Package, ...], order: Order, tmp_path: Path
) -> None:
    chunk = cluster.packed(packages, order, "job")
    again = cluster.work(chunk, Copying(), tmp_path / "there", frozenset((0, 2)))
    assert [number for number, _ in again] == [1]


def test_another_engine_does_not_answer(
    packages: tuple[Package, ...], order: Order, tmp_path: Path
) -> None:
    other = msgspec.structs.replace(cluster.packed(packages, order, "job"), engine="other")
    with pytest.raises(cluster.EngineDiffers):
        list(cluster.work(other, Copying(), tmp_path / "there"))


def test_an_original_that_is_gone_is_not_passed_over(
    packages: tuple[Package, ...], order: Order, tmp_path: Path
) -> None:
    chunk = cluster.packed(packages, order, "job")
    blobs.remove(order.depot.root, "")
    with pytest.raises(OriginalLost):
        list(cluster.work(chunk, Copying(), tmp_path / "there"))


def test_scans_count_for_many(packages: tuple[Package, ...]) -> None:
    plain, both, lost = packages
    scan = replace(plain, files=(replace(plain.files[0], scanned=2),))
    sizes = [len(chunk) for chunk in cluster.divided([plain, both, scan, lost, plain], 8)]
    assert sizes == [3, 2]


def test_what_a_killed_intake_left_goes_after_some_days(order: Order) -> None:
    root = order.depot.root
    for job in ("20250317-old", "20250319-new"):
        blobs.write(root, f"cluster/{job}/0/chunk", b"")
    cluster.forget_old(root, TODAY)
    assert blobs.names(root, "cluster") == ["20250319-new/0/chunk"]
