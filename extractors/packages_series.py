"""Pictures that are pages: which of a folder's photographs continue each other.

Phones, scanners and WeChat number what they save (``IMG_0001.jpg``, ``方案_01.jpg``, ``扫描件 (3).png``):
pictures of one folder whose names differ in their last number only are pages of one document, in
the order of that number. Photographs of evidence (licences, certificates) stay single files.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from extractors.packages_model import Leaf
from schemas.document import Kind

Path = tuple[str, ...]

_NUMBERED: Final = re.compile(r"(.*?)[\s_\-(\[第]*(\d+)[\s)\]页张]*", re.DOTALL)
_EVIDENCE: Final = re.compile(
    r"证书|执照|证明|照片|合同|发票|凭证|检测|报告|铭牌|佐证|荣誉|奖|批复|备案|截图|图纸|现场|厂区|身份证|许可"
    r"|(?:效果|平面|流程|示意|布局|位置|工艺|配|趋势|饼|柱状|折线)图|(?i:logo)"
)


def series_of(leaves: Iterable[Leaf]) -> Mapping[Path, tuple[Leaf, ...]]:
    """All pages of the series that a picture belongs to, in order, by the picture's path.

    A picture that nothing continues is a series of its own.
    """
    grouped: dict[tuple[Path, str], list[tuple[int, Leaf]]] = defaultdict(list)
    for leaf in leaves:
        if leaf.glimpse.kind is Kind.IMAGE and not leaf.glimpse.problem:
            name, number = _numbered(leaf.stem)
            grouped[leaf.folder, name].append((number, leaf))
    found: dict[Path, tuple[Leaf, ...]] = {}
    for pages in grouped.values():
        ordered = tuple(leaf for _, leaf in sorted(pages, key=lambda page: (page[0], page[1].path)))
        found |= {leaf.path: ordered for leaf in ordered}
    return found


def without_later_pages(leaves: Sequence[Leaf]) -> list[Leaf]:
    """``leaves`` with one picture a series, its first page."""
    series = series_of(leaves)
    return [leaf for leaf in leaves if series.get(leaf.path, (leaf,))[0] is leaf]


def is_evidence(leaf: Leaf) -> bool:
    """Whether a picture's or scan's name, or its folder's, says that it proves something."""
    name = " ".join((*leaf.folder[-1:], leaf.stem))
    return bool(_EVIDENCE.search(unicodedata.normalize("NFKC", name)))


def _numbered(stem: str) -> tuple[str, int]:
    name = unicodedata.normalize("NFKC", stem)
    found = _NUMBERED.fullmatch(name)
    return (found[1], int(found[2][-12:])) if found else (name, 0)
