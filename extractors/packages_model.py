"""The trees that files are met in, and the packages that they are sorted into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.glimpse import Glimpse, Look
from schemas.document import Kind
from schemas.submission import Problem, Role


@dataclass(frozen=True)
class PackedFile:
    """One file of a submission.

    ``path`` is its place inside the submission (``附件.zip/附件2-1.xlsx``), ``disk`` where its
    bytes lie, ``size`` in bytes. ``problem`` says why it need not be opened; ``role`` is what a
    quick look takes it for, ATTACHMENT for evidence that is kept but not read.
    """

    path: str
    disk: Path
    sha256: str
    size: int
    problem: Problem | None = None
    role: Role = Role.UNKNOWN
    kind: Kind = Kind.OTHER
    scanned: int = 0
    """Pages that only OCR can read, as far as a quick look tells."""
    series: str = ""
    """Where the file is a picture among the pages of one document: the path of its first page."""
    plain: Path | None = None
    """A copy without the password that the original wants."""
    copy: Path | None = None
    """What LibreOffice made of an old office file; it is read in the original's place."""

    @property
    def opened(self) -> Path:
        """The original's bytes as far as they can be opened."""
        return self.plain or self.disk


@dataclass(frozen=True)
class Package:
    """What one factory handed in. ``problem`` is set when no plan in it can be read."""

    name: str
    files: tuple[PackedFile, ...]
    problem: Problem | None = None


@dataclass(frozen=True)
class Leaf:
    """A file in the tree under a PATH. ``path`` runs from that PATH's root, itself left out."""

    path: tuple[str, ...]
    disk: Path
    look: Look
    sealed: bool = False
    """An archive that stayed closed: nobody knows what is in it."""

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def stem(self) -> str:
        return self.name.rpartition(".")[0] or self.name

    @property
    def folder(self) -> tuple[str, ...]:
        return self.path[:-1]

    @property
    def glimpse(self) -> Glimpse:
        return self.look.glimpse


@dataclass(frozen=True)
class Holder:
    """A folder or an opened archive. ``name`` is without ``.zip``."""

    path: tuple[str, ...]
    name: str
    children: tuple[Holder | Leaf, ...]

    def leaves(self) -> Iterator[Leaf]:
        """All files in the tree, in path order."""
        for child in self.children:
            if isinstance(child, Leaf):
                yield child
            else:
                yield from child.leaves()


Node = Holder | Leaf
