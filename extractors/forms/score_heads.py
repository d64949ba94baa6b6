"""The geometry of a score sheet: which row is which indicator, which column the claim.

Indicators are matched by name; columns by their heads, since applicants add the claim columns
to annex 1 themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct, structs
from rapidfuzz import fuzz

from extractors import grid
from extractors.forms.points import at, is_claim
from extractors.grammar import labels
from extractors.grammar.text import fold
from extractors.recall import recalled
from schemas.document import Cell, Table
from schemas.fields import Field, Type
from schemas.policy import ItemPoints, edition
from schemas.submission import ScoreItem

_SURE_NAME = 90.0
ALIKE = 85.0
"""How alike an indicator's name must be."""

# fmt: off
CLAIMED = Field("claimed", "自评得分", Type.NUMBER, ("自评分", "自评分值", "自评分数", "企业自评得分", "企业自评分", "企业自评", "自评", "得分", "自我评价得分", "自评价得分", "评分", "企业得分", "自评结果", "自查得分", "自我评分", "自我评价", "申报得分", "自评得分情况", "自评得分及说明", "自评得分及依据", "自评得分及理由", "自评得分与说明", "得分及说明", "自评分及说明", "自评情况及得分", "自评打分", "企业自评打分", "申报单位自评", "申报单位自评分", "单位自评", "自我打分"))
EXPLAINED = Field("evidence", "自评说明", Type.TEXT, ("自评依据", "情况说明", "得分说明", "评分说明", "自评情况", "自评情况说明", "自评理由", "得分依据", "得分理由", "评分依据", "说明", "自我评价说明", "自评说明及佐证材料", "自评说明及证明材料", "自评说明与佐证", "自评说明及佐证", "完成情况", "企业情况", "企业现状", "现状说明", "实际情况", "自评内容", "自评描述", "自评得分依据", "自评情况及佐证材料", "主要做法", "达标情况", "工厂现状", "现状"))
_PROOF = Field("proof", "佐证材料", Type.TEXT, ("证明材料", "佐证", "佐证说明", "证明说明", "支撑材料", "佐证材料名称", "佐证资料", "附件材料", "备注", "举证材料", "对应材料"))
_POINTS = Field("points", "分值", Type.NUMBER, ("满分", "标准分", "分数", "标准分值", "满分值", "权重", "基准分", "最高分"))
_REQUIRED = Field("required", "评价要求", Type.TEXT, ("指标要求", "评价标准", "评分标准", "评价内容", "要求", "评价指标要求", "具体要求", "评价细则", "考核要求"))
_SUBTOTAL = Field("subtotal", "小计", Type.NUMBER, ("一级指标得分", "小计得分", "自评小计"))
_ANSWERED = Field("answered", "是否符合", Type.TEXT, ("是否满足", "是否达标", "是否符合要求", "是否满足要求", "是否具备", "符合性", "自评结论", "评价结论"))
# fmt: on
_HEADS = (CLAIMED, EXPLAINED, _PROOF, _POINTS, _REQUIRED, _SUBTOTAL, _ANSWERED)
_LABELS = tuple((item, re.sub(r"[(][^()]*[)]", "", fold(item.label))) for item in edition().items)
_NUMBER = re.compile(
    r"\A(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:\.\d{1,2})?[)、.]*)+(?=[^\d分])"
)
_GROUPED = re.compile(
    r"\A(?:准入条件|基础设施|能源使用|产品管理|自主减碳|碳抵消)(?:-|—|–|/|·|、|>|_|之)+(?=[\u3400-\u9fff]{2})"
)
"""基础设施-能源信息化管理系统: the first-level indicator stands before the second."""
_NEEDLESS = re.compile(r"\A(?:产品|节能|企业|工厂|主要产品|主要)(?=.{3})")
_ALIASES = {
    ScoreItem.ENERGY_SYSTEM: ("能源管理系统", "能源信息化系统", "能源信息化管理"),
    ScoreItem.CARBON_SYSTEM: ("碳排放管理系统", "碳排放管理平台", "碳排放信息化管理"),
    ScoreItem.RENEWABLE_ENERGY: ("可再生能源利用", "可再生能源"),
    ScoreItem.WASTE_ENERGY: ("余能利用", "余热余能利用", "余能"),
    ScoreItem.UNIT_CONSUMPTION: ("单耗", "单位产品能耗水平", "单位产品能耗"),
    ScoreItem.RETROFIT_INVESTMENT: ("技改投资", "节能技改投资", "技改项目投资"),
    ScoreItem.RETROFIT_EFFECT: ("节能技改成效", "技改效果", "节能成效"),
    ScoreItem.CARBON_OFFSET: ("碳抵消率", "抵消比例"),
}
"""Other names of the indicators; they count less than the policy's own."""
_TELLS = re.compile("说明|依据|理由|情况|阐述")
_ASKS = re.compile("经营|荣誉|要求|标准|分值|满分|序号|指标|填表|填写")
_PROVES = re.compile("证明|佐证|支撑材料")
_AND = re.compile(r"[及和与、]")
_LEAST_ASKED = 15
"""A shorter rest is the label's own second line."""
_SLASH = re.compile(r"[/／]")
_AND_PROOF = re.compile(r"(?<=.{2})[及和与、/](?:佐证|证明|支撑|附件)(?:材料|资料|说明)?\Z")
"""得分依据及佐证材料: what is asked for besides does not change what the column tells."""
_LONGEST_HEAD = 14
_TALLEST = 3000
_FIGURE = re.compile(r"\d{1,2}(?:\.\d{1,3})?分?")
_BRACKETS = re.compile(r"[(][^()]{0,20}[)]")


class Heads(Struct, frozen=True):
    """The columns of a score sheet, by what their heads say."""

    body: int
    columns: dict[str, tuple[Cell, ...]]


class Found(Struct, frozen=True):
    row: int
    item: ItemPoints
    cell: Cell
    score: float


def items(table: Table, least: int = 2) -> tuple[Found, ...]:
    """The rows of annex 1 in ``table``; each indicator once, where its name fits best.

    Empty where the table holds fewer than ``least`` of them.
    """
    rows = _named(table)
    return rows if len(rows) >= least else ()


@recalled
def _named(table: Table) -> tuple[Found, ...]:
    offers: list[Found] = []
    for cell in map(_opening, grid.cells(table)):
        if 2 <= len(cell.text) <= 30 and cell.row < _TALLEST and cell.number is None:
            offers.extend(Found(cell.row, item, cell, score) for item, score in _like(cell.text))
    best: dict[ScoreItem, Found] = {}
    for offer in sorted(offers, key=lambda o: (-o.score, o.row, -o.cell.column)):
        best.setdefault(offer.item.item, offer)
    return tuple(sorted(best.values(), key=lambda found: found.row))


def _opening(cell: Cell) -> Cell:
    """A cell that states the indicator on a line of its own, above what is asked, as that line."""
    first, _, rest = cell.text.partition("\n")
    above = len(rest) > _LEAST_ASKED and named(first.strip())
    return structs.replace(cell, text=first.strip()) if above else cell


@lru_cache(maxsize=1024)  # several readers ask about the same cells
def _like(text: str) -> tuple[tuple[ItemPoints, float], ...]:
    return tuple(_alike(text))


def _alike(text: str) -> Iterator[tuple[ItemPoints, float]]:
    key = _NUMBER.sub("", _BRACKETS.sub("", _NUMBER.sub("", fold(text))))
    key = _GROUPED.sub("", key)
    short = _NEEDLESS.sub("", key)
    for item, label in _LABELS:
        score = fuzz.ratio(key, label, score_cutoff=ALIKE)
        if short != key:
            score = max(score, fuzz.ratio(short, label, score_cutoff=ALIKE) - 2)
        score = max(score, 90.0 if key in _ALIASES.get(item.item, ()) else 0.0)
        if score >= ALIKE:
            yield item, score


def named(text: str) -> str:
    """The indicator that ``text`` names and nothing else, ``""`` for none."""
    if not 2 <= len(text) <= 30:
        return ""
    best = max(_like(text), key=lambda offer: offer[1], default=None)
    return best[0].label if best and best[1] >= _SURE_NAME else ""


def heads_above(table: Table, first: int) -> Heads | None:
    """The head rows above the first indicator, one or two levels deep."""
    columns: dict[str, list[Cell]] = {}
    for row in range(first):
        line = [cell for cell in grid.row_cells(table, row) if cell.row == row]
        for cell in line:
            key = _meaning(cell.text)
            if key:
                columns.setdefault(key, []).append(cell)
    return Heads(first, {k: tuple(_leaves(v)) for k, v in columns.items()}) if columns else None


def _meaning(text: str) -> str:
    """Which column a head names, ``""`` for none; a new wording of 说明 is known by its words."""
    folded = fold(text)
    if len(folded) > _LONGEST_HEAD:
        return ""
    match = labels.best(text, _HEADS) or labels.best(_AND.split(text)[0], _HEADS)
    if match:
        return match.field.key
    if _claims_of_points(text):
        return CLAIMED.key
    folded = _AND_PROOF.sub("", folded)
    if _ASKS.search(folded):
        return ""
    if _PROVES.search(folded):
        return _PROOF.key
    return EXPLAINED.key if _TELLS.search(folded) else ""


def _claims_of_points(text: str) -> bool:
    """``得分/分值``: one column states the claim over the points to be had."""
    parts = _SLASH.split(text)
    found = [labels.best(part, (CLAIMED, _POINTS)) for part in parts] if len(parts) == 2 else []
    return {match.field.key for match in found if match} == {CLAIMED.key, _POINTS.key}


def _leaves(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Heads without those that only stand over others of the same meaning."""
    for cell in cells:
        under = [c for c in cells if c.row > cell.row and grid.overlap(c, cell)]
        if not under:
            yield cell


def claim_column(table: Table, found: Sequence[Found], heads: Heads) -> Cell | None:
    """The head of the claimed points; of several (自评, 得分) the one with more figures under it."""
    told = heads.columns.get("claimed") or heads.columns.get("answered", ())
    best = _fullest(table, found, told)
    if best is not None:
        return best[1]
    together = _fullest(table, found, heads.columns.get("evidence", ()))
    if together is not None and together[0] * 2 > len(found):
        return together[1]
    return _unheaded(table, found, heads)


def _fullest(
    table: Table, found: Sequence[Found], cells: Sequence[Cell]
) -> tuple[int, Cell] | None:
    """The head with most claims under it, and how many."""
    counted = [
        (sum(is_claim(at(table, f.row, c).text) for f in found), -c.column, c) for c in cells
    ]
    best = max(counted, key=lambda entry: entry[:2], default=None)
    return (best[0], best[2]) if best else None


def _unheaded(table: Table, found: Sequence[Found], heads: Heads) -> Cell | None:
    """Where no head says so: the column right of 分值 that holds figures within the points."""
    points = next(iter(heads.columns.get("points", ())), None)
    start = points.column + points.column_span if points else len(table.rows[0])
    scored = [f for f in found if f.item.points]
    for column in range(start, len(table.rows[0])):
        texts = [fold(table.rows[f.row][column].text) for f in scored]
        figures = [t for t in texts if _FIGURE.fullmatch(t)]
        if len(figures) * 2 > len(scored) and points is not None:
            return table.rows[points.row][column]
    return None
