"""What is said of a submission that holds no plan to judge: why, and what else could not be opened."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding
from schemas.place import WholeFile
from schemas.policy import Policy
from schemas.submission import Problem, SourceFile, Submission
from validators.a_form import a01_missing_part
from validators.faults import fault, place_ground
from validators.m_files import m01_unreadable_file


def refusals(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One error that says why nothing could be judged, then the other files that cannot be opened."""
    if submission.problem is None:
        return
    culprit = next((f for f in submission.files if f.problem == submission.problem), None)
    yield _why(submission, submission.problem, culprit)
    for finding in m01_unreadable_file.check(submission, policy):
        if culprit is None or finding.evidence[0].where != WholeFile(culprit.path):
            yield finding


def _why(submission: Submission, problem: Problem, culprit: SourceFile | None) -> Finding:
    rule = m01_unreadable_file.RULE if culprit else a01_missing_part.RULE
    name = culprit.path if culprit else submission.name
    words = f"文件“{name}”无法读取：{problem.message}" if culprit else problem.message
    return fault(
        rule,
        [place_ground(WholeFile(name), "文件" if culprit else "整份材料", name)],
        template="{words}",
        words=words,
        fix="请按提示重新提交该文件。",
    )
