"""The progress bar of a batch, and its summary in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from schemas.finding import Severity
from schemas.report import BatchSummary, SubmissionRow
from schemas.words import SEVERITY_WORDS

_CODES = 6


class Bar:
    """Tells a person how far the batch is; what could not be read is said at once."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("核对", total=None)

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def total(self, count: int) -> None:
        """How many submissions are to be processed."""
        self._bar.update(self._task, total=count)

    def done(self, name: str, problem: str) -> None:
        """One more is done; ``problem`` says why it could not be read, if so."""
        if problem:
            said = f"读不了  {name}：{problem}"
            self._console.print(said, highlight=False, markup=False, soft_wrap=True)
        self._bar.advance(self._task)


def show_summary(summary: BatchSummary, console: Console) -> None:
    """Print what an intake did: the table of submissions, and four lines."""
    console.print(_table(summary))
    for line in summary_lines(summary):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _table(summary: BatchSummary) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("材料", overflow="fold", max_width=44)
    for title in ("地市", "版本", "状态", "错误", "警告", "提示", "涉及规则"):
        right = title in ("版本", "错误", "警告", "提示")
        table.add_column(title, justify="right" if right else "left")
    for row in summary.submissions:
        counts = map(str, (row.errors, row.warnings, row.infos))
        words = (row.name, row.city, str(row.version), row.status, *counts, _rules(summary, row))
        table.add_row(*map(Text, words))  # Text: brackets in a name are no markup
    return table


def _rules(summary: BatchSummary, row: SubmissionRow) -> str:
    """The codes that an officer must look at, the first few."""
    note = SEVERITY_WORDS[Severity.INFO]
    mine = (f for f in summary.findings if f.name == row.name and f.severity != note)
    codes = list(dict.fromkeys(finding.rule for finding in mine))
    return " ".join(codes[:_CODES]) + (" …" if len(codes) > _CODES else "")


def summary_lines(summary: BatchSummary) -> Iterator[str]:
    """The batch in words: what came, what was found, who has it, what nobody has."""
    rows = summary.submissions
    bad = sum(bool(row.problem) for row in rows)
    came = f"新收 {summary.new}  更新 {summary.changed}  未变 {summary.unchanged}"
    yield f"收件  共 {len(rows)} 份  {came}" + (f"  读不了 {bad}" if bad else "")
    if summary.by_lists:
        yield f"名单有变：{summary.by_lists} 份已收的材料按现行名单重新核对。"
    elif not summary.new and not summary.changed:
        yield "没有变化：这批材料已全部核对过。"
    errors, warnings, infos = (
        (
            sum(counts)
            for counts in zip(*((r.errors, r.warnings, r.infos) for r in rows), strict=True)
        )
        if rows
        else (0, 0, 0)
    )
    yield f"发现  {errors} 错误  {warnings} 警告  {infos} 提示"
    if summary.assigned:
        yield "分派  " + "  ".join(f"{who} {n}" for who, n in sorted(summary.assigned.items()))
    for text in summary.unassigned:
        yield f"未分派  {text}"
