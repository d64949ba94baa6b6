"""Boilers of the equipment lists: what they burn and how much steam they make.

The last letters of a boiler's model name its fuel (JB/T 1626): AⅠ–AⅢ and WⅠ–WⅢ coal, Q gas, Y oil,
S/M wood and biomass. An A alone is no fuel. The figure before the first dash is t/h of steam, or MW of hot water where
two temperatures follow (``SZL7-1.0/95/70-AII``).
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from validators.machinery.machines import Kind, Machine
from validators.machinery.models import as_read

_TONNES_A_MW: Final = 1 / 0.7
_COAL_MODEL: Final = re.compile(r"-(?:A(?:I{1,3}|[123])|WI{1,3})$")
_CLEAN: Final = re.compile(
    r"燃气|天然气|燃油|电(?:加热|热|极|蒸汽|锅炉)|余热|蓄热|导热油换热|太阳能|热泵|沼气"
)
_CONVERTED: Final = re.compile(
    r"改(?:造)?(?:为|成|烧|用|燃)?(?:天然气|燃气|生物质|电)|煤改|备用|应急"
)
_MODEL_SIZE: Final = re.compile(r"[A-Z]{2,4}-?(\d{1,3}(?:\.\d{1,2})?)-\d")
_HOT_WATER: Final = re.compile(r"/\d{2,3}/\d{2,3}-")
_SIZE: Final = re.compile(
    r"(\d{1,3}(?:\.\d{1,2})?)(?:T/H|蒸吨|吨/?(?:小?时|H)|吨(?!标)|T(?![A-Z])|(MW))"
)


class Boiler(Struct, frozen=True):
    """A boiler that burns coal or biomass; ``capacity`` in t/h.

    ``sure``: both facts stand in words or in the model alone. ``converted``: burns something
    else by now, or stands by.
    """

    fuel: str
    capacity: float
    sure: bool
    converted: bool


def boiler(machine: Machine) -> Boiler | None:
    """The boiler that a row describes, ``None`` where fuel or size cannot be told."""
    if machine.kind is not Kind.BOILER:
        return None
    words = as_read(machine.name) + machine.name + machine.remark
    model = as_read(machine.model)
    fuel = _fuel(words, model)
    sizes = _sizes(machine, model)
    if not fuel or not sizes:
        return None
    sure = max(sizes) - min(sizes) < 1 and len(model) > 1
    return Boiler(fuel, max(sizes), sure, bool(_CONVERTED.search(words)))


def _fuel(words: str, model: str) -> str:
    if "生物质" in words and "煤" not in words:
        return "生物质"
    if re.search(r"燃煤|煤粉|链条炉|烧煤", words):
        return "燃煤"
    return "燃煤" if _COAL_MODEL.search(model) and not _CLEAN.search(words) else ""


def _sizes(machine: Machine, model: str) -> list[float]:
    """Every size that the row states, in t/h."""
    sizes = []
    if found := _MODEL_SIZE.match(model):
        sizes.append(float(found[1]) * (_TONNES_A_MW if _HOT_WATER.search(model) else 1))
    power = machine.row.get("power_kw")
    cells = (machine.name, machine.remark, power.raw if power else "")
    for found in (hit for cell in cells for hit in _SIZE.finditer(as_read(cell))):
        sizes.append(float(found[1]) * (_TONNES_A_MW if found[2] else 1))
    return sizes
