"""所属行业须按“4位数代码及名称”填写，代码为GB/T 4754—2017小类代码。

为什么：行业代码决定单耗标准和统计口径，只写名称或大中类代码无法归类。
门类字母可写（C2822）。空白由A03说，模板提示未删由A04说；只写代码不写名称不算错。

反例：

>>> say(check(right({"industry_code": None, "industry_name": "化纤"}), policy))
error B11 所属行业“化纤”未按“4位数代码及名称”填写。

正例：

>>> say(check(right({"industry_code": "C2822"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import printed
from validators.registers.industries import Industry, like, within
from validators.wording.leftovers import leftover

RULE = Rule(
    code="B11",
    name="industry-form",
    title="行业代码格式错误",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 所属行业（4位数代码及名称）；GB/T 4754-2017",
    message="所属行业“{written}”未按“4位数代码及名称”填写。",
)
_CODE = re.compile(r"(?<!\d)[A-Za-z]?\d{4}(?!\d)")
_SHORT = re.compile(r"(?<!\d)\d{2,3}(?!\d)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Four digits in the code's cell or the name's (the form prints both in one)."""
    keys = [key for key in ("industry_code", "industry_name") if key in submission.fields]
    reads = [submission.fields[key] for key in keys]
    written = " ".join(dict.fromkeys(filter(None, map(printed, reads))))
    shown = [unicodedata.normalize("NFKC", f"{printed(read)} {read.raw}") for read in reads]
    if not written or any(map(_CODE.search, shown)) or any(map(leftover, reads)):
        return
    yield fault(
        RULE,
        [field_ground(submission, key) for key in keys if printed(submission.fields[key])],
        written=written[:40],
        expected="4位数代码及名称",
        actual=written[:40],
        fix=_advice(written),
    )


def _advice(written: str) -> str:
    short = _SHORT.search(unicodedata.normalize("NFKC", written))
    same = like(written, least=80)
    found: tuple[Industry, ...] = within(short[0]) if short else ()
    listed = "、".join(f"{entry.code} {entry.name}" for entry in found or ((same,) if same else ()))
    return "请按GB/T 4754—2017填写4位小类代码和名称" + (f"，如：{listed}。" if listed else "。")
