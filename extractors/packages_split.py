"""A tree into submissions (contract.md §1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.firm_names import carries, clean_name, contains
from extractors.packages_files import packed, why_no_plan
from extractors.packages_model import Holder, Leaf, Node, Package
from extractors.packages_plans import Plan, plans_of

_GENERIC: Final = re.compile(
    r"浙江省|零碳|近|工厂|培育|建设|创建|申报|实施|方案|附[件表]|自评表?|自我评价|评价|评分|汇总|清单|材料"
    r"|创新成果|重点项目|主要设备|现有|更新|设备|表格?|正文|盖章|扫描|版|稿|最终|[\d\W_]+"
)
_SERIAL: Final = re.compile(r"\s*[(（\[【]?(\d{1,4})(?![\d年月]|[-.．]\d)")
_ENOUGH: Final = 80.0


@dataclass
class _Draft:
    """A submission of a batch while its files are being gathered."""

    name: str
    leaves: list[Leaf]
    plan: Plan
    firm: str
    at: tuple[str, ...]


def split(node: Node) -> tuple[Package, ...]:
    """The submissions of one PATH's tree, in path order."""
    if isinstance(node, Leaf):
        return (_package(node.stem, [node], plans_of([node]), 0),)
    return tuple(_submissions(node, outermost=node.name))


def _submissions(node: Holder, outermost: str) -> list[Package]:
    inner = _looked_through(node)
    leaves = list(inner.leaves())
    plans = plans_of(leaves)
    if len(plans) > 1 or _hides_others(inner, plans):
        return _batch(inner, plans)
    readable = any(not leaf.glimpse.problem for leaf in leaves)
    name = inner.name if readable else outermost
    return [_package(name, leaves, plans, len(inner.path))]


def _looked_through(node: Holder) -> Holder:
    """Down to the first folder or archive that holds more than one folder or archive."""
    while len(node.children) == 1 and isinstance(node.children[0], Holder):
        node = node.children[0]
    return node


def _hides_others(node: Holder, plans: Sequence[Plan]) -> bool:
    """One plan in a folder of its own, and beside that folder archives that nobody could open."""
    if len(plans) != 1 or any(len(v.path) == len(node.path) + 1 for v in plans[0].versions):
        return False
    return any(_closed_submission(child, plans) for child in node.children)


def _closed_submission(child: Node, plans: Sequence[Plan]) -> bool:
    """An archive that stayed closed and does not go by the name of one of ``plans``' firms."""
    if not isinstance(child, Leaf) or not child.sealed:
        return False
    return not any(plan.firm and carries(child.stem, plan.firm) for plan in plans)


def _package(name: str, leaves: Sequence[Leaf], plans: Sequence[Plan], depth: int) -> Package:
    return Package(name, packed(leaves, plans, depth), why_no_plan(leaves, plans))


def _batch(node: Holder, plans: Sequence[Plan]) -> list[Package]:
    """The children one by one; loose files go to the plan whose firm they carry."""
    depth = len(node.path)
    direct = [_draft(plan, depth) for plan in plans if _lies_in(plan, depth)]
    found: list[tuple[tuple[str, ...], Package]] = []
    for child in node.children:
        if isinstance(child, Holder):
            found += _of_folder(child, direct)
        elif _closed_submission(child, [draft.plan for draft in direct]):
            found.append((child.path, _package(child.stem, [child], (), depth)))
    taken = {leaf.path for draft in direct for leaf in draft.leaves}
    loose = [c for c in node.children if isinstance(c, Leaf) and c.path not in taken]
    _give_out([leaf for leaf in loose if not _closed_submission(leaf, plans)], direct)
    found += [(draft.at, _drafted(draft, depth)) for draft in direct]
    return [package for _, package in sorted(found, key=lambda pair: pair[0])]


def _lies_in(plan: Plan, depth: int) -> bool:
    return any(len(version.path) == depth + 1 for version in plan.versions)


def _draft(plan: Plan, depth: int) -> _Draft:
    first = next(version for version in plan.versions if len(version.path) == depth + 1)
    return _Draft(first.stem, list(plan.versions), plan, plan.firm, first.path)


def _drafted(draft: _Draft, depth: int) -> Package:
    leaves = sorted(draft.leaves, key=lambda leaf: leaf.path)
    return _package(draft.name, leaves, [draft.plan], depth)


def _of_folder(child: Holder, direct: Sequence[_Draft]) -> list[tuple[tuple[str, ...], Package]]:
    """A sub-folder's submissions, or none where it belongs to a plan that lies beside it."""
    leaves = list(child.leaves())
    owner = _owner_of_folder(child, leaves, direct)
    if owner:
        known = {leaf.path for leaf in owner.leaves}
        owner.leaves += [leaf for leaf in leaves if leaf.path not in known]
        return []
    return [(child.path, package) for package in _submissions(child, outermost=child.name)]


def _owner_of_folder(
    child: Holder, leaves: Sequence[Leaf], direct: Sequence[_Draft]
) -> _Draft | None:
    inside = {version.path for plan in plans_of(leaves) for version in plan.versions}
    if inside:
        owners = [d for d in direct if inside <= {leaf.path for leaf in d.leaves}]
    else:
        owners = [d for d in direct if d.firm and carries(child.name, d.firm)]
    return owners[0] if len(owners) == 1 else None


def _give_out(loose: Iterable[Leaf], drafts: Sequence[_Draft]) -> None:
    """Each loose file to the plan whose firm it carries; what carries none stays out."""
    for leaf in loose:
        scores = [(_belongs(leaf, draft), draft) for draft in drafts]
        best = max((score for score, _ in scores), default=0.0)
        owners = [draft for score, draft in scores if score == best]
        if best >= _ENOUGH and len(owners) == 1:
            owners[0].leaves.append(leaf)


def _belongs(leaf: Leaf, draft: _Draft) -> float:
    """How surely ``leaf`` goes with the draft's plan: 0 … 300, names before content."""
    firm = draft.firm
    by_name = max(carries(leaf.stem, firm), _by_key(leaf.stem, draft.name, firm))
    stated = leaf.glimpse.factory_name
    by_label = carries(stated, firm) if stated else 0.0
    return max(by_name and by_name + 200, by_label and by_label + 100, _by_mention(leaf, firm))


def _by_mention(leaf: Leaf, firm: str) -> float:
    """The firm's name in the content; of several firms the one that is mentioned first counts."""
    mentions = leaf.glimpse.firms
    if not contains("，".join(mentions), firm):
        return 0.0
    first = next((at for at, name in enumerate(mentions) if contains(name, firm)), len(mentions))
    return 100.0 - first / 10


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
