"""Words of the desk: roles, rulings, stages, reasons, what an upload was recognised as."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody may do at the desk."""

    PROVINCE = "province"
    """Province staff: every submission."""
    CITY = "city"
    """City staff: their own city's submissions."""
    EXPERT = "expert"
    """Experts: what is assigned to them, after the statement."""
    AUDITOR = "auditor"
    """Reads the log; sees no submission."""
    ADMIN = "admin"
    """Users and dictionaries; sees no submission."""


class Ruling(StrEnum):
    """What a person says of a finding; the first five in the order of the keys 1–5."""

    UPHELD = "upheld"
    HARMLESS = "harmless"
    DISMISSED = "dismissed"
    PASSED_ON = "passed_on"
    LATER = "later"
    WITHDRAWN = "withdrawn"


class DismissalReason(StrEnum):
    """Why a finding is a false alarm."""

    MISREAD = "misread"
    UNIT = "unit"
    ROUNDING = "rounding"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "not_applicable"
    DUPLICATE = "duplicate"
    OTHER = "other"


ROLE_WORDS: Final = {
    Role.PROVINCE: "省级",
    Role.CITY: "市级",
    Role.EXPERT: "专家",
    Role.AUDITOR: "审计",
    Role.ADMIN: "管理员",
}
RULING_WORDS: Final = {
    Ruling.UPHELD: "属实·须补正",
    Ruling.HARMLESS: "属实·不影响",
    Ruling.DISMISSED: "误报",
    Ruling.PASSED_ON: "转专家",
    Ruling.LATER: "稍后",
    Ruling.WITHDRAWN: "撤销",
}
REASON_WORDS: Final = {
    DismissalReason.MISREAD: "识别错误",
    DismissalReason.UNIT: "单位换算",
    DismissalReason.ROUNDING: "四舍五入",
    DismissalReason.EXPLAINED: "企业已书面说明",
    DismissalReason.NOT_APPLICABLE: "规则不适用",
    DismissalReason.DUPLICATE: "重复",
    DismissalReason.OTHER: "其他",
}
STAGE_WORDS: Final = {
    "checking": "核对中",
    "correcting": "待补正",
    "reviewing": "专家评审",
    "closing": "待办结",
    "closed": "已办结",
}
CONCLUSION_WORDS: Final = {"pass": "通过", "revise": "修改后通过", "fail": "不通过"}
PAPER_WORDS: Final = {
    "notice": "补正通知书",
    "opinion": "专家评审意见表",
    "summary": "审核意见汇总表",
    "ledger": "台账",
}
