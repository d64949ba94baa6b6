"""What a paper says, apart from how it looks: kept beside the file, so that it can be made again.

Texts are as they are printed; days are dates. Money is in 万元, energy in 吨标准煤.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

MARK: Final = "系统生成，供参考"
"""What stands on every paper that no person has confirmed."""


class Item(Struct, frozen=True):
    """One line of the 补正清单: an upheld finding in the words that the firm reads."""

    no: int
    place: str
    title: str
    actual: str
    """The value as handed in."""
    expected: str
    """The value that it should be, or that contradicts it."""
    clause: str
    fault: str
    """What is wrong: the officer's own sentence where one was written, else the rule's."""
    fix: str
    """The smallest thing that puts it right."""


class Notice(Struct, frozen=True, tag="notice"):
    """《一次性告知（补正）通知书》 with its 《补正清单》."""

    office: str
    firm: str
    uscc: str
    number: int
    """The how-manieth hand-in it is about."""
    items: tuple[Item, ...]
    made_on: date
    due_on: date
    contact: str


class Remark(Struct, frozen=True):
    """One finding as the expert judged it."""

    no: int
    title: str
    fault: str
    ruling: str
    remark: str


class OpinionPaper(Struct, frozen=True, tag="opinion"):
    """《专家评审意见表》 of one expert on one plan."""

    firm: str
    uscc: str
    city: str
    industry: str
    number: int
    specialities: str
    expert: str
    goal: str
    technology: str
    feasibility: str
    conclusion: str
    """``pass``, ``revise``, ``fail``."""
    remark: str
    remarks: tuple[Remark, ...]
    made_on: date


class SummaryRow(Struct, frozen=True):
    """One firm of the 审核意见汇总表; the counts are of live findings, without the mere hints."""

    firm: str
    uscc: str
    city: str
    industry: str
    number: int
    errors: int
    warnings: int
    upheld: int
    harmless: int
    dismissed: int
    undecided: int
    experts: str
    opinion: str


class Summary(Struct, frozen=True, tag="summary"):
    """《审核意见汇总表》."""

    office: str
    made_on: date
    rows: tuple[SummaryRow, ...]


class LedgerRow(Struct, frozen=True):
    """One firm of the 台账; figures are of the last reporting year, ``None`` where not stated."""

    batch: str
    firm: str
    uscc: str
    city: str
    industry: str
    number: int
    handed_in: date
    output: float | None
    energy: float | None
    emissions: float | None
    investment: float | None
    claimed: float | None
    computed: str
    errors: int
    warnings: int
    upheld: int
    stage: str
    owner: str
    due_on: date | None


class Ledger(Struct, frozen=True, tag="ledger"):
    """《台账》."""

    office: str
    made_on: date
    rows: tuple[LedgerRow, ...]


Body = Notice | OpinionPaper | Summary | Ledger
