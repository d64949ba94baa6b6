"""The quantities of running text: one list of names for the ledger that finds them and the rules that use them.

``Mention.metric`` is one of these keys. Where the form has a row for the quantity, the key is
the row's (``energy_consumption``); a stated change of one of the form's six indicators is its
``.effect`` (``energy_intensity.effect``, percent).
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Quantity(Struct, frozen=True):
    """What a metric is called and counted in. ``unit`` ``""``: as printed (``kgce/t``)."""

    key: str
    label: str
    unit: str
    yearly: bool = False
    """The basic table states it a year."""


QUANTITIES: Final = (
    Quantity("energy_consumption", "年综合能耗", "tce", yearly=True),
    Quantity("emissions", "碳排放总量", "tCO2", yearly=True),
    Quantity("output_value", "工业总产值", "万元", yearly=True),
    Quantity("value_added", "工业增加值", "万元", yearly=True),
    Quantity("profit", "利润总额", "万元", yearly=True),
    Quantity("tax", "纳税总额", "万元", yearly=True),
    Quantity("total_investment", "方案总投资", "万元"),
    Quantity("retrofit_investment", "近3年节能技改投资", "万元"),
    Quantity("project_investment", "项目投资", "万元"),
    Quantity("renewable_share", "可再生能源使用占比", "%"),
    Quantity("offset_rate", "碳抵消率", "%"),
    Quantity("renewable_threshold", "可再生能源满分线", "%"),
    Quantity("offset_threshold", "碳抵消满分线", "%"),
    Quantity("pv_capacity", "光伏装机容量", "MW"),
    Quantity("pv_generation", "光伏发电量", "万kWh"),
    Quantity("electricity", "用电量", "万kWh"),
    Quantity("green_power", "绿电绿证", "万kWh"),
    Quantity("energy_saving", "节能量", "tce"),
    Quantity("carbon_reduction", "减碳量", "tCO2"),
    Quantity("offset_volume", "碳抵消量", "tCO2"),
    Quantity("equipment_count", "设备台数", "台"),
    Quantity("annual_drop", "年均下降率", "%"),
    Quantity("energy_intensity", "单位产品（工业增加值）能耗量", ""),
    Quantity("carbon_intensity", "单位产品（工业增加值）碳排放量", ""),
    Quantity("material_intensity", "单位产品原材料使用量", ""),
    Quantity("water_intensity", "单位产品取水量", ""),
    Quantity("energy_intensity.effect", "单位产品（工业增加值）能耗量降幅", "%"),
    Quantity("carbon_intensity.effect", "单位产品（工业增加值）碳排放量降幅", "%"),
    Quantity("material_intensity.effect", "单位产品原材料使用量降幅", "%"),
    Quantity("water_intensity.effect", "单位产品取水量降幅", "%"),
)
"""Shares, rates and changes in percent. ``entity`` of a mention says which project
(``project_investment``), which machine (``equipment_count``), whose intensity."""

UNITS: Final = {entry.key: entry.unit for entry in QUANTITIES}
YEARLY: Final = frozenset(entry.key for entry in QUANTITIES if entry.yearly)
LABELS: Final = {entry.key: entry.label for entry in QUANTITIES}

BOUND: Final = "range"
"""The flag of a mention that states a bound (``不足1万吨``, ``8000—9000吨``): ``read.value`` is
``None``, ``read.low`` and ``read.high`` hold what is stated."""
CARRIED: Final = "carried_year"
"""The flag of a mention whose year stands in an earlier sentence of its paragraph."""
