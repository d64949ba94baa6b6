"""The machines of both equipment lists, and what kind of machine a name means.

>>> kind_of("冷却塔风机电机"), kind_of("永磁变频螺杆空压机"), kind_of("溢流染色机")
(<Kind.MOTOR: 'motor'>, <Kind.COMPRESSOR: 'compressor'>, None)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct

from schemas.fields import TABLE_TITLES
from schemas.submission import Row, Submission
from validators.faults import Ground, cell_ground
from validators.figures import number, printed, rows
from validators.form.annexes import own
from validators.memory import kept


class Kind(StrEnum):
    """What a machine is, as far as rules tell machines apart."""

    TRANSFORMER = "transformer"
    MOTOR = "motor"
    COMPRESSOR = "compressor"
    FAN = "fan"
    PUMP = "pump"
    BOILER = "boiler"
    CHILLER = "chiller"
    HEAT_PUMP = "heat_pump"
    EXCHANGER = "exchanger"
    SOLAR = "solar"
    STORAGE = "storage"
    INVERTER = "inverter"
    LIGHT = "light"


WORDS: Final = {
    Kind.TRANSFORMER: r"变压器|配变|箱变|干变|箱式变电站",
    Kind.MOTOR: r"电机(?!组)|电动机|马达",
    Kind.COMPRESSOR: r"空压机|空压系统|空压站|空气压缩机|压缩机|压风机|螺杆机",
    Kind.FAN: r"风机(?!盘管)|鼓风|引风|送风机|罗茨",
    Kind.PUMP: r"(?<!热)泵(?!站|房|送)",
    Kind.BOILER: r"锅炉|导热油炉|热风炉|蒸汽发生器",
    Kind.CHILLER: r"冷水机|冷冻机|制冷机|冷水主机|冷机|溴化锂",
    Kind.HEAT_PUMP: r"热泵",
    Kind.EXCHANGER: r"换热|热交换|余热",
    Kind.SOLAR: r"光伏",
    Kind.STORAGE: r"储能",
    Kind.INVERTER: r"变频器|变频柜",
    Kind.LIGHT: r"LED|照明|灯具|路灯",
}
"""How each kind is called; ``冷却塔风机电机`` is a motor: the last word in a name is what it is."""
LABELS: Final = {
    Kind.TRANSFORMER: "变压器",
    Kind.MOTOR: "电机",
    Kind.COMPRESSOR: "压缩机",
    Kind.FAN: "风机",
    Kind.PUMP: "水泵",
    Kind.BOILER: "锅炉",
    Kind.CHILLER: "冷水机组",
    Kind.HEAT_PUMP: "热泵",
    Kind.EXCHANGER: "换热设备",
    Kind.SOLAR: "光伏",
    Kind.STORAGE: "储能",
    Kind.INVERTER: "变频器",
    Kind.LIGHT: "照明灯具",
}
GENERAL: Final = frozenset(
    {Kind.TRANSFORMER, Kind.MOTOR, Kind.COMPRESSOR, Kind.FAN, Kind.PUMP, Kind.BOILER}
)
"""附件1 通用设备能效 names these kinds."""
LISTS: Final = {
    table: TABLE_TITLES[table].split()[1] for table in ("existing_equipment", "new_equipment")
}
"""The lists by table key: ``更新设备清单``."""

_BRACKETS: Final = re.compile(r"\([^()]*\)")
_WORDS: Final = {kind: re.compile(words) for kind, words in WORDS.items()}
_CUSTOM: Final = re.compile(
    r"(?:非标(?:准|设备|定制)?|定制|定做|自制|按需|组合件?|成套)+(?:型|设备|件)?"
)
_PRODUCTION: Final = re.compile(
    r"(?:生产|装配|组装|加工|总装)(?:主机|线|流水线|机组|设备)\Z|流水线\Z|(?<!水)产线\Z"
)
"""``光伏组件生产线`` makes what its name speaks of."""
_NOTHING: Final = re.compile(r"[\s/\\—\-－_·.无]*")


class Machine(Struct, frozen=True):
    """One row of an equipment list that names something; ``position`` counts from 1."""

    table: str
    position: int
    row: Row
    name: str
    model: str
    remark: str

    @property
    def kind(self) -> Kind | None:
        """What it is, by its name."""
        return kind_of(self.name)

    @property
    def power(self) -> float | None:
        """The rated power of one machine in kW, where one is stated."""
        read = self.row.get("power_kw")
        power, count = number(read), number(self.row.get("quantity"))
        if power is None or read is None or "总" not in read.label or not count:
            return power
        return power / count

    def shows(self, column: str) -> bool:
        """Whether something is printed in the row's column."""
        return bool(printed(self.row.get(column)))

    def ground(self, column: str) -> Ground:
        """The row's cell as evidence. Raises ``KeyError`` for a column that the table lacks."""
        return cell_ground(self.table, self.position, column, self.row[column])


def machines(submission: Submission, *tables: str) -> Iterator[Machine]:
    """The machines of the lists (both, where none is named), without rows that only sum."""
    listed = _all(submission)
    return (machine for table in tables or LISTS for machine in listed[table])


@kept
def _all(submission: Submission) -> dict[str, tuple[Machine, ...]]:
    return {table: tuple(_of_list(submission, table)) for table in LISTS}


def _of_list(submission: Submission, table: str) -> Iterator[Machine]:
    for position, row in rows(submission, table):
        name, model = (printed(row.get(column)) for column in ("name", "model"))
        if own(row) and not (nothing(name) and nothing(model)):
            yield Machine(table, position, row, name, model, printed(row.get("remark")))


def nothing(text: str) -> bool:
    """Whether a cell's text only says that there is none: ``/``, ``—``, ``无``."""
    return _NOTHING.fullmatch(text) is not None


def unspecified(model: str) -> bool:
    """Whether a model cell names no model: empty, ``非标``, ``定制``."""
    return nothing(model) or _CUSTOM.fullmatch(model.strip()) is not None


@lru_cache(maxsize=4096)  # lists repeat their names, and several rules ask
def kind_of(name: str) -> Kind | None:
    """The kind that a machine's name means, ``None`` for one that rules do not know."""
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", name))
    if _PRODUCTION.search(plain):
        return None
    ends = {
        kind: max((found.end() for found in words.finditer(plain)), default=0)
        for kind, words in _WORDS.items()
    }
    last = max(ends, key=lambda kind: ends[kind])
    return last if ends[last] else None


def kinds_in(text: str) -> frozenset[Kind]:
    """Every kind that a text speaks of."""
    return frozenset(kind for kind, words in _WORDS.items() if words.search(text))


def numbered(positions: list[int]) -> str:
    """Row numbers as a sentence names them, the first eight of many: ``3、9``."""
    shown = "、".join(map(str, positions[:8]))
    return f"{shown}等{len(positions)}" if len(positions) > 8 else shown
