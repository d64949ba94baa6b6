"""文件属性中的单位名称应是申报单位或其编制单位。

为什么：属性显示别家企业，可能是套用了他人的方案。只是线索，作提示，涉及个人信息的不外传。
只看像单位名称的（某某公司、厂、集团）；咨询机构、软件预装名称（微软、金山等）不算，个人姓名不查。
文件创建日期未读取，不作判断。

反例：

>>> from msgspec import structs
>>> from schemas.document import Notice
>>> from schemas.place import WholeFile
>>> made = Notice("file_company", WholeFile("方案.docx"), text="绍兴另一家印染有限公司")
>>> say(check(structs.replace(right(), notices=(made,)), policy))  # 属性“单位”为另一家企业
info M10 文件“方案.docx”属性显示作者/单位“绍兴另一家印染有限公司”。

正例：

>>> own = structs.replace(made, text="浙江某某化纤有限公司")
>>> say(check(structs.replace(right(), notices=(own,)), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground
from validators.figures import printed
from validators.firms.names import normalised, without_region

RULE = Rule(
    code="M10",
    name="foreign-properties",
    title="文档元数据异常",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="系统提示",
    message="文件“{file}”属性显示作者/单位“{name}”。",
    inputs=("raw:factory_name",),
)
_FIRM: Final = re.compile(r".{2,}(?:公司|集团|厂)$")
_NO_APPLICANT: Final = re.compile(
    r"微软|金山|联想|惠普|戴尔|华为|咨询|设计|研究|检测|认证|节能服务|能源服务|环保科技|科技服务|事务所|技术服务|评估"
)
_ALIKE: Final = 75


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Firms in the properties that are neither the applicant nor one who writes plans."""
    own = {
        normalised(printed(submission.fields.get(key)))
        for key in ("factory_name", "cover_applicant")
    } - {""}
    for notice in submission.notices:
        name = normalised(notice.text)
        if notice.code != "file_company" or not _FIRM.match(name) or _NO_APPLICANT.search(name):
            continue
        if any(_same_house(name, other) for other in own):
            continue
        yield fault(
            RULE,
            [place_ground(notice.where, "文件属性", notice.text)],
            file=notice.where.file,
            name=notice.text.strip(),
            expected="、".join(sorted(own)),
            actual=notice.text.strip(),
            fix="请确认方案为本单位编制；如系沿用模板文件，另存后清除属性即可。",
        )


def _same_house(one: str, other: str) -> bool:
    """Whether the names share what makes them: 某某集团 and 某某化纤 do."""
    a, b = without_region(one), without_region(other)
    return a[:2] == b[:2] or fuzz.ratio(a, b) >= _ALIKE or a in b or b in a
