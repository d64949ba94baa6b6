"""Printed labels → entries of the field dictionary (fields.md §3).

Exact on a label or synonym, else close in spelling; what is left over is matched by position,
which is the forms' business. Near pairs (法人代表电话 / 联系电话, 总投资额 / 设备投资额) are kept apart by
words of which a label may hold one only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Hamming

from extractors.grammar import label_cues
from extractors.grammar.text import fold, nfkc, tidy
from extractors.grammar.units import is_unit, unit_in_label
from schemas.fields import Field

CLOSE = 88.0
"""How alike two labels must be to be taken for the same one."""
_SLIP = 83.0
_LONG_ENOUGH = 6
_MOST_VOCABULARIES = 64
_MOST_TEXTS = 20_000
LONGEST = 60
"""A longer text is a value, never a label."""

EXACT, SYNONYM, SPELT, POSITION = 1.0, 0.99, 0.95, 0.85
"""Confidence by the way in which the label was found."""


class Label(Struct, frozen=True):
    """A label as printed, taken apart.

    ``full`` and ``bare`` are folded, with and without bracketed words; ``unit`` is the
    bracketed unit (``万元``), ``year`` a year printed within the label.
    """

    text: str
    full: str
    bare: str
    unit: str = ""
    year: int | None = None


class Match(Struct, frozen=True):
    """A label taken for a dictionary entry; ``confidence`` that it is the right one."""

    field: Field
    label: Label
    confidence: float
    flags: tuple[str, ...] = ()


_LEAD = re.compile(
    r"\A(?:其中|[★☆▲△●◆■※*]|\d{1,2}(?:\.\d{1,2}){0,3}(?:[、.)](?!\d)|\s{1,3}(?=[\u3400-\u9fff]))|"
    r"\d{1,2}(?:\.\d{1,2}){1,3}(?=[\u3400-\u9fff])|"
    r"[(](?:\d{1,2}(?:[.-]\d{1,2})?|[一二三四五六七八九十]{1,2})[)]|[一二三四五六七八九十]{1,2}、)+"
)
_COLON = re.compile(r"[:：]\s*(?=[,，/(（\[【])")
_TAIL = re.compile(r"[,.;、。*]+\Z")
_GLOSS = re.compile(r"(?<=[\u3400-\u9fff])\s[A-Z][A-Za-z'/&-]{2,20}(?: [A-Za-z'/&-]{2,20}){0,4}\Z")
"""The label once more in English: ``工厂名称 Factory Name``."""
_WORDY = re.compile(r"[\u3400-\u9fff]{3}")
_BRACKETED = re.compile(r"[(][^()]{0,40}[)]")
_YEAR = re.compile(
    r"(?<!\d)(20[0-4]\d)(?:年度?)(?!\d)|\A(20[0-4]\d)(?=[^\d年])|(?<=[^\d])(20[0-4]\d)\Z"
)
_INLINE_VALUE = re.compile(r"[:：]\s*20[0-4]\d\s*\Z")
"""方案总投资（万元）：2030 holds its value behind the colon: that is no year."""
_TINY_VALUE = re.compile(r"[:：]\s*(?:[-\d.,%]{1,3}|[无有是否])\s*\Z")
"""方案总投资（万元）：0 is a label with its value, not a label with a character too many."""
_QUALIFIER = re.compile(
    r"\A(?:企业|公司|工厂|本单位|单位|年度|全年|上年度|当年|近[3三]年|规模以上|规上|建设|培育|"
    r"实施[前后]|所属|所在|截至目前|截止目前|目前|预期|预计|主要|重点|拟|产学研)+"
)
_TRAILER = re.compile(
    r"(?:[-—_]?(?:培育|建设|实施|改造)*[前后]|-?实施成效|情况|一栏|内容|信息|名称及代码|类型|合计)\Z"
)
_RATE = re.compile(r"率|增速|增幅|强度")

_RIVAL_WORDS = (
    ("产值", "增加值", "收入"),
    ("利润", "纳税", "税"),
    ("能耗", "电耗", "碳排放", "原材料", "料耗", "物耗", "取水", "水耗", "用水"),
    ("设备投资", "完成投资", "总投资"),
    ("法", "联系人", "负责人", "填报人"),
    ("实施前", "实施后", "成效"),
    ("日期", "资本", "电话"),
    ("可再生", "抵消"),
    ("占比", "使用率", "使用量"),
    ("二氧化碳", "二氧化硫"),
    ("名称", "内容", "水平"),
)
"""Words that tell near pairs apart: a label that holds one is no entry that holds another."""


@lru_cache(maxsize=4096)
def label_of(text: str) -> Label:
    """``text`` taken apart as a label: number in front, colon, year and unit gone from the key."""
    printed = tidy(_bracketed(text))
    named, unit = unit_in_label(_COLON.sub("", _GLOSS.sub("", printed)))
    key = fold(_LEAD.sub("", nfkc(named).strip()))
    key = _TAIL.sub("", key)
    year = None if _INLINE_VALUE.search(printed) else _YEAR.search(key)
    if year and len(key) > 5:
        key = key[: year.start()] + key[year.end() :]
    bare = _BRACKETED.sub("", key)
    value = next(int(group) for group in year.groups() if group) if year else None
    return Label(printed, key, bare or key, unit, value)


def _bracketed(text: str) -> str:
    """A unit on the label's last line in the brackets that it usually has."""
    name, _, unit = text.strip().rpartition("\n")
    bare = name and not unit.strip().startswith(("(", "（"))
    return f"{name}（{unit.strip()}）" if bare and is_unit(unit.strip()) else text


class _Vocabulary:
    """A set of entries by what they may be called; remembers the texts it was asked about.

    Found by the identity of the entries' tuple: hashing it anew for every cell of a form would
    cost more than the look-up.
    """

    __slots__ = ("exact", "fields", "known", "made_of", "phrases")

    def __init__(self, fields: tuple[Field, ...]) -> None:
        exact: dict[str, dict[str, tuple[Field, float]]] = {}
        for field in fields:
            for phrase, confidence in _phrases(field):
                exact.setdefault(phrase, {}).setdefault(field.key, (field, confidence))
        self.fields = fields
        self.exact = {phrase: tuple(owners.values()) for phrase, owners in exact.items()}
        self.phrases = tuple(exact)
        self.known: dict[str, tuple[Match, ...]] = {}
        self.made_of = label_cues.pattern(tuple(field.key for field in fields))


_VOCABULARIES: dict[int, _Vocabulary] = {}


def _vocabulary(fields: tuple[Field, ...]) -> _Vocabulary:
    words = _VOCABULARIES.get(id(fields))
    if words is None or words.fields is not fields:
        if len(_VOCABULARIES) > _MOST_VOCABULARIES:
            _VOCABULARIES.clear()
        words = _VOCABULARIES[id(fields)] = _Vocabulary(fields)
    return words


def _phrases(field: Field) -> Iterable[tuple[str, float]]:
    for phrase, confidence in ((field.label, EXACT), *((s, SYNONYM) for s in field.synonyms)):
        yield fold(phrase), confidence
        yield _BRACKETED.sub("", fold(phrase)), confidence


def candidates(text: str, fields: tuple[Field, ...]) -> tuple[Match, ...]:
    """All entries that ``text`` may be the label of, the likeliest first; empty for none."""
    if not text or len(text) > LONGEST:
        return ()
    words = _vocabulary(fields)
    found = words.known.get(text)
    if found is None:
        if len(words.known) > _MOST_TEXTS:
            words.known.clear()
        found = words.known[text] = _candidates(text, words)
    return found


def _candidates(text: str, words: _Vocabulary) -> tuple[Match, ...]:
    label = label_of(text)
    if not label.bare:
        return ()
    for key in (label.full, label.bare):
        if key in words.exact:
            return tuple(_exact(label, words.exact[key]))
    if _TINY_VALUE.search(label.text):
        return ()
    wordy = _WORDY.search(label.bare) is not None
    found = _close(label, words) if wordy else []
    found = found or _paraphrased(label, words) or (_qualified(label, words) if wordy else [])
    return tuple(sorted(found, key=lambda match: -match.confidence))


def _exact(label: Label, owners: Iterable[tuple[Field, float]]) -> Iterable[Match]:
    ranked = sorted(owners, key=lambda owner: -owner[1])
    return [Match(field, label, confidence) for field, confidence in ranked]


def _close(label: Label, words: _Vocabulary) -> list[Match]:
    best: dict[str, Match] = {}
    for key in {label.full, label.bare}:
        near = process.extract(key, words.phrases, scorer=fuzz.ratio, score_cutoff=_SLIP, limit=6)
        for phrase, score, _ in near:
            if _unlike(key, phrase) or (score < CLOSE and not _slipped(key, phrase)):
                continue
            confidence = SPELT - (100 - score) / 200
            for field, _known in words.exact[phrase]:
                known = best.get(field.key)
                if known is None or known.confidence < confidence:
                    best[field.key] = Match(field, label, confidence, ("fuzzy_label",))
    return list(best.values())


def _unlike(key: str, phrase: str) -> bool:
    """Words tell the two apart: those of near pairs, or those of a rate where the other is none."""
    return rivals(key, phrase) or bool(_RATE.search(key)) > bool(_RATE.search(phrase))


def _slipped(key: str, phrase: str) -> bool:
    """Whether one character of a longish label was mistyped (统一社会信用代吗)."""
    return len(key) == len(phrase) >= _LONG_ENOUGH and Hamming.distance(key, phrase) == 1


def _qualified(label: Label, words: _Vocabulary) -> list[Match]:
    """Entries whose label is printed with a needless word: 企业利润总额, 主要荣誉情况, 功率/容量."""
    first = re.split(r"[/、]", label.bare, maxsplit=1)[0]
    ended = _TRAILER.sub("", label.bare)
    bare = (_QUALIFIER.sub("", label.bare), ended, _QUALIFIER.sub("", ended))
    for key in (*bare, first, *_in_brackets(label)):
        if key != label.bare and key in words.exact:
            owners = words.exact[key]
            return [Match(field, label, SPELT - 0.02, ("fuzzy_label",)) for field, _ in owners]
    return []


def _paraphrased(label: Label, words: _Vocabulary) -> list[Match]:
    """The entry whose words the label consists of (``法人手机号``, ``建设起止日期``)."""
    field = label_cues.told(label.bare, words.fields, words.made_of)
    return [Match(field, label, SPELT - 0.02, ("fuzzy_label",))] if field else []


def _in_brackets(label: Label) -> Iterable[str]:
    """``组织机构代码（统一社会信用代码）``: the entry's own name stands in brackets behind another."""
    return (
        inside[1:-1] for inside in _BRACKETED.findall(label.full) if len(inside) >= _LONG_ENOUGH + 2
    )


def rivals(one: str, other: str) -> bool:
    """Whether two folded labels hold words that tell near pairs apart."""
    return any(
        _tells(one, words) and _tells(other, words) and _tells(one, words) != _tells(other, words)
        for words in _RIVAL_WORDS
    )


def _tells(key: str, words: tuple[str, ...]) -> str:
    return next((word for word in words if word in key), "")


def best(text: str, fields: tuple[Field, ...]) -> Match | None:
    """The likeliest entry for ``text``, or ``None``."""
    found = candidates(text, fields)
    return found[0] if found else None


def assign(texts: Sequence[str], fields: tuple[Field, ...]) -> dict[int, Match]:
    """The best unique assignment: position in ``texts`` → entry, each entry once.

    Surer matches come first, then the earlier text; a text whose entry was given away to a
    better one falls back on its next candidate.
    """
    offers = [
        (-match.confidence, position, rank, match)
        for position, text in enumerate(texts)
        for rank, match in enumerate(candidates(text, fields))
    ]
    taken: set[str] = set()
    chosen: dict[int, Match] = {}
    for _, position, _, match in sorted(offers, key=lambda offer: offer[:3]):
        if position in chosen or match.field.key in taken:
            continue
        chosen[position] = match
        taken.add(match.field.key)
    return chosen
