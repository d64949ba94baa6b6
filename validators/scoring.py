"""Annex 1 recomputed: each row's points from the figures that the submission itself states."""

from __future__ import annotations

from schemas.finding import Score
from schemas.policy import Policy
from schemas.submission import Submission


def score(submission: Submission, policy: Policy) -> dict[str, Score]:
    """Claimed and recomputed points by row of annex 1 (keys: ``ScoreItem`` values)."""
    return {}
