"""``docs/report.png``: a quality report's page as a browser shows it.

Usage: ``python -m tools.report_picture FOLDER`` (a report's folder). Needs Debian's chromium.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

TARGET = Path(__file__).parents[1] / "docs" / "report.png"
_WIDTH, _HEIGHT = 976, 5000
_COLOURS = 128


def main(folder: str) -> None:
    """Draw the page of ``folder``."""
    with tempfile.TemporaryDirectory() as scratch:
        shot = Path(scratch) / "page.png"
        _browse(Path(folder) / "index.html", shot, Path(scratch))
        with Image.open(shot) as drawn:
            page = _without_rest(drawn.convert("RGB"))
    page.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        TARGET, optimize=True
    )


def _browse(page: Path, shot: Path, home: Path) -> None:
    size = f"--window-size={_WIDTH},{_HEIGHT}"
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    command = ["chromium", *quiet, f"--user-data-dir={home}", size, f"--screenshot={shot}"]
    subprocess.run([*command, page.absolute().as_uri()], check=True, capture_output=True)


def _without_rest(picture: Image.Image) -> Image.Image:
    """The part above the empty ground at the window's foot."""
    ground = Image.new("RGB", picture.size, picture.getpixel((2, picture.height - 2)))
    box = ImageChops.difference(picture, ground).getbbox()
    bottom = min(picture.height, (box[3] if box else picture.height) + 24)
    return picture.crop((0, 0, picture.width, bottom))


if __name__ == "__main__":
    main(sys.argv[1])
