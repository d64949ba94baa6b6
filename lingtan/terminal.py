"""What ``check`` prints: each finding with its places, both figures and the clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from flows.process import Processed
from schemas.fields import label_of
from schemas.finding import Evidence, Finding, Score, Severity
from schemas.submission import Outcome, Read, State, Submission
from schemas.words import SEVERITY_WORDS, SPECIALITY_WORDS, place_words

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_WINDOW = 64


def show(processed: Processed, console: Console, *, verbose: bool = False) -> None:
    """Print the findings, the most serious first, and a summary of four lines.

    ``verbose`` adds the findings at info level and the skipped rules with what they lacked.
    """
    findings = sorted(processed.verdicts.findings, key=lambda f: _ORDER.index(f.severity))
    for finding in findings:
        if verbose or finding.severity is not Severity.INFO:
            for line in finding_lines(finding):
                console.print(line, soft_wrap=True)
            console.print()
    skipped = _skipped_lines(processed) if verbose else ()
    for words in (*skipped, *summary_lines(processed, verbose=verbose)):
        console.print(words, soft_wrap=True, markup=False)


def finding_lines(finding: Finding) -> Iterator[Text]:
    """One finding as lines: head, each place with its figure, sum, clause, fix."""
    style = _STYLES[finding.severity]
    yield Text.assemble(
        (f"{finding.severity}[{finding.rule}]", style), " ", (finding.message, "bold")
    )
    for index, evidence in enumerate(finding.evidence):
        yield from _evidence_lines(evidence, "┌─" if index == 0 else "├─", style)
    yield from (Text.assemble(("  = ", "blue"), line) for line in _notes(finding))


def _evidence_lines(evidence: Evidence, corner: str, style: str) -> Iterator[Text]:
    """A place, what is printed there, and under it what that is (at the place if it is blank)."""
    head = place_words(evidence.where)
    shown, start, length = _window(evidence)
    label = "" if evidence.mark else evidence.label
    if not shown:
        yield Text.assemble((f"  {corner} ", "blue"), head, f"  {label}（空白）" if label else "")
        return
    yield Text.assemble((f"  {corner} ", "blue"), head)
    yield Text.assemble(("  │  ", "blue"), shown)
    remark = f" {label}" if label else ""
    if evidence.confidence < 0.9:
        remark += f"（识别置信度 {evidence.confidence:.2f}）"
    pad = " " * cell_len(shown[:start])
    marks = "^" * max(1, cell_len(shown[start : start + length]))
    yield Text.assemble(("  │  ", "blue"), pad, (marks + remark, style))


def _window(evidence: Evidence) -> tuple[str, int, int]:
    """The text to show, and where its marked stretch starts and how long it is."""
    whole = " ".join(evidence.text.split())
    mark = " ".join(evidence.mark.split())
    at = whole.find(mark) if mark else 0
    length = len(mark) if mark and at >= 0 else len(whole)
    at = max(at, 0)
    first = max(0, min(at - 20, len(whole) - _WINDOW))
    shown = whole[first : first + _WINDOW]
    head, tail = "…" if first else "", "…" if first + _WINDOW < len(whole) else ""
    start = at - first + len(head)
    return head + shown + tail, start, min(length, len(head + shown) - start)


def _notes(finding: Finding) -> Iterator[str]:
    if finding.working:
        yield finding.working
    if finding.expected or finding.actual:
        yield f"应为：{finding.expected or '—'}    实为：{finding.actual or '—'}"
    yield f"依据：{finding.citation}"
    if finding.fix:
        yield f"建议：{finding.fix}"
    if finding.lowered_from:
        word = SEVERITY_WORDS[finding.lowered_from]
        yield f"说明：所依据的数值识别不够确定，已由{word}降一级"


def summary_lines(processed: Processed, *, verbose: bool = False) -> Iterator[str]:
    """Read, score, found, skipped: what an officer wants to know last."""
    submission = processed.submission
    if submission.problem:
        yield f"无法处理  {submission.problem.message}"
    yield _read_line(submission)
    if processed.verdicts.score:
        yield _score_line(processed.verdicts.score, submission)
    yield _found_line(processed, verbose=verbose)
    desks = Counter(
        f.speciality for f in processed.verdicts.findings if f.severity is not Severity.INFO
    )
    if desks:
        yield "分派  " + "  ".join(f"{SPECIALITY_WORDS[who]} {n}" for who, n in desks.most_common())


def _read_line(submission: Submission) -> str:
    read = [file for file in submission.files if file.outcome is Outcome.READ]
    pages = sum(file.pages or 0 for file in read)
    values = {k: r for k, r in submission.fields.items() if r.state is State.STATED}
    parts = [f"读取  {len(read)} 个文件"]
    parts += [f"{pages} 页"] if pages else []
    parts += [f"{len(values)} 个数值", _confidence_words(values)] if values else []
    bad = sum(file.outcome is Outcome.UNREADABLE for file in submission.files)
    return "  ".join([*parts, *([f"{bad} 个文件读不了"] if bad else [])])


def _confidence_words(values: dict[str, Read]) -> str:
    mean = sum(read.confidence for read in values.values()) / len(values)
    key, least = min(values.items(), key=lambda pair: pair[1].confidence)
    return f"置信度 {mean:.2f}（最低 {least.confidence:.2f} {label_of(key)}）"


def _score_line(score: dict[str, Score], submission: Submission) -> str:
    sheet = submission.self_evaluation
    claimed = [row.claimed for row in score.values() if row.claimed is not None and row.max]
    printed = sheet.total.value if sheet and sheet.total else None
    total = printed if isinstance(printed, float | int) else sum(claimed)
    low = sum(_or(row.low, row.computed, row.claimed) for row in score.values() if row.max)
    high = sum(_or(row.high, row.computed, row.claimed) for row in score.values() if row.max)
    again = f"{low:.1f}" if f"{low:.1f}" == f"{high:.1f}" else f"{low:.1f}—{high:.1f}"
    return (
        f"评分  自评 {total:.1f}  复算 {again}（专家评定项按自评计）"
        if claimed
        else "评分  未见自评得分"
    )


def _or(*figures: float | None) -> float:
    return next((figure for figure in figures if figure is not None), 0.0)


def _found_line(processed: Processed, *, verbose: bool) -> str:
    counts = Counter(finding.severity for finding in processed.verdicts.findings)
    words = "  ".join(f"{counts[level]} {SEVERITY_WORDS[level]}" for level in _ORDER)
    skipped = len(processed.verdicts.skipped)
    hidden = "" if verbose else "，-v 显示"
    return f"发现  {words}" + (f"    跳过 {skipped} 条规则（缺数据{hidden}）" if skipped else "")


def _skipped_lines(processed: Processed) -> Iterator[str]:
    for skipped in processed.verdicts.skipped:
        yield f"跳过 {skipped.rule}：缺 {'、'.join(skipped.missing)}"
