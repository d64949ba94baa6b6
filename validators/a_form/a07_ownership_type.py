"""单位性质须与单位名称、正文所写的登记类型一致。

为什么：单位性质勾错，归口统计口径随之出错。
只看明写的登记类型（“有限责任公司（自然人投资或控股）”“企业类型：…”，或名称中的“中外合资”），
写法不唯一的不判断；信用代码第2位不能区分内外资，不作依据。未勾选、多选由A06说。

反例：

>>> typed = {"ownership": "state_owned", "chapter.一（一）": "公司类型为有限责任公司（自然人投资或控股）。"}
>>> say(check(right(typed), policy))
warning A07 单位性质“国有”与材料所写登记类型“自然人投资或控股”不一致，请核对。

正例：

>>> say(check(right({**typed, "ownership": "private"}), policy))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemas.fields import OWNERSHIP
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, fault, field_ground
from validators.figures import text
from validators.wording.prose import passages

RULE = Rule(
    code="A07",
    name="ownership-type",
    title="单位性质与信用代码/名称不符",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 单位性质",
    message="单位性质“{ownership}”与材料所写登记类型“{type}”不一致，请核对。",
    inputs=("ownership",),
)
_STATED: Final = re.compile(
    r"(?:^|[为是属由：:，。\s])(?:其他)?(?:有限责任公司|股份有限公司)[（(](?P<kind>[^（()）]{2,24})[）)]"
    r"|(?:企业|公司|登记|单位)类型(?:为|是|[：:])\s*(?P<type>[^，。；,;\n]{2,40})"
)
_KINDS: Final = {
    "private": re.compile(r"自然人(?:投资或控股|独资)|(?<!非)私营"),
    "state_owned": re.compile(r"国有(?:独资|控股|全资)|全民所有制"),
    "collective": re.compile(r"集体所有制|集体企业"),
    "sino_foreign": re.compile(r"中外合(?:资|作)"),
    "hmt": re.compile(
        r"(?:台港澳|港澳台)(?:与境内|法人|自然人|投资)?.{0,4}(?:独资|合资|合作|投资)"
    ),
    "foreign": re.compile(r"(?:外商|外国法人|外国自然人)独资|外商投资企业法人独资"),
}
_LABELS: Final = {value: label for label, value in OWNERSHIP.items()}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """The one type that name and text state, against the box that is ticked."""
    ticked = text(submission.fields["ownership"])
    stated = list(_types(submission, policy))
    kinds = {kind for kind, _, _ in stated}
    if ticked not in _LABELS or len(kinds) != 1 or ticked in kinds:
        return
    _, words, ground = stated[0]
    yield fault(
        RULE,
        [field_ground(submission, "ownership"), ground],
        ownership=_LABELS[ticked],
        type=words,
        expected=words,
        actual=_LABELS[ticked],
        fix="请对照营业执照“类型”一栏勾选单位性质。",
    )


def _types(submission: Submission, policy: Policy) -> Iterator[tuple[str, str, Ground]]:
    """Each registration type stated: the box it belongs to, its words, where."""
    name = text(submission.fields.get("factory_name"))
    for kind, pattern in _KINDS.items():
        if found := pattern.search(name):
            yield kind, found[0], field_ground(submission, "factory_name")
    for passage in passages(submission, policy):
        if not passage.chapter.startswith("一"):
            continue
        for stated in _STATED.finditer(passage.text):
            for kind, pattern in _KINDS.items():
                if found := pattern.search(stated["kind"] or stated["type"]):
                    yield kind, found[0], passage.ground(stated.start(), found[0])
