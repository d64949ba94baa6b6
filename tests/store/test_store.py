"""Versions, idempotence, and that what goes in comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fixtures.submissions import right
from schemas.assignment import Assignment, Reason, ReasonCode, Unassigned
from schemas.finding import Speciality, Verdicts
from schemas.policy import edition
from schemas.submission import Gist, Problem, Submission
from validators.catalogue import judge

pytestmark = pytest.mark.usefixtures("database")


def verdicts(submission: Submission) -> Verdicts:
    return judge(submission, edition())


def save(batch: int, submission: Submission, digest: str = "a", engine: str = "1") -> Any:
    from store import services

    return services.save_processed(
        batch, submission, verdicts(submission), (), digest=digest, engine=engine
    )


def counts() -> tuple[int, ...]:
    from store import models

    kinds = (models.Submission, models.Version, models.File, models.Read, models.Finding)
    return tuple(kind.objects.count() for kind in kinds)


def test_the_same_files_again_change_nothing() -> None:
    from store import services

    batch = services.open_batch("/a", "a")
    first = save(batch, right())
    before = counts()
    again = save(services.open_batch("/a", "a"), right())
    assert (first.new, again.new, again.version) == (True, False, first.version)
    assert counts() == before


def test_a_changed_file_is_a_new_version_and_the_old_one_stays() -> None:
    from store import models, selectors, services

    batch = services.open_batch("/a", "a")
    save(batch, right())
    second = save(batch, right({"total_investment": 9000.0}), digest="b")
    assert (second.new, second.number) == (True, 2)
    assert [v.number for v in models.Version.objects.order_by("number")] == [1, 2]
    assert selectors.known(batch)["001-某某化纤"].digest == "b"


def test_an_old_version_handed_in_again_is_current_again() -> None:
    from store import selectors, services

    batch = services.open_batch("/a", "a")
    save(batch, right(), digest="a")
    save(batch, right(), digest="b")
    third = save(batch, right(), digest="a")
    assert (third.new, third.number) == (False, 1)
    assert selectors.known(batch)["001-某某化纤"].number == 1


def test_new_rules_judge_again_without_a_new_version() -> None:
    from store import selectors, services

    batch = services.open_batch("/a", "a")
    save(batch, right(), engine="1")
    saved = save(batch, right({"uscc": "91330109MA2B3C4D17"}), engine="2")
    assert not saved.new
    (stored,) = selectors.current(batch)
    assert [finding.rule for finding in stored.verdicts.findings if finding.rule == "B02"] == [
        "B02"
    ]


def test_what_goes_in_comes_out() -> None:
    from store import selectors, services

    batch = services.open_batch("/a", "a")
    submission = right({"uscc": "91330109MA2B3C4D17", "main_business": "零碳\n“化纤”<b>=1+1"})
    save(batch, submission)
    (stored,) = selectors.current(batch)
    assert stored.submission == submission
    assert stored.verdicts == verdicts(submission)


def test_an_unreadable_submission_keeps_its_reason() -> None:
    from store import models, services

    problem = Problem("no_plan", "未找到建设方案")
    save(services.open_batch("/a", "a"), Submission("002", problem=problem))
    version = models.Version.objects.get()
    assert (version.status, version.problem_code) == ("unreadable", "no_plan")


def test_findings_across_replace_themselves_and_outlive_a_save() -> None:
    from store import models, selectors, services

    batch = services.open_batch("/a", "a")
    submission = right({"uscc": "91330109MA2B3C4D17"})
    save(batch, submission)
    (found,) = [f for f in verdicts(submission).findings if f.rule == "B02"]
    for _ in range(2):
        assert services.save_across(batch, [(submission.name, found)]) == 1
    save(batch, submission, engine="2")
    assert models.Finding.objects.filter(across=True).count() == 1
    (stored,) = selectors.current(batch)
    assert [f.rule for f in stored.verdicts.findings].count("B02") == 2


def test_an_outline_says_the_same_as_the_whole() -> None:
    from store import selectors, services

    batch = services.open_batch("/a", "a")
    submission = right({"uscc": "91330109MA2B3C4D17"})
    save(batch, submission)
    services.save_across(batch, [(submission.name, verdicts(submission).findings[0])])
    (stored,), (outline,) = selectors.current(batch), selectors.outlines(batch)
    assert (outline.number, outline.verdicts) == (stored.number, stored.verdicts)
    gist = outline.submission
    assert gist.fields and gist.fields == submission.fields
    assert gist == Gist(**{key: getattr(submission, key) for key in Gist.__struct_fields__})


def test_assignments_replace_themselves() -> None:
    from store import selectors, services

    batch = services.open_batch("/a", "a")
    save(batch, right())
    name = right().name
    reason = Reason(ReasonCode.SPECIALITY, "专业匹配")
    given = Assignment(name, Speciality.ENERGY, "专家甲", ("D02",), (reason,))
    nobody = Unassigned(name, Speciality.CARBON, ("E18",), "无碳排放专业的专家")
    for _ in range(2):
        services.save_assignments(batch, [given], [nobody])
    assert selectors.assignments(batch) == [given]
    assert selectors.unassigned(batch) == [nobody]
    assert selectors.desks(batch) == {(name, "energy"): "专家甲"}


def test_an_original_is_kept_once_whole_and_private(tmp_path: Path) -> None:
    from store import originals

    source = tmp_path / "方案.docx"
    source.write_bytes(b"plan")
    kept = originals.keep(tmp_path / "originals", "ab" * 32, source)
    source.write_bytes(b"changed")
    assert originals.keep(tmp_path / "originals", "ab" * 32, source) == kept
    assert kept.read_bytes() == b"plan"
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_batch_is_handed_over_one_current_submission_at_a_time() -> None:
    from store import selectors, services

    batch = services.open_batch("/a", "a")
    for name in ("002", "001"):
        save(batch, right(name=name))
    save(batch, right({"total_investment": 9000.0}, name="001"), digest="b")
    stream = selectors.understood(batch)
    assert next(stream) == right({"total_investment": 9000.0}, name="001")
    assert [one.name for one in stream] == ["002"]
