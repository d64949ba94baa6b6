"""From a tree's leaves to a submission's files: what each is taken for, what keeps it closed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from extractors.errors import UnreadableFile
from extractors.packages_model import Leaf, PackedFile
from extractors.packages_plans import Plan, could_be_plan, is_closed
from extractors.packages_series import is_evidence, series_of
from extractors.reading import unsupported
from schemas.document import Kind
from schemas.submission import Problem, Role

_OFFICE_ENDING: Final = re.compile(r".*\.(?:docx?|wps|pdf|xlsx?|et|rtf|odt|ods)$", re.IGNORECASE)
_NO_OFFICE: Final = frozenset((Kind.TEXT, Kind.CSV, Kind.IMAGE, Kind.OTHER))
_CALLED_ANNEX: Final = re.compile(r"附[件表]\d?-?[123]|汇总表|清单")
_CALLED_SELF_EVALUATION: Final = re.compile(r"自评|自我评价|评价表|评分表|附件1(?!\d)")


def packed(
    leaves: Sequence[Leaf], plans: Sequence[Plan], root: tuple[str, ...]
) -> tuple[PackedFile, ...]:
    """The files with paths from ``root``; a repeated content is kept but not read.

    A file from outside the root, a loose one of the batch, stands under ``同批/``.
    """
    versions = {leaf.path for plan in plans for leaf in plan.versions}
    originals = {leaf.look.sha256: leaf.path for leaf in sorted(leaves, key=_plainness)}
    series = series_of(leaves)
    files = []
    for leaf in leaves:
        first = series.get(leaf.path, (leaf,))[0]
        role = Role.PLAN if first.path in versions else role_of_leaf(leaf)
        if not plans and role is Role.ATTACHMENT and could_be_plan(first):
            role = Role.UNKNOWN  # nothing else is the plan: what it says decides
        repeated = originals[leaf.look.sha256] != leaf.path
        file = _packed(leaf, Role.ATTACHMENT if repeated else role, root)
        paged = len(series.get(leaf.path, ())) > 1
        files.append(replace(file, series=_path_from(first, root)) if paged else file)
    return tuple(files)


def _plainness(leaf: Leaf) -> tuple[int, int, tuple[str, ...]]:
    """Of equal files the last in this order counts as the original: the plainest name."""
    return -len(leaf.path), -len(leaf.name), leaf.path


def role_of_leaf(leaf: Leaf) -> Role:
    """What a file that is not the submission's plan is taken for."""
    glimpse = leaf.glimpse
    if glimpse.role is Role.PLAN:
        return Role.ATTACHMENT
    if glimpse.role is not Role.UNKNOWN:
        return glimpse.role
    if glimpse.kind is Kind.OTHER and not glimpse.problem:
        return Role.UNKNOWN if _wrong_kind(leaf) else Role.ATTACHMENT
    if glimpse.kind is Kind.IMAGE and _wrong_kind(leaf):
        return Role.UNKNOWN
    name = unicodedata.normalize("NFKC", leaf.stem)
    if glimpse.kind is Kind.IMAGE and is_evidence(leaf):
        return Role.ATTACHMENT
    if _CALLED_SELF_EVALUATION.search(name):
        return Role.SELF_EVALUATION
    if _CALLED_ANNEX.search(name):
        return Role.ANNEXES
    unread = glimpse.kind in (Kind.PDF, Kind.OFD, Kind.IMAGE) and not glimpse.problem
    return Role.ATTACHMENT if unread else Role.UNKNOWN


def problem_of(leaf: Leaf, role: Role) -> Problem | None:
    """Why the file need not be opened: its own problem, a wrong ending, a kind without reader."""
    if leaf.glimpse.problem:
        return leaf.glimpse.problem
    if _wrong_kind(leaf):
        return UnreadableFile("wrong_kind").problem
    if role is not Role.ATTACHMENT and leaf.glimpse.kind is Kind.OFD:
        return unsupported(Kind.OFD).problem
    return None


def why_no_plan(leaves: Sequence[Leaf], plans: Sequence[Plan]) -> Problem | None:
    """What is wrong with the submission as a whole, ``None`` where a plan can be read."""
    if not leaves:
        return UnreadableFile("no_plan").problem
    candidates = [leaf for plan in plans for leaf in plan.versions]
    reasons = [problem_of(leaf, Role.PLAN) for leaf in candidates]
    if candidates:
        return None if None in reasons else reasons[0]
    if any(map(could_be_plan, leaves)):
        return None
    closed = [leaf for leaf in leaves if leaf.glimpse.problem and (leaf.sealed or is_closed(leaf))]
    if len(closed) == len(leaves):
        return closed[0].glimpse.problem
    return UnreadableFile("no_plan").problem


def _wrong_kind(leaf: Leaf) -> bool:
    return bool(_OFFICE_ENDING.match(leaf.name)) and leaf.glimpse.kind in _NO_OFFICE


def _path_from(leaf: Leaf, root: tuple[str, ...]) -> str:
    inside = leaf.path[: len(root)] == root
    return "/".join(leaf.path[len(root) :]) if inside else f"同批/{leaf.name}"


def _packed(leaf: Leaf, role: Role, root: tuple[str, ...]) -> PackedFile:
    return PackedFile(
        path=_path_from(leaf, root),
        disk=leaf.disk,
        sha256=leaf.look.sha256,
        size=leaf.look.size,
        problem=problem_of(leaf, role),
        role=role,
        kind=leaf.glimpse.kind,
        scanned=leaf.glimpse.scanned,
        plain=Path(leaf.look.plain) if leaf.look.plain else None,
    )
