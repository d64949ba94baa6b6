"""提交的每个文件都须能够打开。

为什么：打不开的文件等于没有提交，其中的数据、签章都无法核对。
照片、证书等佐证附件和暂不支持的格式打不开，只作警告，由人工查看；没有内容要读的文件（已忽略）不说。

反例：

>>> from msgspec import structs
>>> from schemas.submission import Outcome, Problem
>>> whole = right()
>>> locked = structs.replace(
...     whole.files[0],
...     outcome=Outcome.UNREADABLE,
...     problem=Problem("encrypted", "文件设有打开密码，无法读取，请取消密码后重新提交。"),
... )
>>> say(check(structs.replace(whole, files=(locked,)), policy))  # 方案.docx设有打开密码
error M01 文件“方案.docx”无法打开：文件设有打开密码，无法读取，请取消密码后重新提交。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.place import WholeFile
from schemas.policy import Policy
from schemas.submission import Outcome, Role, SourceFile, Submission
from validators.faults import fault, place_ground

RULE = Rule(
    code="M01",
    name="unreadable-file",
    title="文件无法打开或加密",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="二（一）对照培育建设评价要求开展自我评价（附件1），并编制建设方案（附件2）",
    message="文件“{file}”无法打开：{reason}。",
    inputs=("files",),
)
_OURS: Final = frozenset({"unsupported", "too_slow", "too_large", "crashed", "no_converter"})
"""What our reader cannot do is not the applicant's fault."""


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Name every file that could not be read, and why."""
    for file in submission.files:
        if file.outcome is not Outcome.UNREADABLE:
            continue
        reason = file.problem.message.rstrip("。") if file.problem else "原因不明"
        yield fault(
            RULE,
            [place_ground(WholeFile(file.path), "文件", file.path)],
            severity=Severity.WARNING if _mild(file) else Severity.ERROR,
            file=file.path,
            reason=reason,
            expected="可以打开的文件",
            actual=reason,
            fix="请检查该文件能否正常打开，必要时另存为.docx、.xlsx或PDF后重新提交。",
        )


def _mild(file: SourceFile) -> bool:
    return file.role is Role.ATTACHMENT or bool(file.problem and file.problem.code in _OURS)
