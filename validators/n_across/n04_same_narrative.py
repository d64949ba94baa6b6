"""各家方案的正文应是自己写的，不应大段雷同。

为什么：套用模板的方案没有针对性，可行性无从谈起。
比较五字片段的重合度（达到35%的说）和120字以上的相同段落；企业名称、数字、模板提示语和政策原文不计，
同批两成以上材料都有的套话也不计。字号相同、疑为同一集团的只作提示；同一信用代码的不比；太短的正文不比。

反例：

>>> from validators.twins.fingerprints import fingerprint
>>> own = "本公司在纺丝车间实施热媒系统改造，更换保温材料并优化循环泵运行曲线，停机检修期间完成管线切改，运行半年来蒸汽单耗持续下降。班组按日统计能耗并张榜公布，对连续超标的机台由设备科牵头查找原因，逐项整改销号，相关做法已写入岗位操作规程并纳入月度绩效。"
>>> other = {"uscc": "913306817125836037", "factory_name": "诸暨乙纸业有限公司", "chapter.三": own}
>>> batch = [fingerprint(right({"chapter.三": own}, name="001-甲")), fingerprint(right(other, name="002-乙"))]
>>> say(f for name, f in check(batch, policy) if name == "001-甲")
warning N04 与诸暨乙纸业有限公司方案有相同段落，请核查是否套用。

正例：

>>> mine = {f"chapter.{c.number}": f"{c.title}各有安排。" for c in right().chapters}
>>> fine = fingerprint(right({**other, **mine}, name="002-乙"))
>>> say(f for _, f in check([batch[0], fine], policy))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.bands import AcrossBands
from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from validators.faults import fault
from validators.firms.kin import GROUP, named, sisters
from validators.rounding import operand
from validators.twins.fingerprints import Fingerprint

RULE = Rule(
    code="N04",
    name="same-narrative",
    title="正文跨企业雷同",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="二（二）方案可行性",
    message="与{names}方案{likeness}，请核查是否套用{reason}。",
    across=True,
)
Partners = dict[int, float]
"""By position in the batch: the share of text in common, 0 for a paragraph alone."""


def check(batch: Sequence[Fingerprint], policy: Policy) -> Iterator[tuple[str, Finding]]:
    """Find who resembles whom, and tell each of those that it resembles most."""
    for i, partners in sorted(_resembling(batch, policy.across).items()):
        one = batch[i]
        ranked = sorted(partners, key=lambda j: -partners[j])
        kin = [j for j in ranked if sisters(one, batch[j])]
        strangers = [j for j in ranked if j not in kin]
        yield one.name, _finding(one, batch, strangers or kin, partners, kin=not strangers)


def _resembling(batch: Sequence[Fingerprint], bands: AcrossBands) -> dict[int, Partners]:
    # numpy takes 0.1 s to import, which `check` need not pay: it never compares submissions.
    from validators.twins.likeness_pairs import alike, same_paragraphs

    texts = [one.text for one in batch]
    shares = dict.fromkeys(same_paragraphs(texts, bands), 0.0)
    shares |= {(pair.first, pair.second): pair.share for pair in alike(texts, bands)}
    found: dict[int, Partners] = {}
    for (first, second), share in shares.items():
        if batch[first].who != batch[second].who:
            found.setdefault(first, {})[second] = share
            found.setdefault(second, {})[first] = share
    return found


def _finding(
    one: Fingerprint,
    batch: Sequence[Fingerprint],
    ranked: Sequence[int],
    partners: Partners,
    *,
    kin: bool,
) -> Finding:
    share = partners[ranked[0]] * 100
    likeness = f"文本相似度{operand(share, 0)}%" if share else "有相同段落"
    return fault(
        RULE,
        [one.narrative()],
        severity=Severity.INFO if kin else None,
        names=named(batch[j] for j in ranked),
        likeness=likeness,
        reason=f"（{GROUP}）" if kin else "",
        expected="正文结合本企业实际编写",
        actual="；".join(
            f"{batch[j].name}：{operand(partners[j] * 100, 0)}%"
            if partners[j]
            else f"{batch[j].name}：相同段落"
            for j in ranked[:5]
        ),
        fix="请结合本企业工艺、设备和数据改写雷同段落；同一集团统一编制的请说明。",
    )
