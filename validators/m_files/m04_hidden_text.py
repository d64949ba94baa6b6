"""文件中不应有隐藏文字、白色文字和删除线文字。

为什么：看得见的与文件里存的不一致，说不清以哪个为准。
读取时这些文字不计入数值，作为依据列出；表格内的指出所在栏目。每个文件每类一条。

反例：

>>> from msgspec import structs
>>> from schemas.document import Notice
>>> from schemas.place import WordPlace
>>> left = Notice("struck_text", WordPlace("方案.docx", table=1, cell=(20, 2)), 1, "3000")
>>> say(check(structs.replace(right(), notices=(left,)), policy))  # 表中有删除线文字3000
warning M04 “方案总投资”等处存在删除线文字“3000”。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.document import Notice
from schemas.fields import label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, place_ground

RULE = Rule(
    code="M04",
    name="hidden-text",
    title="隐藏文字/白色文字/删除线",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="系统提示",
    message="“{label}”{more}存在{what}“{text}”。",
    inputs=("files",),
)
_WHAT = {"hidden_text": "隐藏文字", "struck_text": "删除线文字"}


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """What readers left out of the text, where it says anything."""
    for notice in submission.notices:
        if notice.code not in _WHAT or not notice.text.strip():
            continue
        label, what = _label(submission, notice), _WHAT[notice.code]
        yield fault(
            RULE,
            [place_ground(notice.where, label, notice.text)],
            label=label,
            more="等处" if label != "正文" or notice.count > 1 else "",
            what=what,
            text=notice.text.strip()[:30],
            expected=f"无{what}",
            actual=f"{notice.count}处",
            fix="请删去这些文字后重新提交；确要保留的请恢复为正常文字。",
        )


def _label(submission: Submission, notice: Notice) -> str:
    """The entry whose cell it is, else the part of the file."""
    for key, read in submission.fields.items():
        if read.where == notice.where:
            return label_of(key)
    return "表格" if getattr(notice.where, "table", None) else "正文"
