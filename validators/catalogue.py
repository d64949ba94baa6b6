"""Finds the rules, runs them, and says what each could not judge.

Drop a file with ``RULE`` and ``check`` into a group's folder; nothing else is to be edited.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

import validators
from schemas.finding import Finding, Rule, Severity, Skipped, Speciality, Verdicts
from schemas.place import Where, WholeFile
from schemas.policy import Policy
from schemas.submission import ScoreItem, Submission
from validators import scoring
from validators.faults import fault, lowered, place_ground
from validators.figures import by_year, claimed, printed, stated
from validators.lacking import Lacking
from validators.refusals import refusals
from validators.twins.fingerprints import Fingerprint, fingerprint

_GROUP_ORDER = "MABFGCDEHJKN"
_RULES = re.compile(r"validators\.[a-n]_")
"""The packages that hold rules are named after their group's letter."""
PRINTED = "raw:"
"""Before an input's key: something must be printed there, whether or not the grammar understood it."""


class RuleModule(Protocol):
    """A rule of one submission."""

    RULE: Rule

    def check(self, submission: Submission, policy: Policy) -> Iterable[Finding]: ...


class AcrossModule(Protocol):
    """A rule of a whole batch: yields the name of the submission that each finding is about."""

    RULE: Rule

    def check(
        self, batch: Sequence[Fingerprint], policy: Policy
    ) -> Iterable[tuple[str, Finding]]: ...


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every rule's module, in the order in which rules run (rules.md §1)."""
    names = (
        found.name
        for package in pkgutil.iter_modules(validators.__path__, "validators.")
        if package.ispkg and _RULES.match(package.name)
        for found in pkgutil.iter_modules(import_module(package.name).__path__, f"{package.name}.")
    )
    return tuple(sorted(map(import_module, names), key=lambda module: _order(module.RULE)))


def _order(rule: Rule) -> tuple[int, str]:
    return _GROUP_ORDER.index(rule.code[0]), rule.code


def cards() -> tuple[Rule, ...]:
    """Every rule's card, by code."""
    return tuple(sorted((module.RULE for module in modules()), key=lambda rule: rule.code))


def judge(submission: Submission, policy: Policy) -> Verdicts:
    """All that the rules of one submission say, with what they could not judge."""
    if submission.problem is not None:
        return Verdicts(tuple(refusals(submission, policy)), (), {})
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for module in modules():
        rule: Rule = module.RULE
        if rule.across:
            continue
        missing = _missing(rule, submission)
        if missing:
            skipped.append(Skipped(rule.code, missing))
            continue
        check = cast(RuleModule, module).check
        try:
            findings += _run(rule, lambda check=check: check(submission, policy), submission)  # type: ignore[misc]
        except Lacking as lacking:
            skipped.append(Skipped(rule.code, lacking.missing))
    weighed = tuple(lowered(finding, policy) for finding in findings)
    return Verdicts(weighed, tuple(skipped), scoring.score(submission, policy))


def judge_across(batch: Iterable[Submission], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """What the rules that compare submissions say: (submission's name, finding).

    ``batch`` is gone through once and may be a stream: of each submission only its fingerprint
    is kept. One that could not be read is not compared.
    """
    prints = [fingerprint(one) for one in batch if one.problem is None]
    for module in modules():
        if module.RULE.across:
            for name, finding in _run_across(cast(AcrossModule, module), prints, policy):
                yield name, lowered(finding, policy)


def _run_across(
    module: AcrossModule, batch: Sequence[Fingerprint], policy: Policy
) -> list[tuple[str, Finding]]:
    try:
        return list(module.check(batch, policy))
    except Exception as error:  # noqa: BLE001 - the per-rule boundary: one rule's bug must not hide the others
        return [(one.name, _crashed(module.RULE, error, one.place)) for one in batch]


def _run(
    rule: Rule, check: Callable[[], Iterable[Finding]], submission: Submission
) -> list[Finding]:
    try:
        return list(check())
    except Lacking:
        raise
    except Exception as error:  # noqa: BLE001 - the per-rule boundary: one rule's bug must not hide the others
        file = submission.files[0].path if submission.files else submission.name
        return [_crashed(rule, error, WholeFile(file))]


def _crashed(rule: Rule, error: Exception, where: Where) -> Finding:
    card = Rule(
        rule.code,
        rule.name,
        rule.title,
        Severity.WARNING,
        Speciality.CLERICAL,
        "系统提示",
        "规则{code}（{title}）运行出错（{kind}），本项未能核对，请人工核对。",
    )
    ground = place_ground(where, "整份材料")
    return fault(
        card,
        [ground],
        code=rule.code,
        title=rule.title,
        kind=type(error).__name__,
        fix="请人工核对本项；申报单位无需修改。",
    )


def _missing(rule: Rule, submission: Submission) -> tuple[str, ...]:
    """The inputs that the submission lacks, as keys (without the ``raw:`` of a card)."""
    lacking = (name for name in rule.inputs if not _available(submission, name))
    return tuple(name.removeprefix(PRINTED) for name in lacking)


def _available(submission: Submission, name: str) -> bool:
    if name.startswith(PRINTED):
        return bool(printed(submission.fields.get(name.removeprefix(PRINTED))))
    stem, _, rest = name.partition(".")
    if stem == "tables":
        return bool(submission.tables.get(rest))
    if stem == "self_evaluation":
        return _self_evaluation_available(submission, rest)
    if name in ("years", "chapters", "mentions", "notices", "files"):
        return bool(getattr(submission, name))
    if rest == "*":
        return any(stated(read) for read in by_year(submission, stem).values())
    return stated(submission.fields.get(name))


def _self_evaluation_available(submission: Submission, item: str) -> bool:
    if not item:
        return submission.self_evaluation is not None
    return stated(claimed(submission, ScoreItem(item)))
