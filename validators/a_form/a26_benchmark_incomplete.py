"""行业先进值及引用标准须写明数值（带单位）和所引标准或目录。

为什么：单耗水平按先进值打分，没有数值或出处就无法复算。
标准号写作GB、GB/T、DB33/T、行业或团体标准均可，书名号内的文件、能效领跑者名单、标杆水平也可。
写明本行业没有标准的只作提示。空白由A03说，模板占位由A04说；标准是否现行由G22核对。

反例：

>>> say(check(right({"benchmark": "行业领先"}), policy))
warning A26 “行业先进值及引用标准”缺少数值和单位、标准号或文件名称。

正例：

>>> say(check(right({"benchmark": "涤纶POY单位产品综合能耗先进值55kgce/t（GB 36889）"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import printed
from validators.wording.leftovers import leftover

RULE = Rule(
    code="A26",
    name="benchmark-incomplete",
    title="行业先进值及引用标准栏不完整",
    severity=Severity.WARNING,
    speciality=Speciality.ENERGY,
    citation="附件2 基本信息表 二 行业先进值及引用标准；附件1 单耗水平",
    message="“行业先进值及引用标准”缺少{missing}。",
    inputs=("raw:benchmark",),
)
_STANDARD: Final = re.compile(
    r"(?<![A-Z])[A-Z]{1,3}\d{0,4}(?:/[A-Z]{1,6})?[ \-]{0,2}\d{2,6}(?!\d|kgce|tce)|《[^》]{4,}》"
    r"|领跑者|标杆水平|基准水平|指导目录|(?:国家|行业|地方|团体|省级?)标准(?!先进|领先|水平)"
)
_CODE: Final = re.compile(
    r"《[^》]*》|(?<![A-Z])[A-Z]{1,3}\d{0,4}(?:/[A-Z]{1,6})?[ \-]{0,2}\d[\d.\-—]*"
)
_FIGURE: Final = re.compile(r"\d(?:[\d.,]*)\s*(?:[a-z%/μ吨千万公克标度台米立方平]|m[23]|°)", re.I)
_REFUSED: Final = re.compile(r"(?:暂?无|不(?:涉及|适用)|本?行业(?:暂|尚)?(?:无|没有))")
_NO_STANDARD: Final = re.compile(
    r"(?:无|没有|未发布|未制定|未出台)[^,;。\d]{0,12}(?:标准|标杆值?|先进值|限额)\Z"
    r"|(?:标准|标杆|先进值|限额)(?:暂|尚)?(?:未发布|未制定|未出台|空白)"
)
_REASON: Final = 6
"""Characters from which on a refusal gives a reason (本行业暂无标准)."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """A figure with its unit outside the standards' numbers, and something that is cited."""
    read = submission.fields["benchmark"]
    if leftover(read):
        return
    words = unicodedata.normalize("NFKC", printed(read))
    cited, figure = _STANDARD.search(words), _FIGURE.search(_CODE.sub(" ", words))
    lacking = [] if figure else ["数值和单位"]
    lacking += [] if cited else ["标准号或文件名称"]
    if not lacking:
        return
    missing = "、".join(lacking)
    refused = _REFUSED.match(words) and len(words) >= _REASON
    explained = refused or _NO_STANDARD.search(words.rstrip("。 "))
    yield fault(
        RULE,
        [field_ground(submission, "benchmark")],
        severity=Severity.INFO if explained else None,
        missing=missing,
        expected="数值、单位和引用标准",
        actual=words[:40],
        fix=f"请补充{missing}，如“55kgce/t（GB 36889）”。",
    )
