"""跨页断开、重复表头的表格已合并读取的，予以提示。

为什么：合并后的行号与打印页上的不同，复核时便于对照。只作提示，无需修改。

反例：

>>> from msgspec import structs
>>> from schemas.document import Notice
>>> from schemas.place import PageBox
>>> seam = Notice("table_joined", PageBox("方案.pdf", 5))
>>> say(check(structs.replace(right(), notices=(seam,)), policy))  # 表格跨到第5页
info M08 “方案.pdf”第5页的表格与前页合并读取。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.place import PageBox
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground

RULE = Rule(
    code="M08",
    name="joined-table",
    title="跨页断表重复表头",
    severity=Severity.INFO,
    speciality=Speciality.CLERICAL,
    citation="系统提示",
    message="“{file}”{pages}的表格与前页合并读取。",
    inputs=("files",),
)
_SHOWN = 10


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """One finding a file, with the pages on which a table goes on."""
    found: dict[str, list[PageBox]] = {}
    for notice in submission.notices:
        if notice.code == "table_joined" and isinstance(notice.where, PageBox):
            found.setdefault(notice.where.file, []).append(notice.where)
    for file, places in found.items():
        pages = sorted({place.page for place in places})
        listed = "、".join(map(str, pages[:_SHOWN]))
        shown = f"第{listed}{'等' if len(pages) > _SHOWN else ''}页"
        yield fault(
            RULE,
            [place_ground(places[0], "续表", shown)],
            file=file,
            pages=shown,
            expected="",
            actual=shown,
            fix="无需修改；如发现漏行、重行，请告知受理人员。",
        )
