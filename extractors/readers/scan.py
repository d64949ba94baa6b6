"""Photographed or scanned pages (JPEG, PNG, BMP, WebP, TIFF with many pages) → Document.

Places are in points from the top left corner of the picture as a viewer shows it (turned as its
EXIF says). A picture that states its resolution has 72 points to the inch; one that states none,
or 72 as phones do, has one point to the pixel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from msgspec import Struct, structs
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extractors.errors import UnreadableFile
from extractors.readers.ocr import Pixels
from extractors.readers.pdf import blocks_in, drafts_of, view_of
from extractors.readers.scan_file import MOST, remembered
from extractors.readers.scan_page import Page
from schemas.document import Document, Kind
from schemas.place import PageBox

_PIXELS: Final = 50_000_000
_STATED: Final = (100.0, 1300.0)
"""Dots to the inch that a file may state; anything else is a default that nobody chose."""
_NO_TEXT = "图片中没有识别出文字，请提供清晰、端正、完整的扫描件或照片，或提交Word原件。"
_TOO_MANY = f"图片超过{MOST}页，请拆分后重新提交，或提交Word原件。"


def read(path: Path, name: str) -> Document:
    """Read a picture of one page or several; ``name`` is its path within the submission.

    Raises :class:`extractors.errors.UnreadableFile`: ``malformed``, ``truncated``,
    ``too_large``, or ``scanned`` where no text can be recognised.
    """
    return bound(pages_of(path), name)


def pages_of(path: Path, first: int = 1) -> list[Page]:
    """The pages of a picture, numbered from ``first``. Raises as :func:`read` does."""
    with _opened(path) as image:
        pages = [
            remembered(picture, size, number)
            for number, (picture, size) in enumerate(_frames(image), start=first)
        ]
    if not any(page.leaf.glyphs for page in pages):
        raise UnreadableFile("scanned", _NO_TEXT)
    return pages


def bound(pages: Sequence[Page], name: str) -> Document:
    """The pages as one document, joined over their breaks."""
    views = [view_of(page.leaf, page.pictures) for page in pages]
    drafts, joins = drafts_of(views, (), name)
    return Document(
        name, Kind.IMAGE, tuple(blocks_in(drafts, name)), pages=len(pages), notices=tuple(joins)
    )


def bound_files(files: Sequence[tuple[str, Sequence[Page]]]) -> Document:
    """The pages of several files as one document; a place names its own file and the page in it.

    The pages must be numbered through; the document has the first file's name.
    """
    homes = {
        page.leaf.number: (name, number)
        for name, pages in files
        for number, page in enumerate(pages, start=1)
    }
    whole = bound([page for _, pages in files for page in pages], files[0][0])
    moved = _at_home(whole, homes)
    assert isinstance(moved, Document)
    return moved


def _at_home(thing: object, homes: Mapping[int, tuple[str, int]]) -> object:
    """``thing`` with every place in it moved to the file and page that it is on."""
    if isinstance(thing, PageBox):
        file, page = homes[thing.page]
        return structs.replace(thing, file=file, page=page)
    if isinstance(thing, tuple):
        return tuple(_at_home(part, homes) for part in thing)
    if isinstance(thing, Struct):
        parts = structs.asdict(thing).items()
        return structs.replace(thing, **{name: _at_home(part, homes) for name, part in parts})
    return thing


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        with Image.open(path) as image:
            _refuse_large(image)
            yield image
    except Image.DecompressionBombError as error:
        raise UnreadableFile("too_large") from error
    except (UnidentifiedImageError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableFile("malformed") from error
    except OSError as error:
        raise UnreadableFile("truncated" if "truncated" in str(error) else "malformed") from error


def _refuse_large(image: Any) -> None:
    if image.width * image.height > _PIXELS:
        raise UnreadableFile("too_large")


def _frames(image: Any) -> Iterator[tuple[Pixels, tuple[float, float]]]:
    """Each page upright as its file says, BGR, with its size in points."""
    if getattr(image, "n_frames", 1) > MOST:
        raise UnreadableFile("too_large", _TOO_MANY)
    for frame in ImageSequence.Iterator(image):
        _refuse_large(frame)
        dots = _dots(frame)
        upright = _on_white(ImageOps.exif_transpose(frame))
        picture = np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])
        yield picture, (upright.width * 72 / dots, upright.height * 72 / dots)


def _dots(frame: Any) -> float:
    stated = frame.info.get("dpi", (0, 0))[0]
    return float(stated) if _STATED[0] <= float(stated) <= _STATED[1] else 72.0


def _on_white(frame: Any) -> Any:
    """Transparent parts are paper."""
    if frame.mode not in ("RGBA", "LA", "PA") and "transparency" not in frame.info:
        return frame.convert("RGB")
    clear = frame.convert("RGBA")
    paper = Image.new("RGBA", clear.size, (255, 255, 255, 255))
    return Image.alpha_composite(paper, clear).convert("RGB")
