"""The basic table with lines across only: rows between the lines, cells by the white in each row.

Lines that go the whole way across part the rows, and shorter ones that reach the right side part
what stands right of a label over several rows. Only where several of the form's labels stand at
the head of such rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from extractors.readers.pdf_aligned_form import GAP, LABELS, Form, is_head
from extractors.readers.pdf_aligned_grid import Part, grid_of, set_to_writing
from extractors.readers.pdf_aligned_rows import BRACKETS, Row
from extractors.readers.pdf_glyphs import Glyph
from extractors.readers.pdf_ink import Rule
from extractors.readers.pdf_lines import Line, lines_of
from extractors.readers.pdf_page import Leaf
from extractors.readers.pdf_tables import table_of
from extractors.readers.pdf_white import Span, glyphs_of, spans_of, text_in
from extractors.readers.pdf_white_columns import Whites

_NEAR: Final = 3.0
_LEAST_LINES: Final = 5
_LEAST_LABELS: Final = 4
_NONE: Final = 3  # letters: 无, 不适用
_TALLEST: Final = 0.6  # share of the page's height


class _Level(Struct, frozen=True):
    """All that is drawn across at one height, put together."""

    at: float
    start: float
    end: float


class _Band(Struct):
    """One row: its height, its lines and the stretches that they print on."""

    row: Row
    lines: list[Line]
    spans: tuple[Span, ...]
    texts: list[str]

    @property
    def labelled(self) -> bool:
        """Whether the form's own label stands at its head."""
        return bool(self.texts) and _is_label(self.texts[0])


def banded(leaf: Leaf, lines: list[Line], above: Sequence[Span] = ()) -> Form | None:
    """The basic table among the page's loose ``lines``; ``None`` where lines across make none."""
    levels = _levels(leaf.loose)
    sides = _sides(levels)
    if sides is None:
        return None
    full = [level.at for level in levels if _is_full(level, sides)]
    inside = [line for line in lines if full[0] < _middle(line) < full[-1]]
    if any(b - a > _TALLEST * leaf.height for a, b in pairwise(full)):
        return None
    glyphs = [glyph for line in inside for glyph in glyphs_of(line)]
    bands = [_band(glyphs, a, b, sides) for a, b in pairwise(full)]
    bands = [part for band in bands for part in _cut(band, levels, sides)]
    if sum(band.labelled for band in bands) < _LEAST_LABELS:
        return None
    cells = _cells([band for band in bands if band.spans], sides, above)
    if cells is None:
        return None
    parts, columns = cells
    kept = [glyph for band in bands for line in band.lines for glyph in glyphs_of(line)]
    table = table_of(grid_of(parts), kept, leaf)
    rest = [line for line in lines if line not in inside]
    ended = not any(_middle(line) > full[-1] for line in lines)
    return Form([set_to_writing(table, sides[1])], rest, columns if ended else ())


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _levels(rules: Sequence[Rule]) -> list[_Level]:
    """Pieces at one height that touch, as one."""
    found: list[_Level] = []
    for rule in sorted((r for r in rules if r.level), key=lambda r: (round(r.at), r.start)):
        last = found[-1] if found else None
        if last and abs(last.at - rule.at) < 1.5 and rule.start - last.end < _NEAR:
            found[-1] = _Level(last.at, min(last.start, rule.start), max(last.end, rule.end))
        else:
            found.append(_Level(rule.at, rule.start, rule.end))
    return found


def _sides(levels: Sequence[_Level]) -> Span | None:
    """From where to where most of the lines go."""
    votes = Counter((round(x.start / _NEAR), round(x.end / _NEAR)) for x in levels)
    if not votes:
        return None
    (start, end), count = votes.most_common(1)[0]
    return (start * _NEAR, end * _NEAR) if count >= _LEAST_LINES else None


def _is_full(level: _Level, sides: Span) -> bool:
    return abs(level.start - sides[0]) < 2 * _NEAR and abs(level.end - sides[1]) < 2 * _NEAR


def _band(glyphs: Sequence[Glyph], top: float, bottom: float, sides: Span) -> _Band:
    within = [g for g in glyphs if top < (g.top + g.bottom) / 2 < bottom and _between(g, sides)]
    lines = lines_of(within)
    spans = spans_of(lines, GAP) if lines else ()
    return _Band(Row(top, bottom), lines, spans, [_word(lines, span) for span in spans])


def _between(glyph: Glyph, sides: Span) -> bool:
    return sides[0] - 2 * _NEAR < (glyph.x0 + glyph.x1) / 2 < sides[1] + 2 * _NEAR


def _word(lines: Sequence[Line], span: Span) -> str:
    return BRACKETS.sub("", text_in(lines, span)).rstrip("：:")


def _is_label(text: str) -> bool:
    return text in LABELS


def _is_figure(text: str) -> bool:
    """Whether a text may stand under a year: a figure, or a word that says there is none."""
    return len(text) <= _NONE or (not _is_label(text) and any(map(str.isdigit, text)))


def _cut(band: _Band, levels: Sequence[_Level], sides: Span) -> Iterator[_Band]:
    """The rows right of a label over several rows; ``band`` itself where nothing parts it.

    The label beside them is none of the form's fields (近3年经营情况) and is left out.
    """
    top, bottom = band.row.top, band.row.bottom
    inner = [x for x in levels if top + _NEAR < x.at < bottom - _NEAR]
    inner = [x for x in inner if x.end > sides[1] - 2 * _NEAR and x.start > sides[0] + 2 * _NEAR]
    if not inner or max(x.start for x in inner) - min(x.start for x in inner) > 2 * _NEAR:
        yield band
        return
    glyphs = [glyph for line in band.lines for glyph in glyphs_of(line)]
    heights = [top, *(x.at for x in inner), bottom]
    for a, b in pairwise(heights):
        yield _band(glyphs, a, b, (inner[0].start + 2 * _NEAR, sides[1]))


class _Group(Struct):
    """Rows under one head: the white between their columns, and where their labels end."""

    white: Whites
    rows: list[_Band]
    labels: list[float]
    values: list[float]

    def at(self, left: float) -> float:
        """Where the labels' column ends."""
        return (max(self.labels, default=left) + min(self.values)) / 2


def _cells(
    bands: Sequence[_Band], sides: Span, above: Sequence[Span]
) -> tuple[list[Part], tuple[Span, ...]] | None:
    """The cells of each row, and the white between the columns open at the end."""
    edge = min((b.spans[1][0] for b in bands if b.labelled and len(b.spans) > 1), default=None)
    if edge is None:
        return None
    group = _carried(above)
    parts: list[Part] = []
    groups: list[tuple[int, _Group]] = []
    for band in bands:
        head = _head_of(band)
        if head is not None:
            group = head
        elif group is not None and not _takes(group, band):
            group = None
        if group is not None:
            groups.append((len(parts), group))
        parts.append(Part(band.row, tuple(pairwise(_alone(band, edge, sides)))))
    for index, one in groups:
        if max(one.labels, default=0.0) < min(one.values, default=0.0):
            cuts = (sides[0], one.at(sides[0]), *one.white.cuts(), sides[1])
            parts[index] = Part(parts[index].row, tuple(pairwise(cuts)))
    return parts, group.white.spans() if group else ()


def _carried(above: Sequence[Span]) -> _Group | None:
    white = Whites.left(above)
    return _Group(white, [], [], []) if white else None


def _head_of(band: _Band) -> _Group | None:
    """The columns that a row heads: years, 实施前 and 实施后, or one field beside another."""
    first = 1 if band.labelled or band.texts[0] in ("单位", "年份") else 0
    columns = band.spans[first:]
    several = first and len(columns) > 1 and all(map(_is_label, band.texts[first:]))
    if not several and not any(is_head(line) for line in band.lines):
        return None
    white = Whites.under(columns)
    if white is None:
        return None
    return _Group(white, [band], [x[1] for x in band.spans[:first]], [columns[0][0]])


def _takes(group: _Group, band: _Band) -> bool:
    """Whether a row stands under the group's head; it is taken in."""
    if len(band.spans) < 2 or not all(map(_is_figure, band.texts[1:])):
        return False
    first, values = band.spans[0], band.spans[1:]
    if group.values and first[1] >= min(group.values):
        return False
    if group.labels and values[0][0] <= max(group.labels):
        return False
    glyphs = [g for line in band.lines for g in glyphs_of(line) if g.x0 > first[1]]
    if not group.white.take(lines_of(glyphs), values):
        return False
    group.labels.append(first[1])
    group.values.append(values[0][0])
    return True


def _alone(band: _Band, edge: float, sides: Span) -> list[float]:
    """The edges of a row that stands under no head: label and value in turn, or one cell."""
    spans, texts = band.spans, band.texts
    cuts: list[float] = []
    if band.labelled or (len(spans) > 1 and spans[0][1] < edge and texts[0][:1].isalpha()):
        cuts.append(_after(spans, 0, sides))
    for i in range(1, len(spans)):
        if cuts and _is_label(texts[i]) and i > 1:
            cuts.append((spans[i - 1][1] + spans[i][0]) / 2)
            cuts.append(_after(spans, i, sides))
    return [sides[0], *cuts, sides[1]]


def _after(spans: Sequence[Span], index: int, sides: Span) -> float:
    """Where the stretch's cell ends: in the white behind it."""
    following = spans[index + 1][0] if index + 1 < len(spans) else sides[1]
    return min((spans[index][1] + following) / 2, spans[index][1] + 4 * _NEAR)
