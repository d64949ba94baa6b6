"""Which files of a tree are plans, and which of them are one plan in two versions."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from rapidfuzz import fuzz

from extractors.firm_names import carries, clean_name, contains, is_whole, same_firm
from extractors.glimpse import PLAN_KINDS
from extractors.packages_model import Leaf
from extractors.packages_series import is_evidence, series_of, without_later_pages
from schemas.document import Kind
from schemas.submission import Role

_DOCUMENT_NAME: Final = re.compile(r".*\.(?:docx?|wps|pdf|rtf|odt|ofd|docm)$", re.IGNORECASE)
_CALLED_PLAN: Final = re.compile(r"(?:建设|培育|创建|申报)(?:实施|工作)?方案|零碳.{0,12}方案")
_CALLED_OTHERWISE: Final = re.compile(
    r"附件?表?2-[123]|自评|自我评价|汇总表|清单|评审|评分|意见|通知|函|请示|报送|推荐|证明|证书|执照|承诺|公示"
    r"|合同|发票|照片|报告|纪要|(?:技改|施工|光伏|监测|应急|培训|设计|项目|治理|核查)\S{0,4}方案"
)
_VERSION_WORDS: Final = re.compile(
    r"word|pdf|wps|docx?|盖章|签章|签字|扫描|电子|正式|最终|定稿|修改|版本|版|件|稿|v\d+|[\W_]+",
    re.IGNORECASE,
)
_LEGACY: Final = frozenset((Kind.DOC, Kind.WPS, Kind.RTF, Kind.ODT, Kind.OFD))
_ALIKE: Final = 85.0
_NEARLY: Final = 80.0
_ANYBODY: Final = ""
"""Stands for a firm that a file does not name in full."""
_PAGES_OF_A_PLAN: Final = 8
_PAGES_OF_A_SERIES: Final = 3
"""So many numbered pictures may take their name from their folder."""

_Key = str | tuple[str, ...]


class Surety(IntEnum):
    """How surely a file is a plan; closed files are judged by their name, scans by their length."""

    NO = 0
    MAYBE = 1
    NAMED = 2
    SEEN = 3


@dataclass(frozen=True)
class Plan:
    """One plan of a tree: its versions in order of preference, and its firm's name or ``""``."""

    versions: tuple[Leaf, ...]

    @property
    def firm(self) -> str:
        return next((v.glimpse.factory_name for v in self.versions if v.glimpse.factory_name), "")

    @property
    def blank(self) -> bool:
        return all(version.glimpse.blank for version in self.versions)


def plans_of(leaves: Sequence[Leaf]) -> tuple[Plan, ...]:
    """The distinct plans among ``leaves``, in path order of their first version.

    A blank form that lies beside the one filled-in plan, or below it, is none.
    """
    series = series_of(leaves)
    leaves = without_later_pages(leaves)
    sure = {leaf.path: surety(leaf, len(series.get(leaf.path, ()))) for leaf in leaves}
    seen = [leaf for leaf in leaves if sure[leaf.path] is Surety.SEEN]
    gathered = _Gathered()
    for leaf in sorted(seen, key=lambda leaf: not leaf.glimpse.factory_name):
        gathered.join(leaf)
    for leaf in (leaf for leaf in leaves if sure[leaf.path] is Surety.NAMED):
        gathered.join(leaf)
    for leaf in (leaf for leaf in leaves if sure[leaf.path] is Surety.MAYBE):
        if not any(_related(leaf, other) for group in gathered.plans for other in group):
            gathered.join(leaf)
    plans = [Plan(tuple(sorted(group, key=_preference))) for group in gathered.plans]
    return tuple(sorted(_without_stray_forms(plans), key=lambda plan: plan.versions[0].path))


def surety(leaf: Leaf, pages: int = 1) -> Surety:
    """How surely ``leaf`` is a plan: by what was seen in it, else by its name.

    ``pages`` are those of the series that a picture begins.
    """
    glimpse = leaf.glimpse
    if glimpse.role is Role.PLAN:
        return Surety.SEEN
    name = unicodedata.normalize("NFKC", leaf.stem).replace(" ", "")
    if not is_closed(leaf) or _CALLED_OTHERWISE.search(name):
        return Surety.NO
    if _CALLED_PLAN.search(name):
        return Surety.NAMED
    if glimpse.kind is Kind.IMAGE and pages >= _PAGES_OF_A_SERIES:
        name += "".join(leaf.folder[-1:])
    pages = max(pages, glimpse.pages or 0)
    return Surety.MAYBE if "方案" in name or _is_long_scan(leaf, pages) else Surety.NO


def is_closed(leaf: Leaf) -> bool:
    """A document by kind or name whose text no quick look could reach: scans, old or broken files."""
    glimpse = leaf.glimpse
    if glimpse.problem:
        return bool(_DOCUMENT_NAME.match(leaf.name))
    if glimpse.kind is Kind.IMAGE:
        return not is_evidence(leaf)
    legacy = glimpse.kind in _LEGACY and glimpse.role is Role.ATTACHMENT
    return glimpse.kind in PLAN_KINDS and (legacy or not glimpse.characters)


def could_be_plan(leaf: Leaf) -> bool:
    """A scan or picture that may hold the plan where nothing else does: nothing says otherwise."""
    scan = leaf.glimpse.kind in (Kind.PDF, Kind.IMAGE) and not leaf.glimpse.characters
    name = unicodedata.normalize("NFKC", leaf.stem)
    other = is_evidence(leaf) or _CALLED_OTHERWISE.search(name)
    return scan and not leaf.glimpse.problem and not other


def _is_long_scan(leaf: Leaf, pages: int) -> bool:
    """A scan or a series of pictures long enough for a plan."""
    return could_be_plan(leaf) and pages >= _PAGES_OF_A_PLAN


class _Gathered:
    """Plans while their versions are gathered.

    A whole firm's name is looked up, so that a large batch does not compare each plan with each.
    """

    def __init__(self) -> None:
        self.plans: list[list[Leaf]] = []
        self._known: defaultdict[_Key, set[int]] = defaultdict(set)

    def join(self, leaf: Leaf) -> None:
        """Put ``leaf`` to the plan that it is a version of, or begin a new one."""
        at = self._same(leaf)
        if at is None:
            self.plans.append([])
            at = len(self.plans) - 1
        self.plans[at].append(leaf)
        for key in _keys(leaf):
            self._known[key].add(at)

    def _same(self, leaf: Leaf) -> int | None:
        for at in self._candidates(leaf):
            if any(_same_plan(leaf, other) for other in self.plans[at]):
                return at
        return self._only_one_above(leaf) if _needs_owner(leaf) else None

    def _candidates(self, leaf: Leaf) -> Iterable[int]:
        """The plans that ``leaf`` may be a version of: all of them where its firm's name is not whole."""
        keys = _keys(leaf)
        if _ANYBODY in keys:
            return range(len(self.plans))
        return sorted(self._known[_ANYBODY].union(*(self._known[key] for key in keys)))

    def _only_one_above(self, leaf: Leaf) -> int | None:
        """The plan whose folder holds ``leaf``, where there is just one."""
        plans = enumerate(self.plans)
        above = [at for at, group in plans if any(_below(leaf, other) for other in group)]
        return above[0] if len(above) == 1 else None


def _keys(leaf: Leaf) -> tuple[_Key, ...]:
    """One of these is shared by any two versions of a plan, unless one of them is anybody's."""
    firm = leaf.glimpse.factory_name
    return (clean_name(firm), leaf.folder) if is_whole(firm) else (_ANYBODY,)


def _needs_owner(leaf: Leaf) -> bool:
    """A closed file, or the plan's text without its basic table and its firm's name: half a plan."""
    glimpse = leaf.glimpse
    half = not (glimpse.blank or glimpse.table or glimpse.factory_name)
    return surety(leaf) is Surety.NAMED or half


def _same_plan(one: Leaf, other: Leaf) -> bool:
    first, second = one.glimpse, other.glimpse
    if first.blank or second.blank:
        return False
    if first.factory_name and second.factory_name:
        return _same_named(one, other)
    if first.kind is second.kind and one.folder != other.folder:
        return False
    named = first.factory_name or second.factory_name
    nameless = other if first.factory_name else one
    if named and _mentions(nameless, named):
        return True
    return _related(one, other) and _alike(one.stem, other.stem)


def _same_named(one: Leaf, other: Leaf) -> bool:
    """Both name their firm: the same one, or nearly, in the two formats of one file."""
    first, second = one.glimpse.factory_name, other.glimpse.factory_name
    formats = one.glimpse.kind is not other.glimpse.kind
    if same_firm(first, second):
        return formats or _related(one, other)
    twins = formats and one.folder == other.folder and _bare(one.stem) == _bare(other.stem)
    return twins and fuzz.ratio(first, second) >= _NEARLY


def _mentions(leaf: Leaf, firm: str) -> bool:
    return carries(leaf.stem, firm) > 0 or contains("，".join(leaf.glimpse.firms), firm) > 0


def _below(leaf: Leaf, plan: Leaf) -> bool:
    """``leaf`` lies beside ``plan`` or in a folder below it."""
    return leaf.folder[: len(plan.folder)] == plan.folder


def _related(one: Leaf, other: Leaf) -> bool:
    """Folders of one submission: the same, one within the other, or told apart by version words."""
    if _below(one, other) or _below(other, one):
        return True
    first, second = one.folder, other.folder
    return first[:-1] == second[:-1] and _bare(first[-1]) == _bare(second[-1])


def _bare(name: str) -> str:
    return _VERSION_WORDS.sub("", unicodedata.normalize("NFKC", name).lower())


def _alike(one: str, other: str) -> bool:
    first, second = _bare(one), _bare(other)
    return first == second or fuzz.ratio(first, second) >= _ALIKE


def _preference(leaf: Leaf) -> tuple[int, bool, tuple[str, ...]]:
    """Readable before closed, Word before PDF, then path order."""
    return -surety(leaf), leaf.glimpse.kind is not Kind.DOCX, leaf.path


def _without_stray_forms(plans: Iterable[Plan]) -> list[Plan]:
    everything = list(plans)
    filled = [plan for plan in everything if not plan.blank]
    return [plan for plan in everything if not (plan.blank and _beside_one(plan, filled))]


def _beside_one(form: Plan, filled: Sequence[Plan]) -> bool:
    near = [p for p in filled if any(_below(v, w) for v in form.versions for w in p.versions)]
    return len(near) == 1
