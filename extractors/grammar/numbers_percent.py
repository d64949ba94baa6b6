"""Percent cells: shares and the form's ``降低  %`` / ``提高  %``."""

from __future__ import annotations

import re

from msgspec.structs import replace

from extractors.grammar import numbers_marks
from extractors.grammar.numbers_core import Number, blank, settle, unreadable
from extractors.grammar.numbers_draft import Draft, in_han, one, slipped
from extractors.grammar.numbers_literal import LITERAL
from extractors.grammar.numbers_special import interval
from extractors.grammar.text import nfkc

_DOWN = re.compile(r"降低|下降|减少|降幅|降|减|节约|节省|[↓▼⬇]")
_UP = re.compile(r"提高|提升|增加|上升|增长|增幅|升|增|[↑▲⬆]")
_TEMPLATE = re.compile(r"(?:降低|提高|下降|提升|减少|增加)?[\s_:]{0,60}%?[\s_]{0,60}")
_WORDS = re.compile(r"\A[\u3400-\u9fff:()↓↑▼▲⬇⬆\s]{1,30}?(?=约|近\d|不[低少高超]|[\d.≥≤><≈-])")
_POINTS = re.compile(rf"({LITERAL})\s?个?百分点")
_FIGURE = re.compile(rf"-?{LITERAL}")
_THAN = re.compile(
    r"(?:较|比|与|同|相对于?)[^\d%]{0,6}20\d\d年?(?:度|底|末)?(?:实际|水平|基准)?(?:相比|比|下)?[,:]?"
)
"""What a change is measured against: ``较2024年降低14.2%``; its year is no figure of the cell."""
_FROM_TO = re.compile(r"由|从|→|->|=>")


def read_percent(text: str) -> Number:
    """A percentage as written: ``降低14.5%``, ``↓14.5``, ``提高 9 个百分点``, ``百分之十二``.

    ``value`` is the size of the change; its direction is a flag, ``down`` or ``up``, for the
    form to compare with its row. A bare ``-14.5%`` is 14.5 with flags ``down`` and
    ``neg_sign``; ``降低-3%`` stays -3. ``0.145`` stays as written, flag ``maybe_fraction``. The
    form's own ``降低  %`` without a figure is blank.
    """
    empty = numbers_marks.nothing(text)
    if empty is not None:
        return blank("%", empty)
    text = _THAN.sub("", text)
    plain = re.sub(r"\s+", " ", nfkc(text)).strip()
    if len(plain) > 200 or not re.search(r"[\d一二三四五六七八九十]", plain):
        left = _TEMPLATE.fullmatch(plain)
        return blank("%", "template_left") if left else unreadable("%", ("unparsed",))
    direction = _direction(plain)
    draft = _points(plain) or _share(text) or _lone(plain)
    if draft is None:
        return unreadable("%", (*direction, "unparsed"))
    return _judged(settle(_signed(draft, direction), "%"), plain)


def _direction(plain: str) -> tuple[str, ...]:
    down, up = bool(_DOWN.search(plain)), bool(_UP.search(plain))
    return ("down",) if down and not up else ("up",) if up and not down else ()


def _share(text: str) -> Draft | None:
    marked = numbers_marks.stripped(re.sub(r"[▲▼↓↑⬇⬆]", "", text))
    body = marked.body if re.match(r"[-\d.]", marked.body) else _WORDS.sub("", marked.body)
    inner = numbers_marks.stripped(body or " ".join(marked.remarks))
    spoken = in_han(marked.body) if marked.body.startswith("百分之") else None
    draft = one(inner.body) or interval(inner.body) or spoken or slipped(inner.body)
    if draft is None:
        return None
    return replace(draft, flags=(*marked.flags, *inner.flags, *draft.flags))


def _points(plain: str) -> Draft | None:
    """``由12.6%提高到25%，提高12.4个百分点``: the figure that counts the points."""
    points = _POINTS.findall(plain)
    if len(points) != 1:
        return None
    draft = one(points[0])
    more = len(_FIGURE.findall(plain)) > 1
    flags = ("pp", "prefixed") if more else ("pp",)
    return replace(draft, unit="百分点", flags=(*draft.flags, *flags)) if draft else None


def _lone(plain: str) -> Draft | None:
    """The only figure among words (``降低 % 14.5``); two figures are nobody's percentage."""
    figures = _FIGURE.findall(plain)
    if len(figures) > 1 or _FROM_TO.search(plain):
        return Draft(flags=("several",))
    draft = one(figures[0].strip()) if figures else None
    return replace(draft, flags=(*draft.flags, "prefixed")) if draft else None


def _signed(draft: Draft, direction: tuple[str, ...]) -> Draft:
    if draft.value is None or draft.value >= 0 or direction:
        return replace(draft, flags=(*direction, *draft.flags))
    flags = tuple(flag for flag in draft.flags if flag != "neg")
    return replace(draft, value=-draft.value, flags=("down", "neg_sign", *flags))


def _judged(number: Number, plain: str) -> Number:
    marked = "%" in plain or "百分" in plain or "‰" in plain
    if marked or number.value is None or not 0 < abs(number.value) < 1:
        return number
    return replace(
        number, flags=(*number.flags, "maybe_fraction"), confidence=min(number.confidence, 0.6)
    )
