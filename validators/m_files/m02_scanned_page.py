"""扫描、拍照页面的识别结果须人工核对。

为什么：图片上的数字靠识别得来，可能认错；未能识别的页面等于没有读到。
每个文件一条，列出页码。文字编码损坏、读出乱码的页面同样列出。整个文件打不开由M01说。

反例：

>>> from msgspec import structs
>>> from schemas.document import Notice
>>> from schemas.place import PageBox
>>> page = Notice("scanned_page", PageBox("方案.pdf", 3))
>>> say(check(structs.replace(right(), notices=(page,)), policy))  # 第3页是扫描图片
warning M02 “方案.pdf”第3页为扫描件，识别结果需人工核对。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.place import PageBox, WholeFile
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import OCR_FLAGS, fault, place_ground
from validators.form.all_cells import grounds

RULE = Rule(
    code="M02",
    name="scanned-page",
    title="扫描件无文本层",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="系统提示",
    message="“{file}”{pages}为扫描件，识别结果需人工核对。",
    inputs=("files",),
)
_GARBLED = "“{file}”{pages}文字编码损坏，读出的内容需人工核对。"
_SHOWN = 10


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Pages that readers report, and files whose values were recognised from pictures."""
    recognised: dict[str, set[int]] = {}
    for ground in grounds(submission, policy, _recognised):
        where = ground.evidence.where
        recognised.setdefault(where.file, set()).add(
            where.page if isinstance(where, PageBox) else 0
        )
    yield from _said(_pages(submission, "scanned_page"), "", recognised)
    yield from _said(_pages(submission, "garbled_page"), _GARBLED, {})


def _recognised(read: Read) -> bool:
    return bool(read.flags) and not OCR_FLAGS.isdisjoint(read.flags)


def _pages(submission: Submission, code: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for notice in submission.notices:
        if notice.code == code:
            page = notice.where.page if isinstance(notice.where, PageBox) else 0
            found.setdefault(notice.where.file, set()).add(page)
    return found


def _said(
    found: Mapping[str, set[int]], template: str, more: Mapping[str, set[int]]
) -> Iterator[Finding]:
    for file in dict.fromkeys([*found, *more]):
        pages = sorted(page for page in found.get(file, set()) | more.get(file, set()) if page)
        listed = "、".join(map(str, pages[:_SHOWN]))
        shown = f"第{listed}{'等' if len(pages) > _SHOWN else ''}页" if pages else "部分内容"
        yield fault(
            RULE,
            [place_ground(PageBox(file, pages[0]) if pages else WholeFile(file), "文件", shown)],
            template=template,
            file=file,
            pages=shown,
            expected="可复制文字的文件",
            actual=shown,
            fix="请同时提交可编辑的Word、Excel文件，或由原文件直接导出的PDF。",
        )
