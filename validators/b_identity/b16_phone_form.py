"""法人代表电话、联系电话须为手机号、带区号的固定电话或400/800号码。

为什么：号码错了，通知和现场核查联系不上人。
允许+86、空格、连字符、分机号和括注姓名；“/”“、”隔开的多个号码逐个核对。
浙江区号为0570—0580，其他区号只作提示。空白由A03说，模板占位由A04说。

反例：

>>> say(check(right({"contact_phone": "1385712345"}), policy))
warning B16 “联系电话”号码“1385712345”格式不正确。

正例：

>>> say(check(right({"contact_phone": "+86 138 5712 3456 / 0571-87654321转801（李某）"}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground
from validators.figures import printed
from validators.wording.leftovers import leftover, refused

RULE = Rule(
    code="B16",
    name="phone-form",
    title="法人代表电话/联系电话格式错误",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 一 法人代表电话、联系电话",
    message="“{label}”号码“{number}”格式不正确。",
)
_ELSEWHERE = "“{label}”号码“{number}”的区号不在浙江（0570—0580），请确认。"
_SEVERAL = re.compile(r"[/、,;|\n]|(?<=\d{7})\s+(?=1[3-9]\d|\(?0\d)")
_EXTENSION = re.compile(r"[-\s]*(?:转|分机|ext\.?|#)[-\s:]*(?=\d)", re.IGNORECASE)
_REMARK = re.compile(r"\([^()\d]{0,20}\)|[\u3400-\u9fff·:.]+")
_MOBILE = re.compile(r"(?:\+?86|0086)?1[3-9]\d{9}")
_AREA = re.compile(
    r"(?:\+?(?:00)?86-?)?\(?(?P<area>0\d{2,3})\)?-?\d{7,8}(?:-\d{1,6})?"
    r"|(?:\+?(?:00)?86)?-?\(?(?P<abroad>5(?:7\d|80))\)?(?:-?\d{8}|-\d{7})(?:-\d{1,6})?"
)
"""Written for callers from abroad (``86-571-87160000``), an area code of Zhejiang has no 0."""
_SERVICE = re.compile(r"[48]00-?\d{3,4}-?\d{3,4}")
_HOME = re.compile(r"05(?:7\d|80)")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Every number of both cells."""
    for key in ("legal_representative_phone", "contact_phone"):
        read = submission.fields.get(key)
        if read is None or refused(read) or leftover(read) or not printed(read):
            continue
        for number in _numbers(printed(read)):
            if (severity := _doubt(number)) is not None:
                yield _said(submission, key, number, severity)


def _numbers(written: str) -> list[str]:
    plain = re.sub(r"[—–‐‑~]+", "-", unicodedata.normalize("NFKC", written).replace("或", "/"))
    pieces = (
        _REMARK.sub("", piece).strip() for piece in _SEVERAL.split(_EXTENSION.sub("-", plain))
    )
    return [piece for piece in pieces if piece]


def _doubt(number: str) -> Severity | None:
    bare = re.sub(r"\s", "", number)
    if _MOBILE.fullmatch(bare.replace("-", "")) or _SERVICE.fullmatch(bare):
        return None
    landline = _AREA.fullmatch(bare)
    if landline is None:
        return Severity.WARNING
    home = landline["abroad"] or _HOME.fullmatch(landline["area"])
    return None if home else Severity.INFO


def _said(submission: Submission, key: str, number: str, severity: Severity) -> Finding:
    return fault(
        RULE,
        [field_ground(submission, key)],
        severity=severity,
        template=_ELSEWHERE if severity is Severity.INFO else "",
        label=label_of(key),
        number=number[:30],
        actual=number[:30],
        expected="11位手机号，或区号-号码",
        fix="请核对号码；固定电话请带区号。",
    )
