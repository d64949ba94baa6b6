"""A value put right: the old one kept, the rules run again, decisions and later versions untouched."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from fixtures.submissions import ABSENT, right
from schemas.desk import Role
from schemas.policy import edition
from schemas.submission import State, Submission
from store.refusals import Refused
from validators.catalogue import judge

pytestmark = pytest.mark.usefixtures("database")

WHY = "对照营业执照，第18位识别错了"
WRONG = {"uscc": "91330109MA2B3C4D17"}
RIGHT = "91330109MA2B3C4D1C"


def officer() -> Any:
    from store.scopes import Who

    return Who(1, "周予安", Role.PROVINCE)


def stored(changes: Any = None, digest: str = "a", engine: str = "1") -> int:
    from store import services, upkeep

    batch = services.open_batch("/a", "a")
    submission = right(changes)
    verdicts = judge(submission, edition())
    saved = services.save_processed(batch, submission, verdicts, (), digest=digest, engine=engine)
    upkeep.refresh([version(saved.version).submission_id])
    return saved.version


def version(pk: int) -> Any:
    from store.models import Version

    return Version.objects.get(pk=pk)


def understood(pk: int) -> Submission:
    from store.bodies import unpack

    return unpack(version(pk).body, Submission)


def rules(pk: int) -> list[str]:
    rows = version(pk).findings.filter(severity="error").order_by("rule")
    return list(rows.values_list("rule", flat=True))


def put(pk: int, key: str, value: str, reason: str = WHY, **more: Any) -> Any:
    from store.corrections import correct

    return correct(officer(), pk, key, value, reason, **more)


def refused(pk: int, key: str, value: str, reason: str = WHY, **more: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        put(pk, key, value, reason, **more)
    return caught.value.code, caught.value.sentence


def test_a_corrected_value_is_judged_at_once_and_the_old_one_stays() -> None:
    pk = stored(WRONG)
    assert rules(pk) == ["B02"]
    put(pk, "uscc", RIGHT)
    assert rules(pk) == []
    assert (version(pk).uscc, version(pk).errors) == (RIGHT, 0)
    (row,) = version(pk).corrections.all()
    assert (row.before["value"], row.after["value"]) == (WRONG["uscc"], RIGHT)
    assert (row.reason, row.by) == (WHY, "周予安")


def test_the_read_is_sure_flagged_and_where_it_was() -> None:
    pk = stored()
    before = understood(pk).fields["total_investment"]
    put(pk, "total_investment", "8,750.00万元")
    after = understood(pk).fields["total_investment"]
    assert (after.value, after.decimals, after.confidence) == (8750.0, 2, 1.0)
    assert (after.where, after.flags) == (before.where, ("corrected",))


def test_what_was_read_can_be_put_back() -> None:
    from store.corrections import restore

    pk = stored(WRONG)
    before = understood(pk)
    put(pk, "uscc", RIGHT)
    restore(officer(), pk, "uscc", "企业盖章件上确实印错")
    assert understood(pk) == before
    assert rules(pk) == ["B02"]
    assert version(pk).corrections.count() == 2


def test_findings_that_stay_keep_their_row_and_their_decision() -> None:
    from store import decisions

    pk = stored({**WRONG, "total_investment": 9000.0})
    kept = version(pk).findings.exclude(rule="B02").order_by("pk").first()
    decisions.decide(officer(), kept.pk, "upheld")
    put(pk, "uscc", RIGHT)
    again = version(pk).findings.get(pk=kept.pk)
    assert (again.fingerprint, again.ruling, again.live) == (kept.fingerprint, "upheld", True)


def test_annex_cells_and_own_points_can_be_put_right() -> None:
    pk = stored()
    put(pk, "projects.2.total_investment", "6100")
    put(pk, "self_evaluation.eco_design", "4")
    now = understood(pk)
    assert now.tables["projects"][1]["total_investment"].value == 6100.0
    assert now.self_evaluation is not None
    assert [item.claimed.value for key, item in now.self_evaluation.items.items() if key == "eco_design"] == [4.0]  # fmt: skip


def test_a_field_that_was_found_nowhere_can_be_stated_and_taken_back() -> None:
    from store.corrections import restore

    pk = stored({"total_investment": ABSENT})
    put(pk, "total_investment", "8650")
    assert understood(pk).fields["total_investment"].where.file == "方案.docx"
    restore(officer(), pk, "total_investment", "看错了一行")
    assert "total_investment" not in understood(pk).fields


def test_blank_is_said_by_a_word() -> None:
    pk = stored()
    put(pk, "benchmark", "空")
    assert understood(pk).fields["benchmark"].state is State.BLANK


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("total_investment", "八千", "请只填一个数字（单位：万元）"),
        ("total_investment", "86.5亿元", "请只填一个数字（单位：万元）"),
        ("energy_consumption.2024", "8 560吨", "单位：吨标准煤"),
        ("established_on", "2003年13月", "实际存在的日期"),
        ("established_on", "2003-02-30", "实际存在的日期"),
        ("ownership", "私人", "请从国有、集体、民营"),
        ("honours", "省级企业技术中心、世界第一", "“世界第一”"),
        ("commitment_sealed", "大概", "请填是或否"),
        ("contact_phone", "看不清", "请填手机号"),
        ("uscc", "九一三三", "18位"),
        ("projects.1.total_investment", "-", "请只填一个数字"),
        ("existing_equipment.1.quantity", "1.5", "整数"),
        ("total_investment", "  ", "请填“空”"),
        ("total_investment", "1" * 30, "请只填一个数字"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_plain_words(
    key: str, value: str, said: str
) -> None:
    pk = stored()
    assert said in refused(pk, key, value)[1]
    assert version(pk).corrections.count() == 0


@pytest.mark.parametrize(
    "key",
    ["", "nothing", "output_value", "output_value.24", "energy_intensity.unknown", "projects.0.name",
     "projects.1.nothing", "self_evaluation.nothing", "total_investment.2024", "__class__"],
)  # fmt: skip
def test_a_key_that_no_form_has_is_refused(key: str) -> None:
    assert refused(stored(), key, "1")[0] == "no_such_field"


def test_a_row_that_the_annex_lacks_is_refused() -> None:
    assert refused(stored(), "projects.9.total_investment", "1")[0] == "no_such_row"


def test_a_reason_is_asked_and_the_same_value_again_is_none() -> None:
    pk = stored()
    assert refused(pk, "total_investment", "8700", " ")[0] == "no_reason"
    put(pk, "total_investment", "8650.00")
    assert refused(pk, "total_investment", "8650.00")[0] == "unchanged"


def test_nobody_overwrites_what_somebody_else_just_put_right() -> None:
    pk = stored()
    put(pk, "total_investment", "8700", seen=0)
    code, sentence = refused(pk, "total_investment", "8800", seen=0)
    assert (code, "周予安刚刚更正过" in sentence) == ("stale", True)
    assert understood(pk).fields["total_investment"].value == 8700.0


def test_others_and_old_versions_are_refused() -> None:
    from store.corrections import correct
    from store.scopes import Who

    pk = stored()
    for who in (Who(2, "某甲", Role.EXPERT), Who(3, "某乙", Role.CITY, "宁波市")):
        with pytest.raises(Refused):
            correct(who, pk, "total_investment", "1", WHY)
    stored(digest="b")
    assert refused(pk, "total_investment", "8700")[0] == "stale"


def test_a_run_by_newer_readers_takes_corrections_over() -> None:
    from store.corrections_kept import carried

    pk = stored(WRONG)
    put(pk, "uscc", RIGHT)
    fresh = right(WRONG)
    now, verdicts = carried(version(pk), fresh, judge(fresh, edition()))
    assert now.fields["uscc"].value == RIGHT
    assert "B02" not in [finding.rule for finding in verdicts.findings]


def test_a_new_version_is_offered_corrections_and_keeps_its_own_values() -> None:
    from store.corrections_kept import offers

    put(stored(WRONG), "uscc", RIGHT)
    second = stored({**WRONG, "total_investment": 9000.0}, digest="b")
    assert "B02" in rules(second)
    (offer,) = offers(version(second), understood(second))
    assert (offer.key, offer.right.value) == ("uscc", RIGHT)
    assert offer.now is not None and offer.now.value == WRONG["uscc"]
    put(second, "uscc", RIGHT)
    assert offers(version(second), understood(second)) == ()


def test_the_log_names_the_field_and_never_a_phone() -> None:
    from store.models import Audit

    pk = stored()
    put(pk, "contact_phone", "13912345678", "电话 13912345678 看错")
    (line,) = Audit.objects.filter(action="correct")
    assert line.detail["key"] == "contact_phone"
    assert "13912345678" not in msgspec.json.encode(line.detail).decode()


def test_a_correction_that_a_re_run_lost_is_offered_again_and_can_be_taken() -> None:
    from store.bodies import pack
    from store.corrections_kept import offers

    pk = stored(WRONG)
    put(pk, "uscc", RIGHT)
    lost = version(pk)
    lost.body = pack(right(WRONG))
    lost.save()
    (offer,) = offers(version(pk), understood(pk))
    assert (offer.key, offer.seen) == ("uscc", version(pk).corrections.get().pk)
    put(pk, "uscc", RIGHT, seen=offer.seen)
    assert understood(pk).fields["uscc"].value == RIGHT
    assert offers(version(pk), understood(pk)) == ()


def test_nobody_corrects_a_plan_out_of_their_own_city() -> None:
    from store.corrections import correct
    from store.scopes import Who

    pk = stored()
    city = Who(3, "沈若川", Role.CITY, "杭州市")
    with pytest.raises(Refused) as caught:
        correct(city, pk, "cover_city", "宁波市", WHY)
    assert caught.value.code == "other_city"
    assert (version(pk).city, version(pk).corrections.count()) == ("杭州市", 0)
    put(pk, "cover_city", "宁波市")
    assert version(pk).city == "宁波市"
    assert set(version(pk).findings.values_list("city", flat=True)) <= {"宁波市"}


def test_a_closed_plan_is_left_as_it_is() -> None:
    pk = stored()
    version(pk).submission.__class__.objects.update(stage="closed")
    assert refused(pk, "total_investment", "8700")[0] == "closed"
