"""不同企业不应使用同一个电话。

为什么：可能是同一实际控制人，也可能由咨询机构统一代办（并不违规），都需要专家知道。
法人代表电话和联系电话一起比，只比数字；明显的占位号码不比。三家以上同用一个号码的多为代办；
名称字号相同、疑为同一集团的只作提示。代码相同的由N01说。

反例：

>>> from validators.twins.fingerprints import fingerprint
>>> other = {"uscc": "913306817125836037", "factory_name": "诸暨乙纸业有限公司", "legal_representative_phone": "13957180001"}
>>> first = fingerprint(right({"contact_phone": "0571-82345678"}, name="001-甲"))
>>> batch = [first, fingerprint(right({**other, "contact_phone": "057182345678"}, name="002-乙"))]
>>> say(f for name, f in check(batch, policy) if name == "001-甲")
warning N03 电话057182345678同时用于诸暨乙纸业有限公司。

正例：

>>> fine = fingerprint(right({**other, "contact_phone": "0575-87345678"}, name="002-乙"))
>>> say(f for _, f in check([first, fine], policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from validators.faults import fault
from validators.figures import printed
from validators.firms.kin import GROUP, besides, named, sharing, sisters
from validators.twins.fingerprints import Fingerprint

RULE = Rule(
    code="N03",
    name="same-phone",
    title="同一法定代表人/电话",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="系统提示",
    message="电话{phone}同时用于{names}{reason}。",
    across=True,
)
_KEYS: Final = ("legal_representative_phone", "contact_phone")
_NUMBER: Final = re.compile(r"\d[\d\-()/ ]{5,16}\d")
_LEAST_DIGITS: Final = 8


def check(batch: Sequence[Fingerprint], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Group the batch by telephone number."""
    for phone, alike in sharing(batch, _phones):
        for one in alike:
            others = besides(one, alike)
            kin = all(sisters(one, other) for other in others)
            adviser = len(alike) >= policy.across.many_firms and not kin
            yield (
                one.name,
                fault(
                    RULE,
                    [one.ground(key) for key in _KEYS if phone in _in(one, key)],
                    severity=Severity.INFO if kin else None,
                    phone=phone,
                    names=named(others),
                    reason=f"（{GROUP}）"
                    if kin
                    else "（多家同号，或为咨询机构代办）"
                    if adviser
                    else "",
                    expected="各企业使用本单位的电话",
                    actual=f"{len(alike)}家企业同用{phone}",
                    fix="请填写本单位法定代表人和联系人的电话；由他人代办的请说明。",
                ),
            )


def _phones(one: Fingerprint) -> list[str]:
    return [phone for key in _KEYS for phone in _in(one, key)]


def _in(one: Fingerprint, key: str) -> list[str]:
    """The numbers of a field, digits only; ``13800000000`` and the like are nobody's."""
    shown = unicodedata.normalize("NFKC", printed(one.fields.get(key)))
    found = (re.sub(r"\D", "", hit[0]) for hit in _NUMBER.finditer(shown))
    return [
        digits for digits in found if len(digits) >= _LEAST_DIGITS and len(set(digits[-8:])) > 3
    ]
