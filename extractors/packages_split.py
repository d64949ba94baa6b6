"""A tree into submissions (contract.md §1)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.firm_names import carries
from extractors.packages_files import packed, why_no_plan
from extractors.packages_loose import Draft, give_out, owner_of
from extractors.packages_model import Holder, Leaf, Node, Package
from extractors.packages_plans import Plan, plans_of


def split(node: Node) -> tuple[Package, ...]:
    """The submissions of one PATH's tree, in path order."""
    if isinstance(node, Leaf):
        return (_package(Draft(node.stem, (), [node], plans_of([node]), node.path)),)
    return tuple(_package(draft) for draft in _submissions(node, outermost=node.name))


def _package(draft: Draft) -> Package:
    leaves = sorted(draft.leaves, key=lambda leaf: leaf.path)
    files = packed(leaves, draft.plans, draft.root)
    return Package(draft.name, files, why_no_plan(leaves, draft.plans))


def _submissions(node: Holder, outermost: str) -> list[Draft]:
    inner = _looked_through(node)
    leaves = list(inner.leaves())
    plans = plans_of(leaves)
    if len(plans) > 1 or _hides_others(inner, plans):
        return _batch(inner, plans)
    readable = any(not leaf.glimpse.problem for leaf in leaves)
    return [Draft(inner.name if readable else outermost, inner.path, leaves, plans, node.path)]


def _looked_through(node: Holder) -> Holder:
    """Down to the first folder or archive that holds more than one folder or archive."""
    while len(node.children) == 1 and isinstance(node.children[0], Holder):
        node = node.children[0]
    return node


def _hides_others(node: Holder, plans: Sequence[Plan]) -> bool:
    """One plan in a folder of its own, and beside that folder archives that nobody could open."""
    if len(plans) != 1 or _lies_in(plans[0], node):
        return False
    sealed = [child for child in node.children if isinstance(child, Leaf) and child.sealed]
    return any(not carries(child.stem, plans[0].firm) for child in sealed)


def _lies_in(plan: Plan, node: Holder) -> bool:
    return any(version.folder == node.path for version in plan.versions)


def _batch(node: Holder, plans: Sequence[Plan]) -> list[Draft]:
    """The children one by one; loose files go to the plan whose firm they carry."""
    direct = [_loose_plan(plan, node) for plan in plans if _lies_in(plan, node)]
    drafts = list(direct)
    for child in node.children:
        if isinstance(child, Holder):
            drafts += _of_folder(child, direct)
    taken = {leaf.path for draft in direct for leaf in draft.leaves}
    loose = [c for c in node.children if isinstance(c, Leaf) and c.path not in taken]
    sealed = [leaf for leaf in loose if leaf.sealed and not owner_of(leaf, drafts)]
    give_out([leaf for leaf in loose if leaf not in sealed], drafts)
    drafts += [Draft(leaf.stem, node.path, [leaf], (), leaf.path) for leaf in sealed]
    return sorted(drafts, key=lambda draft: draft.at)


def _loose_plan(plan: Plan, node: Holder) -> Draft:
    first = next(version for version in plan.versions if version.folder == node.path)
    return Draft(first.stem, node.path, list(plan.versions), (plan,), first.path, loose=True)


def _of_folder(child: Holder, direct: Sequence[Draft]) -> list[Draft]:
    """A sub-folder's submissions, or none where it belongs to a plan that lies beside it."""
    leaves = list(child.leaves())
    owner = _owner_of_folder(child, leaves, direct)
    if owner is None:
        return _submissions(child, outermost=child.name)
    known = {leaf.path for leaf in owner.leaves}
    owner.leaves += [leaf for leaf in leaves if leaf.path not in known]
    return []


def _owner_of_folder(
    child: Holder, leaves: Sequence[Leaf], direct: Sequence[Draft]
) -> Draft | None:
    inside = {version.path for plan in plans_of(leaves) for version in plan.versions}
    if inside:
        owners = [d for d in direct if inside <= {leaf.path for leaf in d.leaves}]
    else:
        owners = [d for d in direct if d.firm and carries(child.name, d.firm)]
    return owners[0] if len(owners) == 1 else None
