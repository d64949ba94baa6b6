"""Pages of a stored file as PNG, for people to look at. Drawn in the sandbox like everything foreign.

The picture's own resolution (pHYs) tells the page's size in points, so that a box in points from
the page's top left corner can be laid over it without asking the file again.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from extractors import disk, sandbox
from extractors.detect import kind_of
from extractors.errors import UnreadableFile
from extractors.packages_ready import CONVERTING
from extractors.readers import legacy_office
from extractors.readers.legacy import ending_of
from extractors.readers.legacy_office import Target
from extractors.sandbox import Limits
from schemas.document import Document, Kind
from schemas.place import WordPlace

LIMITS: Final = Limits(cpu_seconds=10, wall_seconds=20, answer=32 << 20)
PAPER_LIMITS: Final = Limits(cpu_seconds=30, wall_seconds=180)
_PIXELS: Final = 50_000_000
_POINTS_PER_METRE: Final = 72 / 0.0254
_STATED: Final = (100.0, 1300.0)
"""As for reading (readers/scan.py): any other resolution of a photo is one that nobody chose."""
_NO_PAGE: Final = "这一页无法显示，请下载原文件查看。"
_TOO_LARGE: Final = "这一页尺寸过大，无法显示，请下载原文件查看。"


class Size(Struct, frozen=True):
    """A page's width and height in points."""

    width: float
    height: float


def draw(source: Path, page: int, *, width: int) -> bytes:
    """Page ``page`` (from 1) of the PDF or picture at ``source`` as a PNG ``width`` pixels wide.

    Raises :class:`UnreadableFile`: ``malformed`` where there is no such page, ``too_large`` before
    anything beyond 50 million pixels is drawn, ``unsupported`` for a file without pages,
    ``not_found`` where the file is gone.
    """
    if not source.exists():
        raise UnreadableFile("not_found", "原文件已不在存储中。")
    return sandbox.call(_draw, source, page, width, limits=LIMITS)


def size_of(png: bytes) -> Size:
    """The page's size in points, from the resolution that :func:`draw` wrote into the picture."""
    wide, high = struct.unpack(">II", png[16:24])
    at = png.index(b"pHYs") + 4
    across, down = struct.unpack(">II", png[at : at + 8])
    return Size(wide * _POINTS_PER_METRE / across, high * _POINTS_PER_METRE / down)


def paper(source: Path, kind: Kind) -> bytes:
    """The Word file at ``source`` printed to PDF by LibreOffice.

    Raises :class:`UnreadableFile`: ``no_converter``, ``malformed``, ``crashed``, ``too_slow``.
    """
    if not source.exists():
        raise UnreadableFile("not_found", "原文件已不在存储中。")
    if not legacy_office.installed():
        raise UnreadableFile("no_converter")
    with disk.temporary() as folder:
        sandbox.call(
            legacy_office.convert,
            [source],
            [ending_of(kind)],
            Target.PAPER,
            folder,
            limits=PAPER_LIMITS,
        )
        printed = folder / f"0{Target.PAPER.ending}"
        if not printed.exists():
            raise UnreadableFile("malformed", "这份文件无法排版成页，请下载原文件查看。")
        return printed.read_bytes()


def spots(document: Document, printed: Path) -> tuple[WordPlace, ...]:
    """Where the document's cells and paragraphs stand on the pages of its printed copy."""
    from extractors.packages_spots import spots_of  # brings the PDF reader along

    return sandbox.call(spots_of, document, printed, limits=CONVERTING)


def _draw(source: Path, page: int, width: int) -> bytes:
    """Runs inside the sandbox."""
    if kind_of(source) is Kind.PDF:
        return _of_pdf(source, page, width)
    if kind_of(source) is Kind.IMAGE:
        return _of_picture(source, page, width)
    raise UnreadableFile("unsupported", "这种格式没有页面图像，请下载原文件查看。")


def _of_pdf(source: Path, number: int, width: int) -> bytes:
    from extractors.readers.pdf_file import loaded, opened

    with opened(source) as pdf:
        if not 1 <= number <= len(pdf):
            raise UnreadableFile("malformed", _NO_PAGE)
        with loaded(pdf, number - 1) as page:
            wide, high = page.get_size()
            scale = width / max(wide, 1.0)
            _refuse_large(width, high * scale)
            image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
            return _encoded(image, image.width / max(wide, 1.0))


def _of_picture(source: Path, number: int, width: int) -> bytes:
    from PIL import Image, ImageOps

    try:
        with Image.open(source) as file:
            _refuse_large(file.width, file.height)
            file.seek(number - 1)
            dots = _dots(file)
            upright = _on_white(ImageOps.exif_transpose(file))
    except Image.DecompressionBombError as error:
        raise UnreadableFile("too_large", _TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableFile("malformed", _NO_PAGE) from error
    high = max(1, round(upright.height * width / upright.width))
    _refuse_large(width, high)
    shown = upright.resize((width, high))
    return _encoded(shown, width / (upright.width * 72 / dots))


def _refuse_large(wide: float, high: float) -> None:
    if wide * high > _PIXELS:
        raise UnreadableFile("too_large", _TOO_LARGE)


def _dots(file: Any) -> float:
    stated = float(file.info.get("dpi", (0, 0))[0])
    return stated if _STATED[0] <= stated <= _STATED[1] else 72.0


def _on_white(image: Any) -> Any:
    """Transparent parts are paper."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    sheet = Image.new("RGBA", clear.size, (255, 255, 255, 255))
    return Image.alpha_composite(sheet, clear).convert("RGB")


def _encoded(image: Any, pixels_per_point: float) -> bytes:
    """As a PNG that says how many of its pixels make a point."""
    dots = pixels_per_point * 72
    with io.BytesIO() as out:
        image.save(out, "PNG", compress_level=3, dpi=(dots, dots))
        return out.getvalue()
