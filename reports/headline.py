"""The report's first line, in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reports.material import Material
from schemas.quality import Tile
from schemas.stored import RuleCount
from validators.registers.industries import division_names

FEW = 5
"""Fewer than this and no rate is drawn from it."""


def headline(material: Material, tiles: Sequence[Tile]) -> str:
    """处理多少份，一次通过率及其与前7日之差，主要原因 (rule, industry, city)."""
    handed, first = tiles[0], tiles[1]
    day = f"{material.day:%-m月%-d日}"
    if not handed.of:
        return f"{day}没有收到材料。"
    said = f"{day}处理{handed.of}份，{_rate(first)}"
    reason = _reason(material.today) if first.value is not None and first.value < 100 else ""
    return f"{said}{reason}。"


def _rate(tile: Tile) -> str:
    if tile.value is None:
        return f"{tile.title}无从计算（没有首次提交）"
    if tile.of < FEW:
        return f"{tile.title}{tile.value:.1f}%（首次提交仅{tile.of}份，样本不足）"
    if tile.before is None:
        return f"{tile.title}{tile.value:.1f}%（前7日无可比数据）"
    return f"{tile.title}{tile.value:.1f}%（较前7日{_signed(tile.value - tile.before)}个百分点）"


def _signed(points: float) -> str:
    shown = f"{abs(points):.1f}"
    return f"+{shown}" if points >= 0.05 else f"−{shown}" if points <= -0.05 else "±0.0"


def _reason(counts: Iterable[RuleCount]) -> str:
    errors = [count for count in counts if count.severity == "error"]
    by_rule = _most((count.rule, count.submissions) for count in errors)
    if not by_rule:
        return ""
    mine = [count for count in errors if count.rule == by_rule]
    trade = _most((count.trade[:2], count.submissions) for count in mine if count.trade)
    city = _most((count.city, count.submissions) for count in mine if count.city)
    where = "，".join(word for word in (division_names().get(trade, ""), city) if word)
    return f"，主要因{by_rule}" + (f"（{where}）" if where else "")


def _most(counted: Iterable[tuple[str, int]]) -> str:
    total: Counter[str] = Counter()
    for key, count in counted:
        total[key] += count
    return max(sorted(total), key=total.__getitem__, default="")
