"""所属行业（4位数代码及名称）: a GB/T 4754-2017 code and its name in one cell."""

from __future__ import annotations

import re

from msgspec import Struct

from extractors.grammar.text import is_blank, tidy
from schemas.submission import State

_TEMPLATE = re.compile(r"[(]?\s{0,4}4位数?代码(?:及|和|、)?名称\s{0,4}[)]?")
_CODE = re.compile(r"(?<![0-9A-Za-z])([A-Ta-t])?\s?(\d{2,4})(?![0-9A-Za-z])")
_LABELS = re.compile(
    r"(?:国民经济)?(?:所属)?行业(?:代码|名称|类别|分类)?\s?[:：]|(?:代码|名称)\s?[:：]"
    r"|(?:国民经济)?(?:所属)?(?:行业|小类|类别)?代码(?:为|是)?\s?(?=[A-Ta-t]?\d{4})"
)
_EDGE = " ,;:.、()-—_/|[]【】〔〕{}"


class Industry(Struct, frozen=True):
    """``code`` is four digits, or what was printed with flag ``short_code``."""

    code: str | None = None
    name: str | None = None
    flags: tuple[str, ...] = ()
    state: State = State.STATED
    confidence: float = 0.97


def read_industry(text: str) -> Industry:
    """``C2822涤纶纤维制造``, ``涤纶纤维制造（2822）``, a code alone or a name alone.

    Flags: ``section_letter``, ``short_code`` (two or three digits), ``several`` (the first
    is taken), ``template_left``. Blank when only the form's own hint is left.
    """
    tidied = tidy(text[:400])
    plain = _TEMPLATE.sub(" ", tidied)
    flags = ("template_left",) if plain != tidied else ()
    if is_blank(plain.strip(_EDGE)):
        return Industry(flags=flags, state=State.BLANK)
    return _parts(_LABELS.sub(" ", plain), flags)


def _parts(plain: str, flags: tuple[str, ...]) -> Industry:
    codes = list(_CODE.finditer(plain))
    if not codes:
        return Industry(None, _name(plain) or None, (*flags, "no_code"), confidence=0.9)
    best = next((match for match in codes if len(match[2]) == 4), codes[0])
    others = {match[2] for match in codes if len(match[2]) == 4} - {best[2]}
    marks = (
        *flags,
        *(("section_letter",) if best[1] else ()),
        *(("short_code",) if len(best[2]) < 4 else ()),
        *(("several",) if others else ()),
    )
    sure = 0.7 if "several" in marks else 0.97
    return Industry(best[2], _beside(plain, best, codes) or None, marks, confidence=sure)


def _beside(plain: str, code: re.Match[str], codes: list[re.Match[str]]) -> str:
    """The name of ``code``: what follows it up to the next code, else what stands before it."""
    later = [match.start() for match in codes if match.start() > code.start()]
    earlier = [match.end() for match in codes if match.end() <= code.start()]
    after = _name(plain[code.end() : min(later, default=len(plain))])
    before = _name(plain[max(earlier, default=0) : code.start()])
    return (
        before if before and (not after or plain[: code.start()].rstrip().endswith("(")) else after
    )


def _name(stretch: str) -> str:
    trimmed = stretch.strip(_EDGE)
    opened, closed = trimmed.count("("), trimmed.count(")")
    return trimmed + ")" if opened > closed else trimmed
