"""Folders and archives into submissions: which files one factory handed in (contract.md §1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from extractors.errors import UnreadableFile
from extractors.packages_model import Holder, Node, Package, PackedFile
from extractors.packages_split import split
from extractors.packages_tree import grow

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]")

__all__ = ["Package", "PackedFile", "discover"]


def discover(
    paths: Sequence[Path], scratch: Path, passwords: Sequence[str] = ()
) -> tuple[Package, ...]:
    """The submissions under ``paths``, in path order, with names of their own.

    Archives' members are kept in ``scratch`` by content hash, and plain copies of files that one
    of ``passwords`` opens; the caller removes it. Files are
    looked into in sandboxed children only. Raises :class:`UnreadableFile` ``not_found`` for a
    path that does not exist and ``empty_folder`` for one without any material; everything else
    that is wrong stands in a package's or a file's ``problem``.
    """
    trees = grow(paths, scratch, passwords)
    for path, tree in zip(paths, trees, strict=True):
        _refuse_empty(path, tree)
    packages = [package for tree in trees for package in split(tree)]
    return _with_names_of_their_own([replace(p, name=_printable(p.name)) for p in packages])


def _refuse_empty(path: Path, tree: Node) -> None:
    if path.is_dir() and isinstance(tree, Holder) and not any(tree.leaves()):
        raise UnreadableFile("empty_folder", f"文件夹内没有任何材料：{path}，请检查后重试。")


def _with_names_of_their_own(packages: Sequence[Package]) -> tuple[Package, ...]:
    """Repeated names get ``-2``, ``-3``, … in order, never one that another package has."""
    taken = {package.name for package in packages}
    met: Counter[str] = Counter()
    named: list[Package] = []
    for package in packages:
        met[package.name] += 1
        named.append(replace(package, name=_free(package.name, met, taken)))
    return tuple(named)


def _printable(name: str) -> str:
    """A name that may become a file's and be shown on a terminal."""
    return _UNPRINTABLE.sub("_", name).strip() or "未命名"


def _free(name: str, met: Counter[str], taken: set[str]) -> str:
    if met[name] == 1:
        return name
    while (candidate := f"{name}-{met[name]}") in taken:
        met[name] += 1
    taken.add(candidate)
    return candidate
