"""What ``check`` prints, laid out as officers read it; no colour when piped."""

from __future__ import annotations

import io

from rich.console import Console

from flows.process import Processed
from lingtan.terminal import show
from schemas.finding import Evidence, Finding, Severity, Skipped, Speciality, Verdicts
from schemas.place import SheetCell, WordPlace
from schemas.submission import Problem, Submission

FINDING = Finding(
    rule="E16",
    severity=Severity.ERROR,
    speciality=Speciality.INVESTMENT,
    message="近3年节能技改投资2,644.13万元，应得13.22分，自评15分。",
    citation="附件1 技改项目(15)",
    expected="13.22分",
    actual="15分",
    working="15 × 2644.13 ÷ 3000 = 13.22",
    fix="请按投资额重算。",
    evidence=(
        Evidence(WordPlace("方案.docx", paragraph=21), "近三年节能技改项目投资额达2644.13万元", mark="2644.13"),
        Evidence(SheetCell("自评表.xlsx", "Sheet1", "D15"), "15", "自评 技改项目", 0.8),
    ),
)  # fmt: skip


def printed(processed: Processed, *, verbose: bool = False) -> list[str]:
    out = io.StringIO()
    show(processed, Console(file=out, highlight=False, width=100), verbose=verbose)
    return out.getvalue().splitlines()


def test_a_finding_shows_both_places_both_figures_sum_clause_and_fix() -> None:
    verdicts = Verdicts((FINDING,), (Skipped("E18", ("offset_rate.before",)),), {})
    assert printed(Processed(Submission("001"), verdicts)) == [
        "error[E16] 近3年节能技改投资2,644.13万元，应得13.22分，自评15分。",
        "  ┌─ 方案.docx  第21段",
        "  │  近三年节能技改项目投资额达2644.13万元",
        "  │                            ^^^^^^^",
        "  ├─ 自评表.xlsx  Sheet1!D15",
        "  │  15",
        "  │  ^^ 自评 技改项目（识别置信度 0.80）",
        "  = 15 × 2644.13 ÷ 3000 = 13.22",
        "  = 应为：13.22分    实为：15分",
        "  = 依据：附件1 技改项目(15)",
        "  = 建议：请按投资额重算。",
        "",
        "读取  0 个文件",
        "发现  1 错误  0 警告  0 提示    跳过 1 条规则（缺数据，-v 显示）",
        "分派  投资 1",
    ]


def test_a_long_sentence_is_cut_around_its_figure() -> None:
    sentence = "一" * 200 + "2644.13" + "二" * 200
    evidence = Evidence(WordPlace("方案.docx", paragraph=1), sentence, mark="2644.13")
    finding = Finding(
        "E16", Severity.ERROR, Speciality.INVESTMENT, "问题", "条款", evidence=(evidence,)
    )
    lines = printed(Processed(Submission("001"), Verdicts((finding,), (), {})))
    assert lines[2].startswith("  │  …一") and "2644.13" in lines[2] and len(lines[2]) < 75
    assert lines[3].strip(" │") == "^" * 7


def test_verbose_shows_notes_and_what_was_skipped() -> None:
    note = Finding("D01", Severity.INFO, Speciality.ENERGY, "适用第1档", "附件1")
    processed = Processed(Submission("001"), Verdicts((note,), (Skipped("E18", ("a", "b")),), {}))
    assert "info[D01] 适用第1档" not in printed(processed)
    lines = printed(processed, verbose=True)
    assert "info[D01] 适用第1档" in lines
    assert "跳过 E18：缺 a、b" in lines


def test_an_unreadable_submission_says_why() -> None:
    submission = Submission("002", problem=Problem("no_plan", "未找到建设方案，请补交。"))
    assert "无法处理  未找到建设方案，请补交。" in printed(
        Processed(submission, Verdicts((), (), {}))
    )
