"""封面所在地市须为浙江省11个设区市之一。

为什么：申报由设区市经信局审核推荐，地市认不出就无法归口。
可写“杭州”“杭州市萧山区”；只写县（市、区）而能归到一个设区市的通过，提示按该市处理。
空白由A03说，模板占位由A04说。

反例：

>>> say(check(right({"cover_city": "苏州市"}), policy))
error B09 所在地市“苏州市”无法识别为浙江省设区市。
>>> say(check(right({"cover_city": "义乌市"}), policy))
info B09 所在地市“义乌市”按所属设区市“金华市”处理。

正例：

>>> say(check(right({"cover_city": "绍兴市诸暨市"}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import printed
from validators.registers.divisions import cities, city_of_text, names_a_city
from validators.wording.leftovers import leftover

RULE = Rule(
    code="B09",
    name="city-unknown",
    title="所在地市不是浙江11市",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="二（一）各设区市经信局审核推荐；附件2 封面 所在地市",
    message="所在地市“{written}”无法识别为浙江省设区市。",
    inputs=("raw:cover_city",),
)
_COUNTY = "所在地市“{written}”按所属设区市“{city}”处理。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The city that the cover names, if one of the eleven."""
    read = submission.fields["cover_city"]
    written = printed(read)
    city = city_of_text(written)
    if leftover(read) or (city and names_a_city(written)):
        return
    yield fault(
        RULE,
        [field_ground(submission, "cover_city")],
        severity=Severity.INFO if city else None,
        template=_COUNTY if city else "",
        written=written[:30],
        city=city,
        expected="、".join(cities()),
        actual=written[:30],
        fix="请填写设区市名称，可后加县（市、区）。",
    )
