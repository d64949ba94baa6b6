"""模板规定的表格须可编辑，不得以图片代替。

为什么：图片里的表格只能靠识别，无法可靠核对，也无法汇总。
标题下只有图片、又没有读到该表时才说，A01、A18—A20对该表不再重复；从图片识别出表格的由M02说。

反例：

>>> from msgspec import structs
>>> from schemas.document import Notice
>>> from schemas.place import WordPlace
>>> from schemas.submission import Part
>>> whole = right()
>>> shown = Notice("pictured_part", WordPlace("方案.docx", paragraph=80), text=Part.ANNEX_2_2)
>>> say(check(structs.replace(right({"projects": ABSENT}), notices=(shown,)), policy))  # 附件2-2是一张图片
error M05 “附件2-2 重点项目汇总表”疑似以图片提交，请提供可编辑版本。

正例：

>>> say(check(structs.replace(whole, notices=(shown,)), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground
from validators.form.part_names import NAMES, pictured

RULE = Rule(
    code="M05",
    name="pictured-table",
    title="表格以图片形式提交",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 建设方案模板",
    message="“{part}”疑似以图片提交，请提供可编辑版本。",
    inputs=("files",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Parts of which only a picture under their title was found."""
    for part, where in pictured(submission).items():
        yield fault(
            RULE,
            [place_ground(where, NAMES[part])],
            part=NAMES[part],
            expected="可编辑的表格",
            actual="图片",
            fix=f"请把“{NAMES[part]}”按模板填成Word或Excel表格后重新提交。",
        )
