"""基本信息表的必填栏不得空白。

为什么：空白栏无法核对，也无法判断是不涉及还是漏填。
近3年和实施前后各栏每行合并为一条。主要荣誉、备注可空；填“/”“不涉及”的由A05说，
模板占位由A04说，单位性质由A06说，封面由A23说，承诺日期由A10说，决定准入的上年度数据由C08说，
能耗和碳排放由G01说；整行找不到不算空白。

反例：

>>> say(check(right({"uscc": None, "tax.2022": None, "tax.2023": None}), policy))
error A03 “统一社会信用代码”未填写。
error A03 “纳税总额（2022年、2023年）”未填写。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.fields import BASIC_TABLE, Field, Type
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import fault, read_ground
from validators.points.admission import gaps
from validators.wording.leftovers import empty, leftover, refused

RULE = Rule(
    code="A03",
    name="blank-field",
    title="必填字段空白",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表",
    message="“{label}”未填写。",
)
_ELSEWHERE = frozenset({"ownership", "commitment_date", "energy_consumption", "emissions"})
_MAY_BE_REFUSED = frozenset({"material_intensity", "water_intensity"})
_PARTS = {"before": "实施前", "after": "实施后", "effect": "实施成效"}
_SIDES = {Type.PERIOD: ("_start", "_end"), Type.INDUSTRY: ("_code", "_name")}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a row whose cells, or some of whose cells, were left empty."""
    spoken_for = gaps(submission, policy)
    for field in BASIC_TABLE:
        if not field.required or field.key in _ELSEWHERE:
            continue
        cells = {k: r for k, r in _cells(submission, field).items() if k not in spoken_for}
        blank = {key: read for key, read in cells.items() if empty(read)}
        if blank and not _answered(field, cells):
            yield _finding(field, blank | _hints(field, cells, blank))


def _cells(submission: Submission, field: Field) -> dict[str, Read]:
    if field.type in _SIDES:
        keys = [field.key + side for side in _SIDES[field.type]]
    elif field.compared:
        keys = [f"{field.key}.{part}" for part in _PARTS]
    elif field.yearly:
        keys = sorted(key for key in submission.fields if key.startswith(f"{field.key}."))
    else:
        keys = [field.key]
    return {key: submission.fields[key] for key in keys if key in submission.fields}


def _answered(field: Field, cells: dict[str, Read]) -> bool:
    """Whether the row says enough with one of its cells: a code without a name, 不涉及."""
    if field.type in _SIDES:
        return not all(empty(read) for read in cells.values())
    return field.key in _MAY_BE_REFUSED and any(refused(read) for read in cells.values())


def _hints(field: Field, cells: dict[str, Read], blank: dict[str, Read]) -> dict[str, Read]:
    """The printed ``降低  %`` of a row that holds nothing else: part of the same blank (not A04)."""
    hints = {key: read for key, read in cells.items() if key not in blank and leftover(read)}
    return hints if field.compared and len(hints) + len(blank) == len(cells) else {}


def _finding(field: Field, blank: dict[str, Read]) -> Finding:
    marks = [_PARTS.get(key.partition(".")[2]) or f"{key.partition('.')[2]}年" for key in blank]
    grouped = field.yearly or field.compared
    label = field.label + (f"（{'、'.join(marks)}）" if grouped else "")
    return fault(
        RULE,
        [read_ground(key, label, read) for key, read in blank.items()],
        label=label,
        fix="请填写该栏；确不涉及的填“不涉及”并注明原因。",
    )
