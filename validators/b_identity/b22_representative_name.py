"""法定代表人栏只写姓名。

为什么：夹带职务、电话或多个人名，无法与营业执照核对，也影响查重。
外商投资企业的外文姓名可以。空白由A03说，模板占位由A04说。

反例：

>>> say(check(right({"legal_representative": "张三（董事长）"}), policy))
warning B22 法定代表人“张三（董事长）”格式异常。

正例：

>>> say(check(right({"legal_representative": "阿卜杜拉·买买提"}), policy))
>>> say(check(right({"legal_representative": "John A. Smith"}), policy))
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
from validators.wording.leftovers import leftover, refused

RULE = Rule(
    code="B22",
    name="representative-name",
    title="法定代表人姓名异常",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 法定代表人",
    message="法定代表人“{name}”格式异常。",
    inputs=("raw:legal_representative",),
)
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,20}")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .,'’\-]{1,60}")
_BOTH: Final = re.compile(
    r"[A-Za-zÀ-ɏ .,'\-]{2,60}\([\u3400-\u9fff·]{2,20}\)|[\u3400-\u9fff·]{2,20}\([A-Za-zÀ-ɏ .,'\-]{2,60}\)"
)
_OFFICE: Final = re.compile(r"董事|经理|厂长|主任|总裁|书记|先生|女士|公司|电话|代表")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """A Chinese name, a foreign one, or one with the other in brackets."""
    read = submission.fields["legal_representative"]
    if leftover(read) or refused(read):
        return
    name = unicodedata.normalize("NFKC", printed(read)).strip()
    han = re.sub(r"[\s·•・.‧∙]", "", name)
    fine = _HAN.fullmatch(han) or _LATIN.fullmatch(name) or _BOTH.fullmatch(name)
    if fine and not _OFFICE.search(name):
        return
    yield fault(
        RULE,
        [field_ground(submission, "legal_representative")],
        name=printed(read)[:30],
        expected="姓名",
        actual=printed(read)[:30],
        fix="请只填营业执照上的法定代表人姓名。",
    )
