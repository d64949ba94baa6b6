"""正文一所述主要设备的台数须与附件2-3现有设备清单一致；拟新增的须与更新设备清单一致。

为什么：台数是设备能效评分和更新投资的依据，两处不同就无法核对。
只比较清单中有同名设备的；同名设备分几行的相加，也容许正文只说其中一行或几行。
正文四的“对现有几台改造”可能只是一部分，不比。只作警告。

反例：

>>> said = [("equipment_count", None, 10.0, "past", "一（二）", "纺丝机")]
>>> say(check(right(mentions=said), policy))
warning K09 纺丝机：正文10台，清单12台。

正例：

>>> said = [("equipment_count", None, 12.0, "past", "一（二）", "纺丝机")]
>>> say(check(right(mentions=said), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Mention, Row, Submission
from validators.faults import cell_ground, fault, mention_ground, plain
from validators.figures import named_rows, number, printed
from validators.firms.names import normalised
from validators.wording.told import AHEAD, PAST, told

RULE = Rule(
    code="K09",
    name="equipment-count",
    title="设备数量正文与清单不一致",
    severity=Severity.WARNING,
    speciality=Speciality.EQUIPMENT,
    citation="附件2 正文一（二）、三（二）；附件2-3",
    message="{device}：正文{said}台，清单{found}台。",
    inputs=("mentions",),
)
_LISTS: Final = (("existing_equipment", PAST, "一"), ("new_equipment", AHEAD, "三"))
_MOST: Final = 6
"""Rows of one name that are tried in every combination."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Machines of the text that a list names too."""
    for table, tenses, chapter in _LISTS:
        said: dict[str, list[Mention]] = {}
        for mention in told(submission, "equipment_count", policy, tenses, chapter):
            said.setdefault(normalised(mention.entity), []).append(mention)
        for device, mentions in said.items():
            found = _rows(submission, table, device)
            counts = [number(row.get("quantity")) for _, row in found]
            if found and None not in counts and not _explained(mentions, counts):
                yield _finding(table, mentions, found)


def _rows(submission: Submission, table: str, device: str) -> list[tuple[int, Row]]:
    """The rows of that machine; none where only longer names hold the word."""
    alike = [(i, row) for i, row in named_rows(submission, table) if device in _name(row)]
    return alike if any(_name(row) == device for _, row in alike) else []


def _name(row: Row) -> str:
    return normalised(printed(row.get("name")))


def _explained(mentions: Sequence[Mention], counts: Sequence[float | None]) -> bool:
    """Whether some of the rows, or all mentions together, make the number."""
    listed = [count or 0.0 for count in counts][:_MOST]
    sums = {sum(some) for n in range(1, len(listed) + 1) for some in combinations(listed, n)}
    said = [number(m.read) or 0.0 for m in mentions]
    return len(counts) > _MOST or sum(said) in sums or any(value in sums for value in said)


def _finding(table: str, mentions: Sequence[Mention], found: Sequence[tuple[int, Row]]) -> Finding:
    said = "、".join(dict.fromkeys(plain(number(m.read) or 0.0) for m in mentions))
    listed = plain(sum(number(row.get("quantity")) or 0.0 for _, row in found))
    return fault(
        RULE,
        [
            *map(mention_ground, mentions),
            *(cell_ground(table, i, "quantity", row["quantity"]) for i, row in found),
        ],
        device=mentions[0].entity,
        said=said,
        found=listed,
        expected=f"{listed}台",
        actual=f"{said}台",
        fix="请核对附件2-3，把正文与清单的台数改为同一个数；正文只说其中一部分的请写明。",
    )
