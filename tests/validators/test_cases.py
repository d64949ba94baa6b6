"""Edge cases of rules: the tables of ``tests/rules/*.yml``, all by one runner.

A case is ``name``, ``changes`` (as for ``fixtures.submissions.right``; ``!absent`` takes a field
away, ``!read {value: …, flags: […]}`` is a read), ``mentions`` (metric, year, value, and if need
be sentence, chapter, tense and entity), ``without`` (parts that were not found), ``file`` (the plan's kind),
``notices`` (codes, or mappings with ``code``, ``text``, ``count``, ``page``), and ``expect``: all that the file's rule, and any rule named in it, says.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import yaml
from msgspec import structs

from fixtures.submissions import ABSENT, PLAN, read, right
from schemas.document import Kind, Notice
from schemas.place import PageBox, WholeFile, WordPlace
from schemas.policy import edition
from schemas.submission import Mention, Read, State, Submission
from validators.catalogue import judge

FOLDER = Path(__file__).parent.parent / "rules"


class _Loader(yaml.SafeLoader):
    """Plain YAML and our two tags."""


def _read(loader: yaml.SafeLoader, node: yaml.Node) -> Read:
    assert isinstance(node, yaml.MappingNode)
    words = loader.construct_mapping(node, deep=True)
    base = read(words.pop("value", None))
    typed: dict[str, Any] = {"flags": tuple, "state": State}
    return structs.replace(base, **{key: typed.get(key, _same)(v) for key, v in words.items()})


def _same(value: Any) -> Any:
    return value


_Loader.add_constructor("!absent", lambda loader, node: ABSENT)
_Loader.add_constructor("!read", _read)

CASES = [
    pytest.param(path.stem.upper(), case, id=f"{path.stem}-{case['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in yaml.load(path.read_text("utf-8"), _Loader)
]


def _mention(
    metric: str,
    year: int | None,
    value: float,
    sentence: str = "",
    chapter: str = "",
    tense: str = "past",
    entity: str = "",
) -> Mention:
    """A figure of the text; the same sentence is the same place."""
    where = WordPlace(PLAN, paragraph=20 + crc32(sentence.encode()) % 10000)
    found = structs.replace(read(value), where=where)
    return Mention(metric, found, year, tense, sentence, chapter, entity)


def _notice(given: str | dict[str, Any]) -> Notice:
    if isinstance(given, str):
        return Notice(given, WholeFile(PLAN))
    page = given.get("page")
    where = PageBox(PLAN, page) if page else WholeFile(PLAN)
    return Notice(given["code"], where, given.get("count", 1), given.get("text", ""))


def submission_of(case: dict[str, Any]) -> Submission:
    """The case's submission: the smallest right one, changed."""
    base = right(case.get("changes"))
    kind = Kind(case.get("file", Kind.DOCX))
    return structs.replace(
        base,
        mentions=tuple(_mention(*entry) for entry in case.get("mentions", ())),
        parts={p: w for p, w in base.parts.items() if p not in case.get("without", ())},
        files=tuple(structs.replace(file, kind=kind) for file in base.files),
        notices=tuple(map(_notice, case.get("notices", ()))),
    )


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any]) -> None:
    watched = {code, *(line.split()[1] for line in case["expect"]), *case.get("silent", ())}
    findings = judge(submission_of(case), edition()).findings
    said = [f"{f.severity} {f.rule}" for f in findings if f.rule in watched]
    assert sorted(said) == sorted(case["expect"])
