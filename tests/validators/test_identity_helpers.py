"""What the rules of form, identity, admission and tier share."""

from __future__ import annotations

import pytest
from msgspec import structs
from stdnum.cn import uscc

from fixtures.submissions import ABSENT, read, right
from schemas.document import Kind
from schemas.place import PageBox
from schemas.policy import Listed, edition
from schemas.submission import Submission, Value
from validators.catalogue import judge
from validators.energy.electricity import equivalent, power
from validators.energy.energy_basis import CALORIFIC, EQUIVALENT, stated_basis
from validators.firms.credit_code import check_character
from validators.firms.green_titles import Level, titles
from validators.form.form_rows import ENTRIES, ROWS, missing, rows_found
from validators.form.lists import entry_of


def test_the_form_has_twenty_six_rows_and_thirty_entries() -> None:
    assert (ROWS, len(ENTRIES)) == (26, 30)
    assert missing(right()) == ()


def test_a_row_of_two_entries_is_there_while_one_is() -> None:
    half = missing(right({"contact_phone": ABSENT}))
    whole = missing(right({"contact_phone": ABSENT, "contact": ABSENT}))
    assert (rows_found(half), rows_found(whole)) == (26, 25)


@pytest.mark.parametrize(
    ("entry", "listed"),
    [
        (Listed("别家", "91330109MA2B3C4D1C"), True),
        (Listed("浙江某某化纤有限公司", "91330109MA2B3C4D17"), False),
        (Listed("浙江某某化纤 有限公司（盖章）"), True),
        (Listed("浙江某某化纤股份有限公司"), False),
        (Listed(""), False),
    ],
)
def test_a_list_knows_a_firm_by_its_code_else_by_its_name(entry: Listed, listed: bool) -> None:
    assert (entry_of(right(), [entry]) is entry) is listed


@pytest.mark.parametrize(
    ("text", "kwh"),
    [
        ("2024年外购电力3000万kWh。", 3e7),
        ("2024年用电量1,250.5万千瓦时。", 1.2505e7),
        ("2024年耗电0.8亿度。", 8e7),
        ("2023年外购电力3000万kWh。", None),
        ("2024年外购电力3000万kWh，自用电量100万kWh。", None),
        ("2024年光伏发电量100万kWh。", None),
    ],
)
def test_the_electricity_of_a_year(text: str, kwh: float | None) -> None:
    assert power(right({"chapter.一（三）": text}), 2024) == kwh


def test_the_worked_conversions_of_the_catalogue() -> None:
    assert round(equivalent(2600, 8e6, edition()), 1) == 4016.8
    assert round(equivalent(6200, 3e7, edition())) == 11513


@pytest.mark.parametrize(
    ("text", "basis"),
    [("按等价值计", EQUIVALENT), ("按当量值计", CALORIFIC), ("当量浓度", ""), ("能耗下降", "")],
)
def test_the_basis_that_the_text_states(text: str, basis: str) -> None:
    assert stated_basis(right({"chapter.一（三）": text})) == basis


@pytest.mark.parametrize(
    ("text", "level", "documented"),
    [
        ("2021年国家级绿色工厂（工信厅节函〔2022〕7号）", Level.NATIONAL, True),
        ("公司为浙江省绿色低碳工厂", Level.PROVINCIAL, False),
        ("入选工信部第八批绿色制造名单", Level.NATIONAL, True),
        ("四星级绿色工厂", Level.LOWER, False),
        ("我们是绿色工厂", Level.UNSAID, False),
    ],
)
def test_titles(text: str, level: Level, documented: bool) -> None:
    (title,) = titles(right({"chapter.一（一）": text}), edition())
    assert (title.level, title.documented) == (level, documented)


def _beside_a_pdf(**others: Value) -> Submission:
    """The right submission with a stamped PDF that states ``others``."""
    whole = right()
    pdf = structs.replace(whole.files[0], path="盖章.pdf", kind=Kind.PDF)
    rivals = {
        key: (structs.replace(read(value), where=PageBox("盖章.pdf", 2)),)
        for key, value in others.items()
    }
    return structs.replace(whole, files=(*whole.files, pdf), rivals=rivals)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("total_investment", 8560.0, ["error"]),
        ("total_investment", 8650.4, []),
        ("factory_name", "浙江某某化纤有限责任公司", ["error"]),
        ("cover_date", "2025-03-10", []),
        ("commitment_date", "2025-03-28", ["warning"]),
        ("measures", "另一段很长的文字，" * 8, []),
        ("projects.1.total_investment", 2700.0, ["error"]),
        ("projects", 3.0, []),
    ],
)
def test_the_stamped_copy_against_the_word_file(key: str, value: Value, said: list[str]) -> None:
    findings = judge(_beside_a_pdf(**{key: value}), edition()).findings
    assert [str(f.severity) for f in findings if f.rule == "M09"] == said


@pytest.mark.parametrize("first", list(uscc._alphabet))
def test_the_check_character_is_the_librarys(first: str) -> None:
    whole = uscc._alphabet[14:31] + uscc._alphabet
    codes = [first + whole[at : at + 16] for at in range(31)]
    assert [check_character(code) for code in codes] == [uscc.calc_check_digit(c) for c in codes]
