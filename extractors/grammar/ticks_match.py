"""A printed stretch → the form's option that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extractors.grammar.text import fold

_QUOTES = str.maketrans("", "", "“”\"'‘’「」《》、,，;；.。 ")
_ANSWER = re.compile(r"\s{0,4}[（(:：]?\s{0,4}([是否有无])\s{0,4}[)）]?(?![\u3400-\u9fff])")
_YES = ("是", "有")
_SEVERAL = 3
_ALIKE = 88.0
_COVERS = 0.6


def option_of(label: str, options: Sequence[str]) -> str | None:
    """The option that ``label`` prints, wholly or recognisably; ``None`` for another one.

    ``制造业单项冠军企业`` is 单项冠军企业; ``国家级企业技术中心`` is not 省级企业技术中心.
    """
    plain = _key(label)
    if not plain:
        return None
    for test in (_same, _holds, _part, _alike):
        found = [option for option in options if test(_key(option), plain)]
        if found:
            return max(found, key=lambda option: fuzz.ratio(_key(option), plain))
    return None


def boxed(text: str, options: Sequence[str]) -> str:
    """``text`` with boxes where another character stands for one right before an option.

    The Han character 口 typed for a box; ``£`` and ``R``, which Wingdings 2 shows as ☐ and ☑
    and which remain where that font was lost on the way to a PDF.
    """
    lost_font = sum("£" + option in text for option in options) > 0
    for option in options:
        text = text.replace("口" + option, "□" + option).replace("£" + option, "□" + option)
        if lost_font:
            text = text.replace("R" + option, "☑" + option)
    return text


def answered(text: str, options: Sequence[str]) -> str:
    """``text`` with boxes where each option is answered by a word: ``单项冠军企业（是）``, ``水效领跑者企业：否``."""
    told = [(option, _ANSWER.match(text, text.find(option) + len(option))) for option in options]
    said = [(option, word) for option, word in told if option in text and word]
    if len(said) < _SEVERAL or len(said) < sum(option in text for option in options):
        return text
    for option, word in sorted(said, key=lambda one: -one[1].start()):
        box = "☑" if word[1] in _YES else "□"
        start = word.start() - len(option)
        text = f"{text[:start]} {box}{option} {text[word.end() :]}"
    return text


def within(stretch: str, options: Sequence[str]) -> list[str]:
    """The options that ``stretch`` holds, in printed order."""
    plain = _key(stretch)
    places = ((plain.find(_key(option)), option) for option in options)
    return [option for at, option in sorted(places) if at >= 0]


def _key(text: str) -> str:
    return fold(text).translate(_QUOTES)


def _same(option: str, plain: str) -> bool:
    return option == plain


def _holds(option: str, plain: str) -> bool:
    """The label says more than the option, or drops a word such as 企业."""
    shorter = len(plain) >= 3 and plain in option and len(plain) >= _COVERS * len(option)
    return option in plain or shorter


def _part(option: str, plain: str) -> bool:
    """``首台套`` of 首台套/首批次/首版次, ``智能工厂`` of 智能工厂（数字化车间）."""
    parts = [part for part in re.split(r"[/()]", option) if len(part) >= 3]
    bare = re.sub(r"[()]", "", plain)
    return len(parts) > 1 and any(bare.startswith(part) for part in parts)


def _alike(option: str, plain: str) -> bool:
    return len(plain) >= 3 and fuzz.ratio(option, plain) >= _ALIKE
