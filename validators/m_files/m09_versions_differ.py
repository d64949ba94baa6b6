"""Word稿与盖章PDF（扫描件）的内容须一致。

为什么：盖章件是单位负责的版本，两者不同就不知以哪个为准。
数值相差0.1%以内的不算；名称、代码、日期须完全相同；长文字（30字以上）换行、标点易有出入，不比。
只有封面、承诺日期不同（常为签署当日手填）的作警告；表格按同行同列比；一份材料合为一条，逐项列出。

反例：

>>> from msgspec import structs
>>> from fixtures.submissions import read
>>> from schemas.place import PageBox
>>> from schemas.document import Kind
>>> whole = right()
>>> pdf = structs.replace(whole.files[0], path="盖章.pdf", kind=Kind.PDF)
>>> other = structs.replace(read(8560.0), where=PageBox("盖章.pdf", 4))
>>> both = structs.replace(whole, files=(*whole.files, pdf), rivals={"total_investment": (other,)})
>>> say(check(both, policy))  # Word写8650，盖章PDF写8560
error M09 “方案总投资”：Word为8650.0，盖章PDF为8560.0，以盖章件为准并请核对。

正例：

>>> say(check(structs.replace(both, rivals={}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schemas.fields import TABLES, label_of
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Read, Submission
from validators.faults import Ground, cell_ground, fault, read_ground
from validators.figures import number, text
from validators.form.unread import from_paper

RULE = Rule(
    code="M09",
    name="versions-differ",
    title="文件版本不一致（Word与盖章PDF）",
    severity=Severity.ERROR,
    speciality=Speciality.CLERICAL,
    citation="附件2 基本信息表 材料真实性承诺",
    message="{differences}，以盖章件为准并请核对。",
    inputs=("files",),
)
_ONE: Final = "“{label}”：Word为{word}，盖章PDF为{paper}"
_DATES: Final = frozenset({"cover_date", "commitment_date"})
"""The stamped copy is often dated by hand on the day it is signed."""
_APART: Final = 0.001
_LONG: Final = 30
_SHOWN: Final = 5
_Pair = tuple[Ground, Ground]


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Entries that one paper copy states otherwise than the editable file, surely read."""
    pairs = list(_pairs(submission))
    if not pairs:
        return
    said = [
        _ONE.format(label=a.evidence.label, word=_shown(a), paper=_shown(b))
        for a, b in pairs[:_SHOWN]
    ]
    more = f"；等{len(pairs)}处不同" if len(pairs) > _SHOWN else ""
    signed_later = all(pair[0].key in _DATES for pair in pairs)
    yield fault(
        RULE,
        [ground for pair in pairs[:_SHOWN] for ground in pair],
        severity=Severity.WARNING if signed_later else None,
        differences="；".join(said) + more,
        expected=_shown(pairs[0][1]),
        actual=_shown(pairs[0][0]),
        fix="请核对后统一两个版本，重新提交一致的Word稿和盖章件。",
    )


def _pairs(submission: Submission) -> Iterator[_Pair]:
    for key, others in submission.rivals.items():
        ours = _known(submission, key)
        if ours is None:
            continue
        paper = from_paper(submission, ours.where)
        theirs = next((o for o in others if from_paper(submission, o.where) != paper), None)
        if theirs is not None and _differ(ours, theirs):
            pair = _ground(key, ours), _ground(key, theirs)
            yield (pair[1], pair[0]) if paper else pair


def _known(submission: Submission, key: str) -> Read | None:
    head, _, rest = key.partition(".")
    if head not in TABLES:
        return submission.fields.get(key)
    index, _, column = rest.partition(".")
    rows = submission.tables.get(head, ())
    return rows[int(index) - 1].get(column) if column and int(index) <= len(rows) else None


def _ground(key: str, read: Read) -> Ground:
    head, _, rest = key.partition(".")
    if head in TABLES:
        index, _, column = rest.partition(".")
        return cell_ground(head, int(index), column, read)
    return read_ground(key, label_of(key), read)


def _differ(one: Read, other: Read) -> bool:
    a, b = number(one), number(other)
    if a is not None and b is not None:
        return abs(a - b) > _APART * max(abs(a), abs(b))
    a_text, b_text = text(one), text(other)
    if not a_text or not b_text or max(len(one.raw), len(other.raw)) >= _LONG:
        return False
    # 2025-03 and 2025-03-10 do not contradict each other.
    return not (a_text.startswith(b_text) or b_text.startswith(a_text)) or not _is_date(a_text)


def _is_date(value: str) -> bool:
    return value[:4].isdigit() and value[4:5] == "-"


def _shown(ground: Ground) -> str:
    return " ".join(ground.evidence.text.split())[:_LONG]
