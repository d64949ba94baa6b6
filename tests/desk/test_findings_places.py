"""Where the boxes lie: what the page draws red and blue is the text that the finding speaks of."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from schemas.place import PageBox, SheetCell
from schemas.submission import Read
from tests.desk.findings_kit import evidence, page_of, planted, understood, words_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.desk.conftest import Sample

ClientOf = Callable[[str], "Client"]
PDF = "013"
_BOX = re.compile(
    r'<g class="bx bx-([eg])".*?<rect class="fr" x="([\d.-]+)" y="([\d.-]+)"'
    r' width="([\d.]+)" height="([\d.]+)"',
    re.DOTALL,
)
_VIEW = re.compile(r'<svg class="pg" viewBox="0 0 ([\d.]+) ([\d.]+)"')
_PICTURE = re.compile(r'<image href="([^"]+)"')


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


def reads_on_pages(sample: Sample) -> dict[str, Read]:
    fields = understood(sample, PDF).fields
    return {
        key: read
        for key, read in fields.items()
        if isinstance(read.where, PageBox) and read.where.bbox and read.raw and read.value
    }


def drawn(page: str, picture: bytes) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Each box's colour and its share of the picture: left, top, right, bottom."""
    view = _VIEW.search(page)
    assert view
    width, height = float(view[1]), float(view[2])
    with Image.open(io.BytesIO(picture)) as image:
        assert image.width / image.height == pytest.approx(width / height, rel=0.002)
    found = []
    for colour, *numbers in _BOX.findall(page):
        x, y, wide, high = map(float, numbers)
        found.append((colour, (x / width, y / height, (x + wide) / width, (y + high) / height)))
    return found


def text_under(pdf: pypdfium2.PdfDocument, number: int, share: tuple[float, ...]) -> str:
    page = pdf[number - 1]
    width, height = page.get_size()
    left, top, right, bottom = share
    text = page.get_textpage()
    return plain(
        text.get_text_bounded(
            left * width, (1 - bottom) * height, right * width, (1 - top) * height
        )
    )


def test_every_boxed_value_of_a_digital_pdf_is_under_its_box(
    sample: Sample, client_of: ClientOf
) -> None:
    from store.models import File
    from store.originals import place

    client = client_of("province")
    reads = list(reads_on_pages(sample).items())
    file = File.objects.get(version__submission=sample.one(PDF), kind="pdf")
    pdf = pypdfium2.PdfDocument(place(sample.workspace / "originals", file.original_id))
    assert len(reads) > 30
    for (_, wrong), (_, right) in list(pairwise(reads))[::4]:
        row = planted(
            sample, PDF, evidence(wrong), evidence(right), actual=wrong.raw, message=wrong.raw
        )
        page = page_of(client, row.pk)
        found = _PICTURE.search(page)
        assert found
        picture = client.get(found[1])
        assert picture["Content-Type"] == "image/png"
        boxes = drawn(page, picture.content)
        assert boxes[0][0] == "e"
        assert isinstance(wrong.where, PageBox)
        assert plain(wrong.raw) in text_under(pdf, wrong.where.page, boxes[0][1]), wrong.raw
        for colour, share in boxes:
            assert ink(picture.content, share) > 0, colour
        row.delete()


def ink(picture: bytes, share: tuple[float, ...]) -> int:
    """Dark pixels inside the box, its edges left out."""
    with Image.open(io.BytesIO(picture)) as image:
        grey = image.convert("L")
        left, top, right, bottom = (
            share[0] * grey.width + 4,
            share[1] * grey.height + 4,
            share[2] * grey.width - 4,
            share[3] * grey.height - 4,
        )
        inside = grey.crop((round(left), round(top), round(right), round(bottom)))
        return sum(inside.histogram()[:100])


def test_a_cell_of_a_word_table_is_lit(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Finding

    row = Finding.objects.get(rule="G13", version__submission=sample.one("016"))
    page = page_of(client_of("province"), row.pk)
    assert re.search(r'lit-e"[^>]*>.*?争议值</span><span class="tx">降低11.8%</span>', page)
    assert re.search(r'lit-g"[^>]*>.*?依据 a</span><span class="tx">189.7kgce/t</span>', page)
    assert re.search(r"189\.7<sup>a</sup></a>.*?173\.3<sup>b</sup></a>", page)
    assert re.search(r"应为 8\.65 % .*?实为 11\.8 % .*?差 \+3\.15 个百分点", words_of(page))


def test_a_workbook_shows_numbers_and_letters_as_the_sheet_has_them(
    sample: Sample, client_of: ClientOf
) -> None:
    from store.models import Finding

    row = Finding.objects.get(rule="F13", version__submission=sample.one("007"))
    page = page_of(client_of("province"), row.pk)
    lit = [one["where"]["cell"] for one in row.body["evidence"] if "sheet" in one["where"]]
    rows = re.findall(r'<tr><th scope="row" class="on">(\d+)</th>', page)
    assert rows == [cell[1:] for cell in lit]
    assert re.findall(r'<th scope="col" class="on">(\w+)</th>', page) == [lit[0][0]]
    assert page.count("lit-e") == len(lit)


def test_a_sentence_is_shown_with_its_stretch_marked(sample: Sample, client_of: ClientOf) -> None:
    from store.models import Finding

    row = Finding.objects.get(rule="K01", version__submission=sample.one("003"))
    grounds = row.body["evidence"]
    see = next(n for n, one in enumerate(grounds) if one["where"].get("paragraph"))
    page = page_of(client_of("province"), row.pk, f"?see={see}")
    marks = re.findall(r'<mark class=""[^>]*data-box[^>]*>([^<]+)</mark>', page)
    assert marks == [grounds[see]["mark"]]


def test_a_place_that_was_not_stored_and_a_whole_file_say_so(
    sample: Sample, client_of: ClientOf
) -> None:
    from schemas.place import WholeFile

    read = next(iter(understood(sample, "007").fields.values()))
    lost = SheetCell("没有这份.xlsx", "表", "A1")
    client = client_of("province")
    row = planted(sample, "007", evidence(read, where=lost), actual=read.raw)
    assert "请打开原文件核对" in page_of(client, row.pk)
    whole = planted(sample, "007", evidence(read, where=WholeFile(read.where.file), text="二"))
    assert "针对整份文件" in page_of(client, whole.pk)
    none = planted(sample, "007", message="没有出处的问题。")
    assert "没有指向具体的文件" in page_of(client, none.pk)


def test_a_deleted_original_leaves_the_rest_at_work(sample: Sample, client_of: ClientOf) -> None:
    from store.models import File
    from store.originals import place

    client, (_, read) = client_of("province"), next(iter(reads_on_pages(sample).items()))
    row = planted(sample, PDF, evidence(read), actual=read.raw)
    file = File.objects.get(version__submission=sample.one(PDF), kind="pdf")
    path = place(sample.workspace / "originals", file.original_id)
    kept = path.read_bytes()
    for drawn_before in (sample.workspace / "cache" / "pages").glob("*"):
        drawn_before.unlink()
    path.unlink()
    try:
        page = page_of(client, row.pk)
        assert "原文件已被清理" in page and 'id="confirm"' in page
        assert client.get(f"/findings/{row.pk}/page/{file.pk}-1.png").status_code == 404
        gone = client.get(f"/findings/{row.pk}/original/{file.pk}/")
        assert gone.status_code == 404 and "原文件已不在" in gone.content.decode()
        sent = {"ruling": "upheld", "remark_upheld": "请更正。", "seen": ""}
        assert client.post(f"/findings/{row.pk}/decide/", sent).status_code == 302
    finally:
        path.write_bytes(kept)
