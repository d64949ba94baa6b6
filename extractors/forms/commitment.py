"""材料真实性承诺: its text, whether somebody signed, whether a seal stands there, its date.

The block may be one merged cell, a label with a cell beside it, several rows, or paragraphs
after the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from extractors.forms import values
from extractors.grammar.text import fold, is_blank, nfkc, tidy
from schemas.document import Cell, Picture
from schemas.submission import Read, State

_START = re.compile(
    r"材\s{0,8}料\s{0,8}真\s{0,8}实\s{0,8}性\s{0,8}(?:承\s{0,8}诺|声\s{0,8}明)(?:\s{0,8}书)?"
    r"|真实性(?:承诺|声明)(?:书)?|承\s*诺\s*书"
)
_LEAD = re.compile(r"\A(?:[●•·◆■▪►➢★*-]|\d{1,2}[、.)]|[(]?[一二三四五六七八九十]{1,2}[)、.])\s*")
_SIGN = re.compile(
    r"(?:法人|法定代表人|单位负责人|负责人|企业负责人)[^:：\n]{0,16}[（(]?(?:签字|签名|签章)[）)]?[^:：\n]{0,8}[:：]?|(?:签字|签名)[）)]?\s*[:：]"
)
_SEAL = re.compile(
    r"[（(]\s*(?:单位|企业)?\s*(?:公\s*章|盖\s*章)\s*[）)]|(?:单位|企业|申报单位)?(?:公章|盖章)\s*[:：]?"
)
_DATE = re.compile(r"(?:签[字署]|承诺|填报)?\s*日\s*期\s*[:：]?")
_NUMBERED = re.compile(r"(?:20|二[〇○零]|\d{4})[^\n]{0,12}[年./-]")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,20}|[A-Za-z][A-Za-z .·]{2,39}")
_LABEL = re.compile(r"日期|[公盖]章|签|单位|公司|年|月|人")
_SEAL_NAME = re.compile(r"seal|stamp|chop|章|印", re.IGNORECASE)
_SIGN_NAME = re.compile(r"sign|签", re.IGNORECASE)

_SPACED = re.compile(
    r"(?<![\u3400-\u9fff])(?:[\u3400-\u9fff()、,。:]\s{1,4}){3,}[\u3400-\u9fff()、,。:]"
)
"""Letter-spaced writing: each character stands alone."""
_SPACES = re.compile(r"[^\S\n]{1,4}")
_FOREIGN = re.compile(r"签\s*[字名章署]|[公盖]\s*章|日\s*期")
"""What belongs to the lines behind the pledge, not into it."""

RED = 0.03
"""A picture with this share of strongly red pixels is a seal; ink is spread thin."""
SMALLEST = 15.0
"""Points (20 px): a smaller picture is no signature (rule A08)."""


class Commitment(Struct, frozen=True):
    """The block as found: its reads by field key, and where it starts."""

    reads: dict[str, Read]


class _Piece(Struct, frozen=True):
    start: int
    cell: Cell


def starts(text: str) -> bool:
    """Whether ``text`` opens the commitment block: the label, alone or with what follows it."""
    return bool(_START.match(_LEAD.sub("", nfkc(text).strip(" 　:：\n")[:40])))


def read(cells: Sequence[Cell], *, label: str = "材料真实性承诺") -> Commitment:
    """The block that ``cells`` (or lines as cells) hold, in reading order."""
    text, pieces = _joined(cells)
    block = _Block(text, pieces, tuple(p for cell in cells for p in cell.pictures))
    return Commitment(
        {
            "commitment_text": _text(block, label),
            "commitment_signed": _signed(block),
            "commitment_sealed": _sealed(block),
            "commitment_date": _date(block),
        }
    )


class _Block(Struct, frozen=True):
    text: str
    pieces: tuple[_Piece, ...]
    pictures: tuple[Picture, ...]

    def cell(self, position: int) -> Cell:
        """The cell that position ``position`` of the joined text comes from."""
        return next(p.cell for p in reversed(self.pieces) if p.start <= max(position, 0))

    def origin(self, position: int, text: str) -> values.Origin:
        """The origin of a stretch of the block."""
        cell = structs.replace(self.cell(position), text=text, number=None)
        return values.Origin(cell, "材料真实性承诺")


def _joined(cells: Iterable[Cell]) -> tuple[str, tuple[_Piece, ...]]:
    text, pieces = "", []
    for cell in cells:
        pieces.append(_Piece(len(text), cell))
        text += _closed(nfkc(cell.text)) + "\n"
    return text, tuple(pieces)


def _closed(text: str) -> str:
    """``text`` with letter-spaced lines closed up, so that 签 字 is known for 签字."""
    lines = (_SPACED.sub(lambda run: _SPACES.sub("", run.group()), x) for x in text.split("\n"))
    return "\n".join(lines)


def _text(block: _Block, label: str) -> Read:
    start = _START.search(block.text)
    begin = start.end() if start else 0
    ends = [
        m.start() for m in (_SIGN.search(block.text, begin), _SEAL.search(block.text, begin)) if m
    ]
    stretch = block.text[begin : min(ends, default=len(block.text))]
    raw = stretch.strip(" :\n")
    source = block.origin(begin + max(stretch.find(raw), 0), raw)
    if is_blank(raw):
        return values.made(source, None, state=State.BLANK)
    return values.made(source, tidy(raw), 0.7 if _FOREIGN.search(raw) else 0.95)


def _signed(block: _Block) -> Read:
    mark = _SIGN.search(block.text)
    name = _typed_name(block, mark.end()) if mark else ""
    source = block.origin(mark.start() if mark else 0, name)
    seal, signature = _sorted(block.pictures)
    if signature is not None:
        return values.made(source, True, 0.9 if seal is not None or _sure(signature) else 0.7)
    if name:
        return values.made(source, True, 0.9, flags=("typed_name",))
    return values.made(source, False, 0.97 if seal is None or _sure(seal) else 0.85)


def _typed_name(block: _Block, start: int) -> str:
    """The name typed behind the label, or in the cell beside it."""
    rest = block.text[start:].lstrip(" \t:_")
    name = _name(rest.split("\n", 1)[0])
    beside = next((piece for piece in block.pieces if piece.start >= start), None)
    if name or beside is None or block.text[start : beside.start].strip(" \t:_\n)"):
        return name
    told = _name(beside.cell.text.strip().split("\n", 1)[0])
    return "" if _LABEL.search(told) else told


def _name(line: str) -> str:
    stop = next((m.start() for m in (_SEAL.search(line), _DATE.search(line)) if m), len(line))
    name = re.sub(r"\([^()]{0,12}\)|[\s_]+", "", nfkc(line[:stop])).strip("()")
    return name if _NAME.fullmatch(name) else ""


def _sealed(block: _Block) -> Read:
    mark = _SEAL.search(block.text)
    source = block.origin(mark.start() if mark else 0, "")
    seal, signature = _sorted(block.pictures)
    if seal is not None:
        return values.made(source, True, 0.97 if _sure(seal) else 0.75)
    return values.made(source, False, 0.8 if signature is not None else 0.95)


def _sorted(pictures: Iterable[Picture]) -> tuple[Picture | None, Picture | None]:
    """The picture that is the seal and the one that is the signature."""
    big = [
        p for p in pictures if min(p.width, p.height) >= SMALLEST or max(p.width, p.height) >= 30
    ]
    seals = sorted((p for p in big if _like_seal(p) > 0), key=_like_seal)
    seal = seals[-1] if seals else None
    rest = [p for p in big if p is not seal]
    return seal, rest[0] if rest else None


def _like_seal(picture: Picture) -> float:
    """How much a picture looks like a seal; 0 and below: not at all."""
    if _SIGN_NAME.search(picture.name):
        return 0
    score = 2.0 if _SEAL_NAME.search(picture.name) else 0.0
    if picture.red_share is not None:
        return score + (3.0 if picture.red_share >= RED else -1.0)
    return score + (1.0 if _square(picture) and picture.width >= 60 else -0.5)


def _square(picture: Picture) -> bool:
    return 0.7 <= picture.width / max(picture.height, 1.0) <= 1.43


def _sure(picture: Picture) -> bool:
    return picture.red_share is not None or bool(
        _SEAL_NAME.search(picture.name) or _SIGN_NAME.search(picture.name)
    )


def _date(block: _Block) -> Read:
    begin = max(
        (m.end() for m in (_SIGN.search(block.text), _SEAL.search(block.text)) if m), default=0
    )
    mark = next(iter(_DATE.finditer(block.text, begin)), None) or _last(_DATE, block.text)
    if mark is None:
        return _undated(block, begin)
    raw = block.text[mark.end() :].strip(" :\n").split("\n", 1)[0].strip()
    source = block.origin(block.text.find(raw, mark.end()) if raw else mark.start(), raw)
    return values.empty_read(source) or values.date_read(source)


def _undated(block: _Block, begin: int) -> Read:
    """A date without the word 日期 before it, after the signature."""
    line = next((x for x in block.text[begin:].split("\n") if _NUMBERED.search(x)), "")
    position = block.text.find(line, begin) if line else begin
    source = block.origin(position, line.strip())
    return values.empty_read(source) or values.date_read(source)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)


def label_key(text: str) -> str:
    """The folded label, for looking the block up."""
    return fold(text)
