"""正文四所列的重点项目和投资额须与附件2-2一致。

为什么：两处不一致，不知道以哪个为准。比对时项目名称容许写法略有不同，投资额容许相差1%。
正文没有逐个列出项目（写到的不足一半）的不说；一段里有几个项目或几个投资额的不猜；
正文列有而附件没有的，只认带编号、带投资额的项目。

反例：

>>> listed = "拟实施两个项目。\\n1．屋顶分布式光伏：计划投资2650万元。\\n2．空压系统改造：计划投资5000万元。"
>>> say(check(right({"chapter.四": listed}), policy))
warning J15 项目“空压系统改造”正文投资5,000万元，附件2-2为6,000万元。

正例：

>>> say(check(right({"chapter.四": listed.replace("5000", "6000")}), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.place import Where
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import Ground, cell_ground, fault, place_ground, plain
from validators.figures import named_rows, number, printed
from validators.wording.project_text import Told, told_of, unlisted

RULE = Rule(
    code="J15",
    name="text-against-annex",
    title="正文四与附件2-2项目不一致",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="附件2 正文四；附件2-2",
    message="项目“{project}”{problem}。",
    inputs=("tables.projects", "chapters"),
)
_FIX = "请统一正文四与附件2-2的项目名称和投资额。"


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """Look up each project of the annex in chapter 四, and the other way round."""
    chapters = [chapter for chapter in submission.chapters if chapter.number.startswith("四")]
    text = "\n".join(chapter.text for chapter in chapters)
    rows = dict(named_rows(submission, "projects"))
    names = {i: printed(row.get("name")) for i, row in rows.items()}
    told = told_of(names, text, policy.projects.same_text)
    if not chapters or 2 * len(told) < len(names) or len(told) < 2:
        return
    where = chapters[0].where
    for i, name in names.items():
        read = rows[i].get("total_investment")
        problem = _problem(told.get(i), number(read), policy.projects.amount_percent)
        if problem:
            column = "total_investment" if read is not None and i in told else "name"
            ground = cell_ground("projects", i, column, rows[i][column])
            yield _finding(name, problem, where, told.get(i), [ground])
    for paragraph in unlisted(list(names.values()), text, policy.projects.same_text):
        yield _finding(paragraph.name, "未列入附件2-2", where, paragraph, [])


def _problem(told: Told | None, listed: float | None, percent: float) -> str:
    if told is None:
        return "未在正文四中说明"
    stated = told.investment
    if stated is None or listed is None or abs(stated - listed) <= listed * percent / 100:
        return ""
    return f"正文投资{plain(stated)}万元，附件2-2为{plain(listed)}万元"


def _finding(
    name: str, problem: str, where: Where, told: Told | None, cells: list[Ground]
) -> Finding:
    shown = told.paragraph[:80] if told else ""
    return fault(
        RULE,
        [*cells, place_ground(where, "正文四", shown)],
        project=name,
        problem=problem,
        fields=("projects",),
        expected="正文四与附件2-2一致",
        actual=problem,
        fix=_FIX,
    )
