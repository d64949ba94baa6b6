"""The handbook says what the rules' own files say, and ``docs/rules.md`` is fresh."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tools.new_rule import Refused, scaffold
from validators import handbook
from validators.catalogue import cards
from validators.example_words import told

ROOT = Path(__file__).parents[2]


def test_rules_page_is_fresh() -> None:
    kept = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert kept == handbook.markdown(), "run: make docs"


def test_a_rule_is_explained_with_clause_and_examples() -> None:
    said = handbook.explain("E16")
    for part in (
        "E16 技改项目得分复算",
        "错误 · 财务投资",
        "附件1 技改项目",
        "反例\n  自评“技改项目”得分：12\n    → 错误 E16 近3年节能技改投资1,800万元，应得9分，自评12分。",
        "正例\n  自评“技改项目”得分：9\n    → 不提示",
    ):
        assert part in said


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        handbook.explain("Z99")


def test_a_retired_code_says_what_speaks_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(handbook.RETIRED, "Z98", "由Z97代替")
    assert handbook.explain("Z98") == "Z98 已停用：由Z97代替"


@pytest.mark.parametrize("code", [rule.code for rule in cards()])
def test_every_rule_has_a_page_with_both_examples(code: str) -> None:
    page = handbook.page(code)
    assert page.condition and page.why
    assert any(code in line for example in page.wrong for line in example.said)
    assert page.fine
    assert f"{code}  " in handbook.listing()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("say(check(right(), policy))", "各项填写正确的材料"),
        ('say(check(right({"uscc": None}), policy))', "统一社会信用代码：空白"),
        (
            'say(check(right({"projects.1.period": "2025"}), policy))',
            "附件2-2 重点项目汇总表第1行 建设期限：“2025”",
        ),
        ('say(check(right({"self": ABSENT}), policy))', "自评表：缺"),
        ("say(check(odd, policy))  # 文件带密码", "文件带密码"),
        (
            "say(check(replace([x for x in y]), policy))",
            "`say(check(replace([x for x in y]), policy))`",
        ),
    ],
)
def test_examples_in_words(source: str, words: str) -> None:
    assert told(source) == words


def _house(root: Path) -> Path:
    group = root / "validators" / "g_energy"
    group.mkdir(parents=True)
    (group / "__init__.py").write_text("", "utf-8")
    return root


def test_a_new_rule_has_its_boxes_and_loads(tmp_path: Path) -> None:
    rule, cases = scaffold("G98", "some-fault", _house(tmp_path))
    assert rule.name == "g98_some_fault.py"
    assert cases.read_text("utf-8").startswith("- name: ")
    spec = importlib.util.spec_from_file_location("g98", rule)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (module.RULE.code, module.RULE.name) == ("G98", "some-fault")
    assert "反例：\n\n>>> " in (module.__doc__ or "")


@pytest.mark.parametrize(
    ("code", "name"), [("E16", "again"), ("X01", "no-group"), ("g9", "short"), ("G97", "Bad_Name")]
)
def test_a_new_rule_is_refused(code: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        scaffold(code, name, _house(tmp_path))
