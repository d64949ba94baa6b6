"""``docs/terminal.png``: what ``lingtan check`` prints, drawn as a terminal shows it.

Usage: ``python -m tools.terminal_picture PATH`` (a submission). Needs Noto Sans Mono CJK.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

TARGET = Path(__file__).parents[1] / "docs" / "terminal.png"
_SIZE, _LINE, _MARGIN = 26, 38, 30
_WIDTH = _SIZE // 2
_PAPER, _INK = "#ffffff", "#1f2933"
_COLOURS = {1: "#b42318", 3: "#93620a", 4: "#3b5b92", 6: "#0e6f8c"}
"""The terminal's red, yellow, blue and cyan."""


def main(path: str) -> None:
    """Run ``check`` on ``path`` and draw its output."""
    command = [str(Path(sys.executable).with_name("lingtan")), "check", path]
    coloured = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "110"}
    run = subprocess.run(command, env=coloured, capture_output=True, text=True, check=False)
    lines = [Text(f"$ lingtan check {Path(path).name}", "bold"), Text()]
    lines += [Text.from_ansi(line) for line in run.stdout.splitlines()]
    draw(lines).save(TARGET, optimize=True)


def draw(lines: list[Text]) -> Image.Image:
    """The lines as a picture: one column a cell, Chinese characters two."""
    font, bold = _font("Noto Sans Mono CJK SC"), _font("Noto Sans Mono CJK SC:style=Bold")
    frame = _font("DejaVu Sans Mono")
    width = max(sum(_advance(char, font) for char in line.plain) for line in lines)
    size = (2 * _MARGIN + width, 2 * _MARGIN + len(lines) * _LINE)
    picture = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        x = _MARGIN
        for char, style in _characters(line):
            face = frame if char in "┌├─│" else bold if style.bold else font
            pen.text((x, _MARGIN + row * _LINE), char, fill=_ink(style), font=face)
            x += _advance(char, font)
    return picture.quantize(32)


def _advance(char: str, font: ImageFont.FreeTypeFont) -> int:
    """Pixels to the next character: Chinese quotes and dashes are as wide as the font draws them."""
    drawn = 0 if char in "┌├─│" else round(font.getlength(char))
    return max(cell_len(char) * _WIDTH, drawn)


def _characters(line: Text) -> list[tuple[str, Style]]:
    styles = [Style.null()] * len(line.plain)
    base = Style.parse(line.style) if isinstance(line.style, str) and line.style else Style.null()
    for span in line.spans:
        style = span.style if isinstance(span.style, Style) else Style.parse(span.style)
        for index in range(span.start, min(span.end, len(styles))):
            styles[index] += style
    return [(char, base + style) for char, style in zip(line.plain, styles, strict=True)]


def _ink(style: Style) -> str:
    number = style.color.number if style.color else None
    return _COLOURS.get(number, _INK) if number is not None else _INK


def _font(family: str) -> ImageFont.FreeTypeFont:
    query = ["fc-match", "-f", "%{file}|%{index}", family]
    found = subprocess.run(query, capture_output=True, text=True, check=True)
    file, _, index = found.stdout.partition("|")
    return ImageFont.truetype(file, _SIZE, index=int(index))


if __name__ == "__main__":
    main(sys.argv[1])
