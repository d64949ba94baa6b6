"""Scans and pictures on their way in: which are pages of a plan, which want OCR, what it may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.packages import discover
from extractors.packages_model import Package, PackedFile
from extractors.packages_ocr import ocr_limits, wants_ocr, with_page_roles, with_series
from extractors.reading import Opened
from extractors.sandbox import Limits
from extractors.sandbox_child import GIB
from schemas.document import Document, Kind, Paragraph
from schemas.place import PageBox
from schemas.submission import Outcome, Role, SourceFile
from tests.extractors import packages_made as made

PLAN = made.plan()


def jpeg(number: int) -> bytes:
    """Pictures that differ, since a repeated content is read once."""
    return made.JPEG + bytes([number])


def photographs(pattern: str, count: int) -> dict[str, bytes]:
    return {pattern.format(n): jpeg(n) for n in range(1, count + 1)}


TREES = {
    "photographs are the only plan": (
        photographs("IMG_{:04}.jpg", 3) | {"营业执照.jpg": jpeg(90), "证书/1.jpg": jpeg(91)},
        {"IMG_0001.jpg", "IMG_0002.jpg", "IMG_0003.jpg"},
    ),
    "photographs that are called a plan": (
        photographs("方案_{}.jpg", 11) | {"铭牌1.jpg": jpeg(90), "铭牌2.jpg": jpeg(91)},
        {f"方案_{n}.jpg" for n in range(1, 12)},
    ),
    "a folder of pages that is called a plan": (
        {f"零碳工厂建设方案/{name}": data for name, data in photographs("{}.png", 4).items()},
        {f"{n}.png" for n in range(1, 5)},
    ),
    "an annex and a self-evaluation on paper beside a Word plan": (
        {"方案.docx": PLAN, "附件2-1.jpg": jpeg(1), "自评表.png": jpeg(2), "现场.jpg": jpeg(3)},
        {"附件2-1.jpg", "自评表.png"},
    ),
    "evidence beside a Word plan": (
        {"方案.docx": PLAN}
        | photographs("附件/微信图片_{}.jpg", 12)
        | {"光伏效果图.png": jpeg(99)},
        set(),
    ),
    "a scan without a telling name, alone": ({"扫描件.pdf": made.scan(3)}, set()),
}


@pytest.mark.parametrize("case", TREES)
def test_what_ocr_is_for(case: str, tmp_path: Path) -> None:
    files, wanted = TREES[case]
    (package,) = discover([made.lay(tmp_path / "批次", files)], tmp_path / "scratch")
    assert {file.path for file in package.files if wants_ocr(file)} == wanted
    assert package.problem is None


def test_two_firms_photographs_are_two_submissions(tmp_path: Path) -> None:
    files = {
        f"{firm}/{name}": data + firm.encode()
        for firm in ("甲", "乙")
        for name, data in photographs("IMG_{}.jpg", 9).items()
    }
    packages = discover([made.lay(tmp_path / "批次", files)], tmp_path / "scratch")
    assert sorted(package.name for package in packages) == ["乙", "甲"]


def page(name: str, role: Role = Role.UNKNOWN) -> Opened:
    text = Paragraph(name, PageBox(name, 1))
    source = SourceFile(name, role, Kind.IMAGE, "0", Outcome.READ, pages=1)
    return Opened(source, Document(name, Kind.IMAGE, (text,), pages=1))


def test_pages_become_one_document_in_their_own_order() -> None:
    names = ["p1.jpg", "p10.jpg", "p2.jpg", "另.jpg"]
    files = [
        PackedFile(n, Path(n), "0", 1, series="" if n == "另.jpg" else "p1.jpg") for n in names
    ]
    whole, *rest, other = with_series(Package("甲", tuple(files)), [page(n) for n in names])
    assert whole.document is not None
    assert [str(block.where.file) for block in whole.document.blocks] == [
        "p1.jpg",
        "p2.jpg",
        "p10.jpg",
    ]
    assert whole.document.pages == 3
    assert [one.document for one in rest] == [None, None]
    assert other == page("另.jpg")


def test_later_pages_have_the_role_of_the_document() -> None:
    files = tuple(PackedFile(n, Path(n), "0", 1, series="p1.jpg") for n in ("p1.jpg", "p2.jpg"))
    later = Opened(page("p2.jpg").source)
    known = with_page_roles(Package("甲", files), [page("p1.jpg", Role.PLAN), later])
    assert [entry.source.role for entry in known] == [Role.PLAN, Role.PLAN]


def test_a_long_scan_gets_more_time_and_no_more_memory() -> None:
    short, long = (PackedFile("a.pdf", Path("a"), "0", 1, scanned=n) for n in (3, 60))
    assert ocr_limits([[short]], Limits()) == Limits(2 * GIB, 120, 600)
    assert ocr_limits([[short], [long]], Limits()) == Limits(2 * GIB, 360, 1800)
