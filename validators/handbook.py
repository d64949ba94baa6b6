"""The catalogue as people read it: ``lingtan rules``, ``lingtan rules E16`` and ``docs/rules.md``.

Everything is taken from each rule's card and docstring, so it cannot say anything else than
what runs; the examples are those that the tests execute.
"""

from __future__ import annotations

import doctest
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import ModuleType
from typing import Final

from msgspec import Struct

from schemas.finding import Rule, Severity, Speciality
from schemas.policy import Policy
from validators.catalogue import modules
from validators.example_words import told
from validators.retired import RETIRED

SEVERITIES: Final = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.INFO: "提示",
}
SPECIALITIES: Final = {
    Speciality.CLERICAL: "形式审查",
    Speciality.ENERGY: "能源",
    Speciality.CARBON: "碳排放",
    Speciality.INVESTMENT: "财务投资",
    Speciality.EQUIPMENT: "设备",
    Speciality.PROCESS: "工艺技术",
}
_NOTHING: Final = "不提示"


class Example(Struct, frozen=True):
    """One executed example: the submission in words, and what the rule says of it."""

    case: str
    said: tuple[str, ...]


class Page(Struct, frozen=True):
    """One rule, explained."""

    rule: Rule
    group: str
    condition: str
    why: str
    wrong: tuple[Example, ...]
    fine: tuple[Example, ...]


def page(code: str) -> Page:
    """The page of a rule. Raises ``KeyError`` for a code that the catalogue lacks."""
    found = {module.RULE.code: module for module in modules()}
    return _page(found[code])


def explain(code: str) -> str:
    """One rule as text for a terminal. Raises ``KeyError`` for an unknown code.

    A retired code is explained by what speaks instead.
    """
    if code in RETIRED:
        return f"{code} 已停用：{RETIRED[code]}"
    shown = page(code)
    rule = shown.rule
    lines = [
        f"{rule.code} {rule.title}（{rule.name}）",
        f"{SEVERITIES[rule.severity]} · {SPECIALITIES[rule.speciality]} · {shown.group}",
        "",
        shown.condition,
        "",
        f"为什么  {shown.why}",
        f"依据    {rule.citation}",
        f"提示语  {rule.message}",
        "",
        "反例",
        *(line for example in shown.wrong for line in _lines(example)),
        "正例",
        *(line for example in shown.fine for line in _lines(example)),
    ]
    return "\n".join(lines)


def listing() -> str:
    """The whole catalogue, one line a rule, for a terminal."""
    lines = []
    for group, pages in _by_group():
        lines += ["", f"{group}"]
        lines += [
            f"  {shown.rule.code}  {SEVERITIES[shown.rule.severity]}  {shown.rule.title}"
            for shown in pages
        ]
    return "\n".join(lines[1:]) + f"\n\n共{len(modules())}条规则；lingtan rules E16 看一条的说明。"


def open_questions(policy: Policy) -> str:
    """The policy's open questions with the reading in force, for a terminal."""
    lines = [
        f"{policy.title}：原文{len(policy.open_questions)}处未明，待省经信厅答复；答复前按下列读法。"
    ]
    for question in policy.open_questions:
        lines += ["", f"{question.number:>2}  {question.place}", f"    问题  {question.issue}"]
        lines.append(f"    现取  {question.default}")
        if len(question.readings) > 1:
            lines.append(f"    读法  {'；'.join(question.readings)}")
        shown = "，".join(_set_to(path, policy) for path in question.switches)
        lines.append(f"    开关  {shown or '无（不影响计算）'}")
    return "\n".join([*lines, "", "开关在 schemas/policies/*.toml 里改，下次核对即生效。"])


def _set_to(path: str, policy: Policy) -> str:
    """A switch with its value: ``offset_interp = A``."""
    value = value_at(path, policy)
    words = {True: "是", False: "否"}
    shown = words[value] if isinstance(value, bool) else value
    listed = "、".join(shown) if isinstance(shown, tuple) else f"{shown}"
    return f"{path.rpartition('.')[2]} = {listed}"


def value_at(path: str, policy: Policy) -> bool | float | str | tuple[str, ...]:
    """What the policy's data holds at ``switches.offset_interp``. Raises ``AttributeError``."""
    part, _, name = path.partition(".")
    value: bool | float | str | tuple[str, ...] = getattr(getattr(policy, part), name)
    return value


def markdown() -> str:
    """``docs/rules.md``: generated, ends with a line break."""
    parts = [
        "<!-- 由 python -m tools.generate 生成，请勿手改；内容在 validators/ 各规则文件里。 -->",
        "# 规则目录",
        f"共{len(modules())}条。反例、正例由测试逐条执行；"
        "读数把握不足九成或写作“约”等不确定时，级别降一级。",
    ]
    for group, pages in _by_group():
        listed = list(pages)
        parts += [f"## {group}", _table(listed)]
        parts += [_section(shown) for shown in listed]
    return "\n\n".join(parts) + "\n"


def _by_group() -> Iterator[tuple[str, Iterator[Page]]]:
    pages = (_page(module) for module in sorted(modules(), key=lambda m: m.RULE.code))
    return groupby(pages, key=lambda shown: shown.group)


def _page(module: ModuleType) -> Page:
    rule: Rule = module.RULE
    condition, _, rest = (module.__doc__ or "").partition("\n\n")
    why, _, examples = rest.partition("反例：")
    wrong, _, fine = examples.partition("正例：")
    return Page(
        rule,
        f"{rule.code[0]} {_group_name(module)}",
        condition.strip(),
        _joined(why.partition("为什么：")[2]),
        _examples(wrong),
        _examples(fine),
    )


def _group_name(module: ModuleType) -> str:
    package = sys.modules[module.__name__.rpartition(".")[0]]
    return (package.__doc__ or "").strip().rstrip("。")


def _joined(text: str) -> str:
    """A Chinese paragraph without the source's line breaks."""
    return "".join(line.strip() for line in text.splitlines())


def _examples(text: str) -> tuple[Example, ...]:
    """The examples of a box; statements that print nothing belong to the next that does."""
    found, before = [], ""
    for example in doctest.DocTestParser().get_examples(text):
        before += example.source
        if "say(" in example.source:
            found.append(Example(told(before), tuple(example.want.splitlines())))
            before = ""
    return tuple(found)


def _lines(example: Example) -> Iterator[str]:
    yield f"  {example.case}"
    for line in example.said or (_NOTHING,):
        yield f"    → {_spoken(line)}"


def _spoken(line: str) -> str:
    """A line that ``say`` printed, in Chinese: ``错误 E16 近3年…``."""
    severity, _, rest = line.partition(" ")
    return f"{SEVERITIES[Severity(severity)]} {rest}" if severity in set(Severity) else line


def _table(pages: Sequence[Page]) -> str:
    head = ["| 编号 | 级别 | 专业 | 规则 |", "| --- | --- | --- | --- |"]
    return "\n".join(head + [_row(shown.rule) for shown in pages])


def _row(rule: Rule) -> str:
    level, speciality = SEVERITIES[rule.severity], SPECIALITIES[rule.speciality]
    return f"| [{rule.code}](#{rule.code.lower()}) | {level} | {speciality} | {rule.title} |"


def _section(shown: Page) -> str:
    rule = shown.rule
    facts = [
        f"- 级别：{SEVERITIES[rule.severity]}；专业：{SPECIALITIES[rule.speciality]}；名称：`{rule.name}`",
        f"- 为什么：{shown.why}",
        f"- 依据：{rule.citation}",
        f"- 提示语：`{rule.message}`",
        *(f"- 反例：{_told(example)}" for example in shown.wrong),
        *(f"- 正例：{_told(example)}" for example in shown.fine),
    ]
    heading = f'<a id="{rule.code.lower()}"></a>\n### {rule.code} {rule.title}'
    return "\n\n".join([heading, shown.condition, "\n".join(facts)])


def _told(example: Example) -> str:
    said = "；".join(map(_spoken, example.said)) or _NOTHING
    return f"{example.case} → {said}"
