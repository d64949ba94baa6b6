"""以万元计的投资和经营数据须为人民币，不得填外币。

为什么：外币与万元相差数倍，合计和得分都会算错。注册资本依法可以用外币登记，不说。只作提示。

反例：

>>> from schemas.place import WordPlace
>>> from schemas.submission import Read
>>> cell = Read(50.0, "50万欧元", WordPlace("方案.docx", table=3, cell=(2, 6)))
>>> say(check(right({"projects.1.equipment_investment": cell}), policy))  # 附件2-2第1行设备投资额填“50万欧元”
info F22 “附件2-2第1行 设备投资额”出现外币“50万欧元”，请折算为人民币万元。

正例：

>>> say(check(right({"projects.1.equipment_investment": 390.0}), policy))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, cell_ground, fault, field_ground
from validators.figures import by_year
from validators.form.annexes import column
from validators.slips import MONEY

RULE = Rule(
    code="F22",
    name="foreign-currency",
    title="金额大小写/币种混用",
    severity=Severity.INFO,
    speciality=Speciality.INVESTMENT,
    citation="附件2-2 总投资额、设备投资额、已完成投资（万元）；附件2 基本信息表（万元）",
    message="“{label}”出现外币“{text}”，请折算为人民币万元。",
)
_FOREIGN: Final = re.compile(
    r"美元|美金|欧元|日元|日圆|港元|港币|英镑|韩元|新台币|瑞士法郎|[$€£]|(?<![A-Z])(?:USD|EUR|JPY|HKD|GBP)(?![A-Z])"
)
_COLUMNS: Final = ("total_investment", "equipment_investment", "completed_investment")


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look for the name or sign of a foreign currency in every cell of money."""
    for ground in _foreign_cells(submission):
        shown = ground.evidence.text.strip()
        yield fault(
            RULE,
            [ground],
            label=ground.evidence.label,
            text=shown,
            expected="人民币万元",
            actual=shown,
            fix=f"请把“{shown}”按合同约定或当期汇率折算为人民币万元，并注明折算汇率。",
        )


def _foreign_cells(submission: Submission) -> Iterator[Ground]:
    keys = ["total_investment"]
    keys += [f"{stem}.{year}" for stem in MONEY for year in by_year(submission, stem)]
    for key in keys:
        if key in submission.fields and _foreign(submission.fields[key].raw):
            yield field_ground(submission, key)
    for name in _COLUMNS:
        for i, read in column(submission, "projects", name).items():
            if _foreign(read.raw):
                yield cell_ground("projects", i, name, read)


def _foreign(raw: str) -> bool:
    if raw.isascii() and "$" not in raw and not raw.upper().isupper():
        return False  # a plain figure
    return _FOREIGN.search(unicodedata.normalize("NFKC", raw).upper()) is not None
