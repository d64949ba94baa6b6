"""Which PDF files are refused, and what is remarked on those that are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import UnreadableFile
from extractors.readers import pdf
from extractors.readers.pdf_health import is_garbled
from schemas.document import Document, Paragraph
from tests.extractors.pdf_maker import Page, Pdf

DATA = Path(__file__).parent / "data" / "pdf"
TEXT = "公司坚持绿色低碳发展理念持续推进节能降碳技术改造优化用能结构。"


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as raised:
        pdf.read(path, "a.pdf")
    return raised.value.code, raised.value.message


def read(tmp_path: Path, file: Pdf) -> Document:
    return pdf.read(file.save(tmp_path / "a.pdf"), "a.pdf")


def codes(document: Document) -> list[str]:
    return [notice.code for notice in document.notices]


def scan() -> Page:
    return Page().image(0, 0, 595, 842, b"\xf0\xf0\xf0")


def test_no_pdf_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n no object in it\n%%EOF")
    assert refused(path)[0] == "malformed"


def test_every_cut_is_refused(tmp_path: Path) -> None:
    """A file that was cut off must not be read as one with fewer pages."""
    whole = (DATA / "form.pdf").read_bytes()
    path = tmp_path / "a.pdf"
    found = set()
    for cut in range(1, 51):
        path.write_bytes(whole[: len(whole) * cut // 51])
        found.add(refused(path)[0])
    assert found == {"truncated"}


def test_an_encrypted_file_asks_for_the_open_one(tmp_path: Path) -> None:
    # Standard security handler, revision 3; the user password is not empty.
    body = Pdf([Page().text(72, 100, TEXT)]).data()
    locked = (
        b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44"
        b"/O<" + b"3a" * 32 + b">/U<" + b"5b" * 32 + b">>>/ID[<00><00>]"
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(body.replace(b"trailer<<", b"trailer<<" + locked))
    code, message = refused(path)
    assert (code, "密码" in message) == ("encrypted", True)


def test_too_many_pages(tmp_path: Path) -> None:
    path = Pdf([Page() for _ in range(501)]).save(tmp_path / "a.pdf")
    assert refused(path)[0] == "too_large"


def test_scans_are_refused_and_a_scanned_page_is_remarked(tmp_path: Path) -> None:
    path = Pdf([scan(), scan()]).save(tmp_path / "a.pdf")
    code, message = refused(path)
    assert (code, "扫描件" in message) == ("scanned", True)
    document = read(tmp_path, Pdf([Page().text(72, 100, TEXT), scan()]))
    assert codes(document) == ["scanned_page"]
    assert len(document.blocks) == 1


def test_invisible_text_over_a_scan_is_not_trusted(tmp_path: Path) -> None:
    guessed = scan().draw("3 Tr").text(72, 100, TEXT).draw("0 Tr")
    document = read(tmp_path, Pdf([Page().text(72, 100, TEXT), guessed]))
    assert codes(document) == ["scanned_page"]


def test_a_font_that_says_nothing_of_its_codes(tmp_path: Path) -> None:
    codes_only = {ord(c): 0xE000 + number for number, c in enumerate(dict.fromkeys(TEXT))}
    assert (
        refused(Pdf([Page().text(72, 100, TEXT)], unicode=codes_only).save(tmp_path / "a.pdf"))[0]
        == "scanned"
    )


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (TEXT, False),
        ("12850.5" * 10, False),
        ("Certificate of registration of a company", False),
        ("嘂嘃嘄嘅嘆嘇嘈嘉嘊嘋嘌嘍嘎嘏嘐嘑嘒嘓嘔嘕嘖嘗嘘嘙嘚嘛嘜嘝嘞嘟嘠", True),
        ("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞß", True),
        ("\ufffd" * 10 + TEXT[:25], True),
        ("\ufffd" * 3 + TEXT, False),
    ],
)
def test_garbled_text(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled


@pytest.mark.parametrize(
    ("catalog", "expected"),
    [
        ("", []),
        ("/OpenAction<</S/JavaScript/JS(app.alert)>>", ["macros"]),
        ("/OpenAction<</S/Launch/F(a.exe)>>", ["macros"]),
        ("/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)>>]>>>>", ["embedded_object"]),
    ],
)
def test_scripts_and_embedded_files_are_remarked(
    tmp_path: Path, catalog: str, expected: list[str]
) -> None:
    assert codes(read(tmp_path, Pdf([Page().text(72, 100, TEXT)], catalog=catalog))) == expected


def test_a_huge_page_is_read_and_never_rendered(tmp_path: Path) -> None:
    page = (
        Page(2_000_000, 2_000_000)
        .text(72, 100, "（公章）")
        .image(72, 1_000_000, 100, 100, b"\xff\x00\x00")
    )
    document = read(tmp_path, Pdf([page]))
    pictures = [p for b in document.blocks if isinstance(b, Paragraph) for p in b.pictures]
    assert [picture.red_share for picture in pictures] == [None]


def test_the_file_is_closed(tmp_path: Path) -> None:
    path = Pdf([Page().text(72, 100, TEXT)]).save(tmp_path / "a.pdf")
    assert [b.text for b in pdf.read(path, "a").blocks if isinstance(b, Paragraph)] == [TEXT]
    assert [str(path) in link for link in _open_files()].count(True) == 0


def _open_files() -> list[str]:
    return [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
