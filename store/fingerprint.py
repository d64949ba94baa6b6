"""What makes two findings, or two hand-ins, the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from schemas.finding import Finding


def of_finding(finding: Finding) -> str:
    """Rule, subject and normalised values; never page or box, so a decision outlives a re-read."""
    shown = sorted("".join(evidence.text.split()) for evidence in finding.evidence)
    parts = [finding.rule, *sorted(finding.fields), *shown]
    return _hash(unicodedata.normalize("NFKC", part) for part in parts)


def of_files(files: Iterable[tuple[str, str]]) -> str:
    """A hand-in's digest over its ``(path, content hash)`` pairs, whatever their order."""
    return _hash(f"{path}\t{content}" for path, content in sorted(files))


def _hash(parts: Iterable[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
