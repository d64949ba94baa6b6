"""What the words between a metric and an amount make of the two."""

from __future__ import annotations

import re
from enum import Enum

from extractors.narrative import lexicon
from schemas.quantities import YEARLY


class Gap(Enum):
    """The bond between a metric word and the amount after it."""

    LINK = "link"
    """Harmless words: the amount is the metric's."""
    FROM = "from"
    """The first amount of ``由…降至…``."""
    TOWARDS = "towards"
    """A change whose result the amount is: ``下降至``."""
    CHANGE = "change"
    """The amount is the change itself: ``下降560吨``."""
    COMPARED = "compared"
    """The amount is what is compared with: ``较2023年的8890吨``."""
    NONE = "none"
    """A bound, a part, somebody else's: no figure."""
    OPEN = "open"


_FROM = re.compile(
    r"(?:分别|已|将|可|力争|拟|计划|预计|目标|[:,、的]){0,3}(?:由|从|自)(?:原来|目前|现有|现状|当前|的|约|基准年){0,3}"
)
_PART = re.compile(r"其中|包括|含|主要|用于|来自")
_SHARE_LINK = re.compile(
    r"(?:目前|当前|现在|分年度?|逐年|分阶段|阶段性?|各年度?|基准[年值期]|现状值?|目标[年值]|将|要|可|现|目标|指标|不低于|达到?|超过|提[高升](?:到|至)|为|约|[:,、的]){0,6}"
)
_COMPARED = re.compile(r"(?:较|比|(?<![大小低高等])于)的?\Z")
_NEXT = re.compile(r"[,;、和及与→]?[()]?")
_LATER = re.compile(
    r"[,;](?:到|至|预计)?(?:目标|规划|期末|(?:培育|建设)期末?|项目建成后|建成后|实施后|改造后|预计|力争|计划)"
    r"[^,;\d]{0,8}"
)


def read_gap(gap: str, metric: str) -> Gap:
    """The bond that the words between the first amount and its metric make."""
    if "当量" in gap and "等价" not in gap and "二氧化碳当量" not in gap:
        return Gap.NONE
    if lexicon.LINK.fullmatch(gap):
        return Gap.LINK
    if _FROM.fullmatch(gap):
        return Gap.FROM
    if metric not in YEARLY and _SHARE_LINK.fullmatch(gap):
        return Gap.LINK
    if _COMPARED.search(gap):
        return Gap.COMPARED
    return _doubtful(gap)


def _doubtful(gap: str) -> Gap:
    if lexicon.BOUND.search(gap) or _PART.search(gap) or lexicon.OTHERS.search(gap):
        return Gap.NONE
    if lexicon.TOWARDS.search(gap):
        return Gap.TOWARDS
    return Gap.CHANGE if lexicon.CHANGE.search(gap) else Gap.OPEN


def without_trend(gap: str, *, dated: bool) -> str:
    """The gap without the description of a series: ``稳中有降，2022年为…``, ``总体平稳，分别为…``.

    ``dated``: a year stands in the gap.
    """
    trend = lexicon.TREND.match(gap)
    if not trend:
        return gap
    rest = gap[trend.end() :]
    return rest if dated or rest.startswith(("分别", "依次")) else gap


def runs_on(gap: str) -> bool:
    """Whether a further dated amount simply follows the one before: ``，2023年为…``."""
    return bool(_NEXT.fullmatch(lexicon.LINK.sub("", gap, count=1)))


def is_topic(gap: str) -> bool:
    """Whether the metric only opens the subject: ``能源消费以电力为主，2022年消费6.3万吨标煤``."""
    subject, comma, link = gap.rpartition(",")
    return bool(comma and len(subject) <= 24 and lexicon.LINK.fullmatch(link))


def looks_ahead(gap: str) -> bool:
    """Whether a further amount is the goal for the one before: ``，目标年达到…``."""
    return bool(_LATER.fullmatch(gap))
