"""通讯地址所在的设区市须与封面所在地市一致。

为什么：工厂不在申报的市，推荐单位和核查地点都会错。
地址可不写省；只写县（市、区）的按所属设区市；写了几个地址而其中一个在该市的通过。
总部与工厂异地的常有，故只作警告；认不出的地址不判断。

反例：

>>> say(check(right({"address": "嘉兴市海宁市某某路1号"}), policy))
warning B10 通讯地址“嘉兴市海宁市某某路1号”与所在地市“杭州市”不一致。

正例：

>>> say(check(right({"address": "萧山区某某路1号"}), policy))
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
from validators.registers.divisions import city_of_text, places_of
from validators.wording.leftovers import leftover

RULE = Rule(
    code="B10",
    name="address-city",
    title="通讯地址与所在地市不一致",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 通讯地址；附件2 封面 所在地市",
    message="通讯地址“{address}”与所在地市“{city}”不一致。",
    inputs=("raw:address", "raw:cover_city"),
)
_ELSEWHERE: Final = re.compile(
    r"^(?:中国)?(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|安徽|福建|江西|山东|河南"
    r"|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆)"
    r"(?:省|市|壮族|回族|维吾尔|自治区)"
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Compare the city that the address opens with, unless it also names the cover's."""
    read = submission.fields["address"]
    address = re.sub(r"\s", "", unicodedata.normalize("NFKC", printed(read)))
    city = city_of_text(printed(submission.fields["cover_city"]))
    stated = city_of_text(address)
    if leftover(read) or city is None or stated == city:
        return
    if stated is None and not _ELSEWHERE.match(address):
        return
    if any(place in address for place in places_of(city)):
        return
    yield fault(
        RULE,
        [field_ground(submission, "address"), field_ground(submission, "cover_city")],
        address=address[:40],
        city=city,
        expected=city,
        actual=stated or address[:10],
        fix="请填写工厂所在地的地址；总部与工厂异地的，请一并注明工厂地址。",
    )
