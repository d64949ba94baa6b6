"""主营业务应与所属行业相符。

为什么：行业选错，单耗标准和对标对象也会选错。
只看指向明确的产品词（面料、水泥、原料药等）：各词都不属于所填大类，且与小类名称没有一词相同时提示，请专家核对。
代码不在目录由B12说，代码与名称不符由B13说。

反例：

>>> cement = {"industry_code": "3011", "industry_name": "水泥制造", "main_business": "纺织面料的生产和销售"}
>>> say(check(right(cement), policy))
info B15 主营业务“纺织面料的生产和销售”与行业“水泥制造”关联度低，请专家核对。

正例：

>>> say(check(right({"main_business": "化纤织造及印染"}), policy))
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
from validators.figures import text
from validators.firms.industry_code import code_of
from validators.registers.industries import named
from validators.wording.leftovers import leftover

RULE = Rule(
    code="B15",
    name="business-industry",
    title="行业与主营业务不符",
    severity=Severity.INFO,
    speciality=Speciality.PROCESS,
    citation="附件2 基本信息表 一 主营业务、所属行业",
    message="主营业务“{business}”与行业“{industry}”关联度低，请专家核对。",
    inputs=("industry_code", "main_business"),
)
_TRADES: Final = {
    "纺织|面料|织造|针织|家纺|印染|纱线|坯布": "17 18 28",
    "服装|服饰": "17 18 19",
    "水泥|混凝土|砖瓦|石灰": "30",
    "药品|原料药|制剂|医药|疫苗": "26 27 35",
    "饮料|白酒|啤酒|黄酒|乳制品|糕点|调味品": "13 14 15",
    "粮油|饲料|屠宰|水产加工": "13 14",
    "造纸|纸浆|纸板|纸箱": "22 23",
    "光伏组件|集成电路|芯片|半导体|电路板": "26 35 38 39 40",
    "轮胎": "29",
    "家具": "20 21 33",
    "炼钢|轧钢|炼铁": "31",
}
"""Words of products that leave no doubt → the divisions that make them."""
_SAY_NOTHING: Final = frozenset({"制造", "加工", "其他", "设备", "制品", "材料", "生产"})


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Which divisions the words of the business leave open."""
    industry = named(code_of(submission))
    read = submission.fields["main_business"]
    business = unicodedata.normalize("NFKC", text(read))
    if industry is None or leftover(read) or _shares_a_word(business, industry.name):
        return
    makers = [set(of.split()) for words, of in _TRADES.items() if re.search(words, business)]
    if not makers or any(industry.division_code in of for of in makers):
        return
    yield fault(
        RULE,
        [field_ground(submission, "main_business"), field_ground(submission, "industry_code")],
        business=business[:30],
        industry=industry.name,
        expected=industry.division_name,
        actual=business[:30],
        fix="请核对行业代码，以营业收入占比最大的产品为准。",
    )


def _shares_a_word(business: str, name: str) -> bool:
    pairs = {name[at : at + 2] for at in range(len(name) - 1)} - _SAY_NOTHING
    return any(pair in business for pair in pairs)
