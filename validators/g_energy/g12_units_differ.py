"""同一指标实施前、实施后须用同一计量单位、同一口径。

为什么：单位不同（吨与千克、每吨产品与每万元增加值）就无法比较，降低率没有意义。
写法不同而单位相同（千克标准煤/吨、kgce/t纱）不算；只是大小单位不同（tce与kgce）的、
把kgce简写为kg的、单位无法辨认的只作警告；实施前后只有一处写了单位的不说。

反例：

>>> from schemas.place import WordPlace
>>> from schemas.submission import Read
>>> def cell(value, unit): return Read(value, f"{value}{unit}", WordPlace("方案.docx", table=1), printed_unit=unit)
>>> change = {"energy_intensity.before": cell(62.0, "kgce/t"), "energy_intensity.after": cell(0.45, "tce/万元")}
>>> say(check(right(change), policy))  # 实施前62kgce/t，实施后0.45tce/万元
error G12 “单位产品（工业增加值）能耗量”实施前单位kgce/t与实施后单位tce/万元不一致。

正例：

>>> change = {"energy_intensity.before": cell(62.0, "kgce/t"), "energy_intensity.after": cell(53.0, "千克标准煤/吨")}
>>> say(check(right(change), policy))  # 实施前62kgce/t，实施后53千克标准煤/吨
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.energy.intensity_units import fold, unit
from validators.faults import fault, field_ground
from validators.figures import number

RULE = Rule(
    code="G12",
    name="units-differ",
    title="前后口径不一致",
    severity=Severity.ERROR,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二 实施前、实施后",
    message="“{label}”实施前单位{first}与实施后单位{last}不一致。",
)
ROWS: Final = ("energy_intensity", "carbon_intensity", "material_intensity", "water_intensity")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the units that the two cells print."""
    for stem in ROWS:
        reads = [submission.fields.get(f"{stem}.{end}") for end in ("before", "after")]
        first, last = (r.printed_unit if r and number(r) is not None else "" for r in reads)
        severity = _severity(first, last) if first and last else None
        if severity is None:
            continue
        yield fault(
            RULE,
            [field_ground(submission, f"{stem}.{end}") for end in ("before", "after")],
            severity=severity,
            label=label_of(stem),
            first=first,
            last=last,
            expected=f"同一单位（如{first}）",
            actual=f"{first}、{last}",
            fix=f"请把实施前、实施后换算为同一单位（如{first}）后重填，并重算降低率。",
        )


def _severity(first: str, last: str) -> Severity | None:
    if fold(first) == fold(last):
        return None
    one, other = unit(first), unit(last)
    if one is None or other is None:
        return Severity.WARNING
    if not one.per.startswith(other.per) and not other.per.startswith(one.per):
        return Severity.ERROR
    if one.what == other.what:
        return None if one.scale == other.scale else Severity.WARNING
    if {one.what, other.what} == {"volume", "mass"} and one.scale == other.scale:
        return None  # a cubic metre of water is a tonne
    return Severity.WARNING if "mass" in (one.what, other.what) else Severity.ERROR


def differing(submission: Submission, stem: str) -> bool:
    """Whether this rule speaks about the row, so that the figures cannot be compared."""
    reads = [submission.fields.get(f"{stem}.{end}") for end in ("before", "after")]
    first, last = (read.printed_unit if read else "" for read in reads)
    return bool(first and last) and _severity(first, last) is not None
