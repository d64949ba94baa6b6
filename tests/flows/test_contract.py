"""The JSON of a submission keeps the contract's words."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from fixtures.submissions import ABSENT, right
from flows.contract import encode, source_of
from flows.process import Processed
from schemas.contract import json_schema
from schemas.place import PageBox, SheetCell, Where, WholeFile, WordPlace
from schemas.policy import edition
from schemas.submission import Problem, Submission
from validators.catalogue import judge


def contract_of(submission: Submission) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(encode(Processed(submission, judge(submission, edition()))))
    jsonschema.validate(body, json_schema())
    return body


def test_every_key_of_the_contract_is_there() -> None:
    body = contract_of(right())
    assert list(body) == [
        "contract",
        "name",
        "status",
        "problem",
        "files",
        "years",
        "fields",
        "tables",
        "tables_totals",
        "self_evaluation",
        "chapters",
        "score",
        "findings",
    ]
    assert (body["contract"], body["status"], body["problem"]) == ("1", "processed", None)
    assert list(body["files"][0]) == [
        "path",
        "role",
        "format",
        "sha256",
        "pages",
        "outcome",
        "problem",
    ]


def test_stated_blank_unreadable_and_absent_stay_apart() -> None:
    changes = {"uscc": None, "total_investment": "?待定", "benchmark": ABSENT}
    fields = contract_of(right(changes))["fields"]
    assert fields["uscc"]["value"] is None
    assert fields["uscc"]["source"]["file"] == "方案.docx"
    assert (fields["total_investment"]["value"], fields["total_investment"]["raw"]) == (
        None,
        "待定",
    )
    assert "benchmark" not in fields


def test_an_unreadable_submission_says_why_and_has_an_error() -> None:
    problem = Problem("no_plan", "未找到建设方案")
    body = contract_of(Submission("002", problem=problem))
    assert body["status"] == "unreadable"
    assert body["problem"] == {"code": "no_plan", "message": "未找到建设方案"}
    assert [finding["severity"] for finding in body["findings"]] == ["error"]


def test_places_in_the_contracts_words() -> None:
    cases: list[tuple[Where, dict[str, object]]] = [
        (
            PageBox("a.pdf", 4, (312.04, 418.2, 377.5, 432.9), cell=(14, 4)),
            {"file": "a.pdf", "page": 4, "bbox": [312.0, 418.2, 377.5, 432.9], "cell": [14, 4]},
        ),
        (
            SheetCell("a.xlsx", "附件2-2", "B7"),
            {"file": "a.xlsx", "sheet": "附件2-2", "cell": "B7"},
        ),
        (WordPlace("a.docx", 2, (14, 4)), {"file": "a.docx", "table": 2, "cell": [14, 4]}),
        (WordPlace("a.docx", paragraph=7), {"file": "a.docx", "paragraph": 7}),
        (WholeFile("a.docx"), {"file": "a.docx"}),
    ]
    import msgspec

    assert [msgspec.to_builtins(source_of(where)) for where, _ in cases] == [
        {k: tuple(v) if isinstance(v, list) else v for k, v in words.items()} for _, words in cases
    ]
