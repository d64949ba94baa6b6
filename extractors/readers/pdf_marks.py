"""Lines and colours that belong to text: underlines, strikes, highlights, hidden writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import structs

from extractors.readers.pdf_frame import area, centre_in
from extractors.readers.pdf_glyphs import HIDDEN, SHADED, STRUCK, UNDERLINED, Glyph
from extractors.readers.pdf_grid import Grid
from extractors.readers.pdf_ink import Patch, Rule, pale
from schemas.place import Box

_STRIKE: Final = (0.38, 0.68)
"""Where a strike crosses a character, as a share of its height from the top."""
_UNDERLINE: Final = (0.82, 1.35)
_THIN = 0.16  # a line through text is thinner than this share of the character's size
_HIGHLIGHT = 3.2  # a highlight is no higher than this many character heights


def borders_out(rules: Iterable[Rule], grids: Sequence[Grid]) -> list[Rule]:
    """The level rules that are no table's border."""
    return [rule for rule in rules if rule.level and not any(_on(rule, g) for g in grids)]


def _on(rule: Rule, grid: Grid) -> bool:
    if rule.end < grid.xs[0] - grid.snap or rule.start > grid.xs[-1] + grid.snap:
        return False
    return any(abs(rule.at - y) <= grid.snap for y in grid.ys)


def marked(
    glyphs: list[Glyph], rules: Sequence[Rule], patches: Sequence[Patch], pictures: Sequence[Box]
) -> list[Glyph]:
    """``glyphs`` with the bits of what is drawn over, under and behind them.

    ``rules`` are those that are no table's border; ``patches`` the page's filled areas.
    """
    shades = [patch.box for patch in patches if patch.straight and not pale(patch.colour)]
    grounds = [*shades, *pictures]
    lines = [rule for rule in rules if rule.width < 4]
    if not lines and not shades and not any(_doubtful(glyph) for glyph in glyphs):
        return glyphs
    return [_with(glyph, _bits(glyph, lines, shades, grounds)) for glyph in glyphs]


def _doubtful(glyph: Glyph) -> bool:
    return glyph.face.invisible or glyph.face.light


def _with(glyph: Glyph, bits: int) -> Glyph:
    return structs.replace(glyph, marks=bits) if bits else glyph


def _bits(
    glyph: Glyph, lines: Sequence[Rule], shades: Sequence[Box], grounds: Sequence[Box]
) -> int:
    bits = 0
    for rule in lines:
        bits |= _line_bit(glyph, rule)
    if any(_highlights(shade, glyph) for shade in shades):
        bits |= SHADED
    if glyph.face.invisible or (
        glyph.face.light and not any(centre_in(glyph.box, ground) for ground in grounds)
    ):
        bits |= HIDDEN
    return bits


def _line_bit(glyph: Glyph, rule: Rule) -> int:
    middle = (glyph.x0 + glyph.x1) / 2
    if not rule.start - 0.5 <= middle <= rule.end + 0.5:
        return 0
    if rule.width > max(_THIN * glyph.face.size, 1.2):
        return 0
    share = (rule.at - glyph.top) / max(glyph.bottom - glyph.top, 1.0)
    if _UNDERLINE[0] <= share <= _UNDERLINE[1]:
        return UNDERLINED
    return STRUCK if _STRIKE[0] <= share <= _STRIKE[1] else 0


def _highlights(shade: Box, glyph: Glyph) -> bool:
    high = (shade[3] - shade[1]) > _HIGHLIGHT * (glyph.bottom - glyph.top)
    return not high and area(shade) > 0 and centre_in(glyph.box, shade)
