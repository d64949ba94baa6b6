"""A rule's executed example in Chinese: what was changed in the right submission.

>>> told('say(check(right({"self.carbon_offset": 12.0}), policy))')
'自评“碳抵消比例”得分：12'
>>> told("say(check(right(), policy))")
'各项填写正确的材料'
"""

from __future__ import annotations

import ast
from typing import Final

from schemas.fields import OWNERSHIP, TABLE_TITLES, TABLES, label_of
from schemas.policy import edition

_PLAIN: Final = "各项填写正确的材料"
_SHEET: Final = {"self": "自评“{}”得分", "evidence": "自评“{}”说明", "subtotal": "自评“{}”小计"}
_METRICS: Final = {
    "renewable_threshold": "所称可再生能源满分线",
    "offset_threshold": "所称碳抵消满分线",
    "renewable_share": "可再生能源占比",
    "offset_rate": "碳抵消比例",
}
_OWNERSHIP: Final = {value: printed for printed, value in OWNERSHIP.items()}
_WHOLE: Final = {
    "years": "年度",
    "received": "收件日期",
    "total": "自评总分",
    "self": "自评表",
    "name": "名称",
}


def told(source: str) -> str:
    """The example's submission in words; its source where it does more than change fields.

    A comment behind the example says it better than either: ``say(…)  # 方案设有打开密码``.
    """
    _, marked, comment = source.partition("  # ")
    if marked:
        return comment.strip()
    tree = ast.parse(source)
    if any(
        isinstance(node, ast.ImportFrom | ast.ListComp | ast.DictComp) for node in ast.walk(tree)
    ):
        return _code(source)
    try:
        said = [words for node in ast.walk(tree) for words in _said(node)]
    except (KeyError, ValueError):
        return _code(source)
    return "；".join(dict.fromkeys(said)) or _PLAIN


def _code(source: str) -> str:
    lines = source.strip().splitlines()
    return "`" + " ".join(line.strip() for line in lines if "import " not in line) + "`"


def _said(node: ast.AST) -> list[str]:
    """What a node of the source changes: a dict of changes, a mention, a name."""
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return [f"{_label(_constant(key))}：{_value(value)}" for key, value in pairs if key]
    if isinstance(node, ast.List):
        return [_mention(item) for item in node.elts if isinstance(item, ast.Tuple)]
    if isinstance(node, ast.Call):
        return [f"材料“{_constant(k.value)}”" for k in node.keywords if k.arg == "name"]
    return []


def _mention(item: ast.Tuple) -> str:
    metric, year, value = (ast.literal_eval(part) for part in item.elts[:3])
    label = _METRICS.get(metric) or label_of(metric)
    return f"正文{f'{year}年' if year else ''}{label}：{_shown(value)}"


def _constant(node: ast.expr) -> str:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        raise ValueError("not a plain string")
    return node.value


def _value(node: ast.expr) -> str:
    if isinstance(node, ast.Name) and node.id == "ABSENT":
        return "缺"
    if isinstance(node, ast.BinOp):
        return f"{_shown(ast.literal_eval(node.left))}重复{_shown(ast.literal_eval(node.right))}遍"
    return _shown(ast.literal_eval(node))


def _shown(value: object) -> str:
    match value:
        case None:
            return "空白"
        case bool():
            return "是" if value else "否"
        case list():
            return "、".join(map(_shown, value))
        case int() | float():
            return (
                f"{value:,.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
            )
        case _:
            words = str(value).removeprefix("?")
            return f"“{_OWNERSHIP.get(words, words)}”"


def _label(key: str) -> str:
    """The Chinese name of a key of ``fixtures.submissions.right``. Raises ``KeyError``."""
    head, _, rest = key.partition(".")
    if not rest and head in _WHOLE:
        return _WHOLE[head]
    if head in _SHEET:
        return _SHEET[head].format(_row(rest))
    if head == "chapter":
        return f"正文{rest}"
    if head == "totals":
        table, _, column = rest.partition(".")
        return f"{TABLE_TITLES[table].split()[0]}合计行 {_column(table, column)}"
    return _cell(head, rest) if head in TABLES else label_of(key)


def _cell(table: str, rest: str) -> str:
    position, _, column = rest.partition(".")
    title = TABLE_TITLES[table]
    if not column:
        return f"{title}第{position}行" if position else title
    return f"{title}第{position}行 {_column(table, column)}"


def _column(table: str, column: str) -> str:
    return next((entry.label for entry in TABLES[table] if entry.key == column), column)


def _row(name: str) -> str:
    """The label of a row or group of annex 1. Raises ``KeyError`` for another name."""
    policy = edition()
    labels = {str(row.item): row.label for row in policy.items}
    return (labels | {str(group.group): group.label for group in policy.groups})[name]
