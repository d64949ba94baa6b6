"""数值栏填“/”“无”“不涉及”的，须注明原因；工业总产值不得为0。

为什么：只填一道斜线，分不清是确不适用、没有统计，还是漏填。
同一行注明了原因的只作提示；综合能耗、碳排放由G01说，方案总投资由F12说，注册资本由B05、B21说，
决定准入的上年度数据由C08说。实施前后均为0的，成效填“/”不说。

反例：

>>> from schemas.submission import Read, State
>>> from schemas.place import WordPlace
>>> dash = Read(None, "/", WordPlace("方案.docx", table=1), state=State.BLANK, flags=("dash",))
>>> say(check(right({"water_intensity.before": dash, "water_intensity.after": dash}), policy))
warning A05 “单位产品取水量（实施前、实施后）”填写为“/”，如确不适用请注明原因。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.fields import COMPARED, YEARLY, Field
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import fault, read_ground
from validators.figures import number
from validators.points.admission import gaps
from validators.wording.leftovers import refused

RULE = Rule(
    code="A05",
    name="refused-figure",
    title="以“/、无、—”代替数值",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一、二",
    message="“{label}”填写为“{text}”，如确不适用请注明原因。",
)
_EXPLAINED: Final = "“{label}”填写为“{text}”，已注明原因，请核对是否适用。"
_ELSEWHERE: Final = frozenset({"energy_consumption", "emissions"})
_PARTS: Final = {"before": "实施前", "after": "实施后", "effect": "实施成效"}
_REFUSAL: Final = re.compile(
    r"不(?:涉及|适用|详)|未(?:统计|开展)|暂?无|N/?A|[\s/\\—–\-－*()（）.。]+", re.I
)
_REASON: Final = 4
"""Characters besides the refusal that make a reason."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a row in which a figure was refused."""
    spoken_for = gaps(submission, policy)
    for field in (*YEARLY, *COMPARED):
        if field.key in _ELSEWHERE:
            continue
        cells = _cells(submission, field)
        wrong = {k: r for k, r in cells.items() if _refused(k, r) and k not in spoken_for}
        if wrong and not _nothing_changed(cells, wrong):
            yield _said(field, wrong, any(map(_explained, cells.values())))


def _cells(submission: Submission, field: Field) -> dict[str, Read]:
    tails = _PARTS if field.compared else [str(year) for year in sorted(submission.years)]
    keys = [f"{field.key}.{tail}" for tail in tails]
    return {key: submission.fields[key] for key in keys if key in submission.fields}


def _refused(key: str, read: Read) -> bool:
    return refused(read) or (key.startswith("output_value.") and number(read) == 0)


def _nothing_changed(cells: dict[str, Read], wrong: dict[str, Read]) -> bool:
    """Whether only 成效 is refused, and 0 before and after leaves nothing to state."""
    ends = [number(read) for key, read in cells.items() if not key.endswith(".effect")]
    return all(key.endswith(".effect") for key in wrong) and ends == [0, 0]


def _explained(read: Read) -> bool:
    return refused(read) and len(_REFUSAL.sub("", read.raw)) >= _REASON


def _said(field: Field, wrong: dict[str, Read], explained: bool) -> Finding:
    tails = [key.rpartition(".")[2] for key in wrong]
    marks = "、".join(_PARTS.get(tail) or f"{tail}年" for tail in tails)
    label = f"{field.label}（{marks}）"
    text = " ".join(next(iter(wrong.values())).raw.split())[:40]
    return fault(
        RULE,
        [read_ground(key, label, read) for key, read in wrong.items()],
        severity=Severity.INFO if explained else None,
        template=_EXPLAINED if explained else "",
        label=label,
        text=text,
        expected="数值，或不适用的原因",
        actual=text,
        fix="请填写数值；确不适用的，在该栏写“不涉及”并注明原因。",
    )
