"""Loose files of a batch: whose they are, by the firm that they carry in name or content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.firm_names import carries, clean_name, contains, place_in
from extractors.packages_model import Leaf
from extractors.packages_plans import Plan

_GENERIC: Final = re.compile(
    r"浙江省|零碳|近|工厂|培育|建设|创建|申报|实施|方案|附[件表]|自评表?|自我评价|评价|评分|汇总|清单|材料"
    r"|创新成果|重点项目|主要设备|现有|更新|设备|表格?|正文|盖章|扫描|版|稿|最终|[\d\W_]+"
)
_SERIAL: Final = re.compile(r"\s*[(（\[【]?(\d{1,4})(?![\d年月]|[-.．]\d)")
_ENOUGH: Final = 80.0
_BY_NAME: Final = 200.0
_BY_LABEL: Final = 100.0
_MANY: Final = 3
"""A text that names so many of a batch's firms is a list of firms, nobody's annex."""


@dataclass
class Draft:
    """A submission while its files are being gathered; ``root`` is what its paths start from.

    ``loose`` marks one whose plan lies directly in the batch, beside the loose files.
    """

    name: str
    root: tuple[str, ...]
    leaves: list[Leaf]
    plans: tuple[Plan, ...]
    at: tuple[str, ...]
    loose: bool = False
    firm: str = ""

    def __post_init__(self) -> None:
        self.firm = next((plan.firm for plan in self.plans if plan.firm), "")


def give_out(loose: Iterable[Leaf], drafts: Sequence[Draft]) -> None:
    """Each loose file to the submission whose firm it carries; what carries none stays out."""
    for leaf in loose:
        owner = owner_of(leaf, drafts)
        if owner:
            owner.leaves.append(leaf)


def owner_of(leaf: Leaf, drafts: Sequence[Draft]) -> Draft | None:
    """The one submission that ``leaf`` goes with, ``None`` where there is none or a doubt."""
    mentions = "，".join((leaf.glimpse.head, *leaf.glimpse.firms))
    mentioned = [draft for draft in drafts if contains(mentions, draft.firm)]
    listed = len(mentioned) >= _MANY
    scores = [(_belongs(leaf, draft, listed), draft) for draft in drafts]
    best = max((score for score, _ in scores), default=0.0)
    owners = [draft for score, draft in scores if score == best]
    return owners[0] if best >= _ENOUGH and len(owners) == 1 else None


def _belongs(leaf: Leaf, draft: Draft, listed: bool) -> float:
    """How surely ``leaf`` goes with the draft: 0 … 301, names before labels before mentions."""
    by_name = max(carries(leaf.stem, draft.firm), _by_key(leaf.stem, draft.name, draft.firm))
    if by_name:
        return _BY_NAME + by_name + _length(draft.firm)
    stated = leaf.glimpse.factory_name
    by_label = carries(stated, draft.firm) if stated else 0.0
    if by_label:
        return _BY_LABEL + by_label + _length(draft.firm)
    return _by_mention(leaf, draft.firm) if draft.loose and not listed else 0.0


def _length(firm: str) -> float:
    """Of two names one of which contains the other, the longer is the one meant."""
    return len(firm) / 100


def _by_mention(leaf: Leaf, firm: str) -> float:
    """The firm's name in the content: at its head, else the one that is mentioned first."""
    head = place_in(leaf.glimpse.head, firm)
    if head >= 0:
        return 100.0 - head / 1000
    first = (at for at, name in enumerate(leaf.glimpse.firms) if contains(name, firm))
    at = next(first, None)
    return 0.0 if at is None else 99.0 - at / 10


def _by_key(stem: str, plan_stem: str, firm: str) -> float:
    """File names without their generic words: a short name of the firm, or the same serial number."""
    key, plan_key = _key(stem), _key(plan_stem)
    if len(key) >= 2 and (key == plan_key or key in clean_name(firm)):
        return 90.0
    serial, plan_serial = _SERIAL.match(stem), _SERIAL.match(plan_stem)
    if serial and plan_serial and not (key and plan_key and key != plan_key):
        return 85.0 if int(serial[1]) == int(plan_serial[1]) else 0.0
    return 0.0


@lru_cache(maxsize=4096)
def _key(stem: str) -> str:
    return _GENERIC.sub("", unicodedata.normalize("NFKC", stem))
