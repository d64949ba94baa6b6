"""Loose files of a batch: whose they are, by the firm that they carry in name or content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
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
_WHOLE: Final = 100.0
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
    """The one submission that ``leaf`` goes with, ``None`` where there is none or a doubt.

    Names before labels before mentions: the next is asked only where nobody is told by the last.
    """
    for told_by in (_in_full, _by_name, _by_label):
        scored = _scored(told_by, leaf, drafts)
        if scored:
            return _only_best(scored)
    return None if _lists(leaf, drafts) else _only_best(_scored(_by_mention, leaf, drafts))


def _scored(
    told_by: Callable[[Leaf, Draft], float], leaf: Leaf, drafts: Sequence[Draft]
) -> list[tuple[float, Draft]]:
    """Those drafts that ``leaf`` may go with, and how surely."""
    scores = ((told_by(leaf, draft), draft) for draft in drafts)
    return [(score, draft) for score, draft in scores if score]


def _only_best(scored: Sequence[tuple[float, Draft]]) -> Draft | None:
    best = max((score for score, _ in scored), default=0.0)
    owners = [draft for score, draft in scored if score == best]
    return owners[0] if len(owners) == 1 else None


def _lists(leaf: Leaf, drafts: Sequence[Draft]) -> bool:
    """Whether the text names many of a batch's firms: nobody's annex."""
    mentions = "，".join((leaf.glimpse.head, *leaf.glimpse.firms))
    return sum(contains(mentions, draft.firm) > 0 for draft in drafts) >= _MANY


def _in_full(leaf: Leaf, draft: Draft) -> float:
    """The firm's whole name in the file's; of two, one within the other, the longer is meant."""
    name = clean_name(draft.firm)
    return len(name) if contains(leaf.stem, draft.firm) == _WHOLE else 0


def _by_name(leaf: Leaf, draft: Draft) -> float:
    told = max(carries(leaf.stem, draft.firm), _by_key(leaf.stem, draft.name, draft.firm))
    return told and told + _length(draft.firm)


def _by_label(leaf: Leaf, draft: Draft) -> float:
    stated = leaf.glimpse.factory_name
    told = carries(stated, draft.firm) if stated else 0.0
    return told and told + _length(draft.firm)


def _length(firm: str) -> float:
    """Of two names one of which contains the other, the longer is the one meant."""
    return len(firm) / 100


def _by_mention(leaf: Leaf, draft: Draft) -> float:
    """The firm's name in the content: at its head, else the one that is mentioned first."""
    firm = draft.firm if draft.loose else ""
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
