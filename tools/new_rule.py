"""``make new-rule CODE=G31 NAME=some-fault``: the file of a new rule and its table of edge cases.

The tests fail until sentence, examples and card are filled in; nothing else is to be edited.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from validators.catalogue import cards
from validators.retired import RETIRED

ROOT: Final = Path(__file__).parents[1]

_RULE: Final = '''"""一句话：必须成立的条件。

为什么：为什么要查；哪条规则说什么时本条不说。

反例：

>>> say(check(right({{"uscc": "改成错的"}}), policy))
error {code} 提示语。

正例：

>>> say(check(right(), policy))
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.finding import Finding, Rule, Severity, Speciality
from schemas.policy import Policy
from schemas.submission import Submission
from validators.faults import fault, field_ground

RULE = Rule(
    code="{code}",
    name="{name}",
    title="名称",
    severity=Severity.WARNING,
    speciality=Speciality.CLERICAL,
    citation="条款",
    message="提示语。",
    inputs=("uscc",),
)


def check(submission: Submission, policy: Policy) -> Iterator[Finding]:
    """What is compared with what."""
    yield fault(RULE, [field_ground(submission, "uscc")], expected="", actual="", fix="")
'''

_CASES: Final = """- name: the smallest right submission
  changes: {}
  expect: []
"""


class Refused(ValueError):
    """The code or name cannot be used; the message says why."""


def scaffold(code: str, name: str, root: Path) -> tuple[Path, Path]:
    """Write both files under ``root`` and return their paths. Raises :class:`Refused`."""
    folder = _folder(code, name, root)
    rule = folder / f"{code.lower()}_{name.replace('-', '_')}.py"
    cases = root / "tests" / "rules" / f"{code.lower()}.yml"
    rule.write_text(_RULE.format(code=code, name=name), "utf-8")
    if not cases.exists():
        cases.parent.mkdir(parents=True, exist_ok=True)
        cases.write_text(_CASES, "utf-8")
    return rule, cases


def _folder(code: str, name: str, root: Path) -> Path:
    if not re.fullmatch(r"[A-Z]\d\d", code):
        raise Refused(f"a code is a group's letter and two digits, not {code!r}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise Refused(f"a name is lower case words joined by dashes, not {name!r}")
    if code in RETIRED or code in {rule.code for rule in cards()}:
        raise Refused(f"{code} is taken: a code is for ever")
    folders = list((root / "validators").glob(f"{code[0].lower()}_*/__init__.py"))
    if len(folders) != 1:
        raise Refused(f"no group {code[0]} under validators/")
    return folders[0].parent


def main(arguments: list[str]) -> int:
    """Run from the command line; 2 where the arguments cannot be used."""
    if len(arguments) != 2:
        print("usage: make new-rule CODE=G31 NAME=some-fault", file=sys.stderr)
        return 2
    try:
        written = scaffold(arguments[0].upper(), arguments[1], ROOT)
    except Refused as error:
        print(f"new-rule: {error}", file=sys.stderr)
        return 2
    for path in written:
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
