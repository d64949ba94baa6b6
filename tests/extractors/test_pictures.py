"""Pages as pictures: the size they state is the page's, whatever the width drawn; refusals."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from extractors import pictures
from extractors.errors import UnreadableFile

A4 = (595.28, 841.89)


def make_pdf(path: Path, width: float, height: float, *, turned: int = 0) -> Path:
    pdf = pypdfium2.PdfDocument.new()
    page = pdf.new_page(width, height)
    page.set_rotation(turned)
    pdf.save(path)
    return path


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize("width", [300, 1200])
@pytest.mark.parametrize(("turned", "size"), [(0, A4), (90, A4[::-1])])
def test_a_page_is_as_wide_as_asked_and_states_its_points(
    tmp_path: Path, width: int, turned: int, size: tuple[float, float]
) -> None:
    png = pictures.draw(make_pdf(tmp_path / "a.pdf", *A4, turned=turned), 1, width=width)
    stated = pictures.size_of(png)
    assert opened(png).width == pytest.approx(width, abs=1)
    assert (stated.width, stated.height) == pytest.approx(size, rel=0.005)


def test_a_photo_is_drawn_upright_with_one_point_to_the_pixel(tmp_path: Path) -> None:
    photo = Image.new("RGB", (400, 300), "white")
    photo.paste((0, 0, 0), (0, 0, 40, 40))
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held upright
    photo.save(tmp_path / "a.jpg", exif=turned)
    png = pictures.draw(tmp_path / "a.jpg", 1, width=600)
    stated = pictures.size_of(png)
    assert (stated.width, stated.height) == pytest.approx((300, 400), rel=0.01)
    corners = [opened(png).convert("1").getpixel((x, 5)) for x in (5, 590)]
    assert corners == [255, 0]


def test_a_scan_of_stated_resolution_has_72_points_to_the_inch(tmp_path: Path) -> None:
    Image.new("L", (1240, 1754), 255).save(tmp_path / "a.png", dpi=(150, 150))
    stated = pictures.size_of(pictures.draw(tmp_path / "a.png", 1, width=800))
    assert (stated.width, stated.height) == pytest.approx(A4, rel=0.01)


def test_second_page_of_a_tiff(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (200, 200), colour) for colour in ("white", "black")]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    assert opened(pictures.draw(tmp_path / "a.tif", 2, width=200)).getpixel((9, 9)) == (0, 0, 0)


@pytest.mark.parametrize("page", [0, 2])
def test_no_such_page(tmp_path: Path, page: int) -> None:
    with pytest.raises(UnreadableFile) as refused:
        pictures.draw(make_pdf(tmp_path / "a.pdf", *A4), page, width=300)
    assert refused.value.code == "malformed"


def test_no_such_page_of_a_picture(tmp_path: Path) -> None:
    Image.new("L", (20, 20), 255).save(tmp_path / "a.png")
    with pytest.raises(UnreadableFile, match="这一页无法显示"):
        pictures.draw(tmp_path / "a.png", 2, width=300)


def test_a_page_of_absurd_proportions_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        pictures.draw(make_pdf(tmp_path / "a.pdf", 10, 14000), 1, width=1200)
    assert refused.value.code == "too_large"


def test_what_has_no_pages_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("没有页面")
    with pytest.raises(UnreadableFile) as refused:
        pictures.draw(tmp_path / "a.txt", 1, width=300)
    assert refused.value.code == "unsupported"
    with pytest.raises(UnreadableFile, match="原文件已不在"):
        pictures.draw(tmp_path / "gone.pdf", 1, width=300)
