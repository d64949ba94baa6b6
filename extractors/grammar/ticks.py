"""Which options of the form are ticked: 单位性质 and 主要荣誉 (fields.md §5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from extractors.grammar import numbers_marks
from extractors.grammar.ticks_match import answered, boxed, option_of, within
from extractors.grammar.ticks_scan import Mark, Shape, marks
from schemas.document import TICKED, Span
from schemas.submission import State


class Ticks(Struct, frozen=True):
    """``ticked`` and ``offered`` name options exactly as the caller gave them.

    ``extra`` are ticked labels that the form does not have. Blank: nothing is ticked;
    unreadable: something is written that is none of the options.
    """

    ticked: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    state: State = State.STATED
    confidence: float = 0.98
    extra: tuple[str, ...] = ()


class _Choice(Struct, frozen=True):
    """One mark with the stretch of text that it stands for."""

    label: str
    start: int
    end: int
    ticked: bool
    unclear: bool = False
    after: bool = False
    """Whether the mark stands behind its label, so that the last option is the nearest."""


SURENESS = {
    "typed": 0.85, "boxless": 0.6, "emphasis": 0.6, "underlined": 0.5, "mostly": 0.45, "unclear": 0.4,
    "tick_beside": 0.9, "extra_option": 0.9, "no_marks": 0.4, "unparsed": 0.3,
}  # fmt: skip

_LONGEST = 2_000
_NAMELESS = "\ufffd"
_UNNAMED = 0.8
_LINE = re.compile(r"[\n\r]")
_EDGE = " \t\u3000\xa0_()（）[]【】,，、;；。:：/"


def read_ticks(
    text: str, options: Sequence[str], spans: Sequence[Span] = (), withdrawn: str = ""
) -> Ticks:
    """The ticked options of a cell.

    A box stands before its label or after it: the cell's own pattern decides. ``□√``, ``√□``,
    ``(√)``, ``[x]`` and ``√`` for the box are ticks; an option typed alone is ticked, flag
    ``typed``; with no tick at all a bold or highlighted label counts, flag ``emphasis``.
    ``withdrawn`` is the struck or deleted text of the cell: an option that lost its box there
    while the others kept theirs is taken as chosen, flag ``boxless``.
    """
    empty = numbers_marks.nothing(text)
    if empty is not None:
        return Ticks(flags=(empty,) if empty else (), state=State.BLANK)
    text, unknown = _named(text[:_LONGEST])
    text = boxed(answered(text, options), options)
    found = marks(text)
    if not found:
        return _typed(text, options, spans)
    choices = _choices(text, found)
    if not any(choice.ticked for choice in choices):
        return _unticked(text, choices, options, spans, withdrawn)
    ticks = _read(choices, options, ("unknown_mark",) if unknown else ())
    return structs.replace(ticks, confidence=min(ticks.confidence, _UNNAMED)) if unknown else ticks


def _named(text: str) -> tuple[str, bool]:
    """``text`` with characters that the file has no name for as ticks, where boxes stand beside.

    A ticked box from a symbol font often lacks a name while the empty ones have theirs.
    """
    if _NAMELESS not in text or not any(box in text for box in "□☐"):
        return text, False
    return text.replace(_NAMELESS, TICKED), True


def _choices(text: str, found: list[Mark]) -> list[_Choice]:
    boxes = [mark for mark in found if mark.shape is not Shape.TICK]
    if not boxes:
        return _ticks_alone(text, found)
    after = _boxes_follow(text, found)
    marked = [
        mark for mark in found if mark.shape is not Shape.TICK or _stands_for_box(text, mark, after)
    ]
    choices = _labelled(text, marked, after)
    loose = [mark for mark in found if mark not in marked]
    return [_with_loose(choice, loose) for choice in choices]


def _boxes_follow(text: str, found: list[Mark]) -> bool:
    """Whether the boxes stand after their labels: the text begins with a label, ends with a mark."""
    head = text[: found[0].start].strip(_EDGE)
    tail = text[found[-1].end :].strip(_EDGE)
    opened = re.search(r"[（(:：]\s*\Z", text[: found[0].start])
    return bool(head) and not tail and not opened


def _stands_for_box(text: str, mark: Mark, after: bool) -> bool:
    """Whether a lone tick took a box's place: it touches the label that it would stand beside."""
    beside = text[mark.start - 1 : mark.start] if after else text[mark.end : mark.end + 1]
    return bool(beside) and beside not in _EDGE + "\n\r"


def _labelled(text: str, found: list[Mark], after: bool) -> list[_Choice]:
    if after:
        starts = [0, *(mark.end for mark in found[:-1])]
        ranges = [(start, mark.start) for start, mark in zip(starts, found, strict=True)]
    else:
        ends = [*(mark.start for mark in found[1:]), len(text)]
        ranges = [(mark.end, end) for mark, end in zip(found, ends, strict=True)]
    return [
        _Choice(text[a:b], a, b, mark.shape is not Shape.EMPTY, mark.unclear, after)
        for mark, (a, b) in zip(found, ranges, strict=True)
    ]


def _with_loose(choice: _Choice, loose: list[Mark]) -> _Choice:
    """A tick typed behind a label, inside that label's stretch: ``□民营√``."""
    inside = [mark for mark in loose if choice.start <= mark.start < choice.end]
    if not inside:
        return choice
    label = choice.label[: inside[0].start - choice.start]
    return _Choice(label, choice.start, inside[0].start, True, choice.unclear, choice.after)


def _ticks_alone(text: str, found: list[Mark]) -> list[_Choice]:
    """No boxes: a tick means the label that follows in its own word, else the one before."""
    choices = []
    for mark in found:
        following = re.match(r"[^\s√✓✔ü∨]{1,40}", text[mark.end :])
        before = re.search(r"[^\s√✓✔ü∨]{1,40}\s{0,8}\Z", text[max(mark.start - 48, 0) : mark.start])
        label = following[0] if following else before[0] if before else ""
        both = bool(following) and bool(before) and not text[mark.start - 1].isspace()
        choices.append(_Choice(label, mark.start, mark.end, True, both, not following))
    return choices


def _read(choices: list[_Choice], options: Sequence[str], flags: tuple[str, ...]) -> Ticks:
    named = [(choice, _option(choice, options)) for choice in choices]
    ticked = tuple(dict.fromkeys(name for choice, name in named if choice.ticked and name))
    offered = tuple(dict.fromkeys(name for _, name in named if name))
    beyond = [(choice, _caption(choice.label)) for choice, name in named if not name]
    extra = tuple(label for choice, label in beyond if choice.ticked and label)
    groups = [choice for choice, label in beyond if not label and choice.ticked]
    more = (
        *flags,
        *(("extra_option",) if any(label for _, label in beyond) else ()),
        *(("group_ticked",) if groups else ()),
        *(("unclear",) if any(choice.unclear and choice.ticked for choice in choices) else ()),
    )
    state = State.STATED if ticked or extra else State.BLANK
    return Ticks(ticked, offered, more, state, _sure(more), extra)


def _option(choice: _Choice, options: Sequence[str]) -> str | None:
    """The first line of a stretch names the option; what is typed under it is a remark.

    Where a stretch holds several options (``√民营）中外合资``), the one nearest to the mark.
    """
    lines = [line for line in _LINE.split(choice.label.strip()) if line.strip(_EDGE)]
    first = re.split(r"\s{2,}|\u3000", lines[0].strip())[0] if lines else ""
    whole = "".join(lines[:2])
    held = within(first, options)
    if len(held) > 1:
        return held[-1 if choice.after else 0]
    return (
        option_of(_trim(first), options)
        or option_of(_trim(whole), options)
        or _lead(first, options)
    )


def _lead(first: str, options: Sequence[str]) -> str | None:
    """The option that a longer stretch begins with."""
    held = within(first, options)
    return held[0] if held else None


def _trim(label: str) -> str:
    plain = label.strip(_EDGE.replace("(", "").replace("（", "").replace(")", "").replace("）", ""))
    opened = plain.count("(") + plain.count("（")
    closed = plain.count(")") + plain.count("）")
    return plain.rstrip(")）") if closed > opened else plain


def _caption(label: str) -> str:
    """The label of an option that the form lacks; ``""`` for a bracket group such as 内资（."""
    first = next((line for line in _LINE.split(label) if line.strip(_EDGE)), "")
    if re.search(r"[（(]\s*\Z", first) or first.strip(_EDGE) in ("内资", "外资"):
        return ""
    return re.split(r"\s{2,}|\u3000", first.strip(_EDGE))[0][:30]


def _typed(text: str, options: Sequence[str], spans: Sequence[Span]) -> Ticks:
    """No box and no tick: an option typed as a word, or one made bold among all of them."""
    held = within(text, options)
    if not held:
        words = [part for part in re.split(r"[\s,，、;；/]+", text) if part.strip(_EDGE)]
        held = list(dict.fromkeys(name for word in words if (name := option_of(word, options))))
    if not held:
        return Ticks(flags=("unparsed",), state=State.UNREADABLE, confidence=0.3)
    if len(held) < max(len(options) // 2, 2) or len(held) < len(options) // 2 + 1:
        return Ticks(tuple(held), tuple(held), ("typed",), State.STATED, SURENESS["typed"])
    return _emphasised(text, held, spans) or Ticks(
        (), tuple(held), ("no_marks",), State.BLANK, SURENESS["no_marks"]
    )


def _unticked(
    text: str,
    choices: list[_Choice],
    options: Sequence[str],
    spans: Sequence[Span],
    withdrawn: str,
) -> Ticks:
    """Boxes, and none ticked: emphasis, an option that lost its box, or simply nothing."""
    read = _read(choices, options, ())
    emphasised = _emphasised(text, read.offered, spans)
    if emphasised:
        return emphasised
    boxless = [name for name in within(text, options) if name not in read.offered]
    lost_box = len(boxless) == 1 and (len(read.offered) >= 2 or bool(marks(withdrawn)))
    if lost_box:
        flags = (*read.flags, "boxless")
        return Ticks(tuple(boxless), read.offered, flags, State.STATED, SURENESS["boxless"])
    return read


def _emphasised(text: str, offered: Sequence[str], spans: Sequence[Span]) -> Ticks | None:
    """Labels set apart by highlight, bold or underline, unless all of them are."""
    for flag, chosen in (
        ("emphasis", [span for span in spans if span.highlight]),
        ("emphasis", [span for span in spans if span.bold]),
        ("underlined", [span for span in spans if span.underline]),
    ):
        names = {name for span in chosen for name in within(text[span.start : span.end], offered)}
        if 0 < len(names) < max(len(offered), 2):
            ticked = tuple(name for name in offered if name in names)
            few = len(names) <= max(len(offered) // 2, 1)
            sure = SURENESS[flag] if few else SURENESS["mostly"]
            return Ticks(ticked, tuple(offered), (flag,), State.STATED, sure)
    return None


def _sure(flags: tuple[str, ...]) -> float:
    return min((SURENESS.get(flag, 0.98) for flag in flags), default=0.98)
