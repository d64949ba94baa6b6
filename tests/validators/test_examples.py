"""Every rule's 反例 and 正例 run, and its 反例 is its own finding."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from fixtures.submissions import ABSENT, right, say
from schemas.policy import edition
from validators.catalogue import modules

GLOBALS = {"right": right, "say": say, "ABSENT": ABSENT, "policy": edition()}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.RULE.code)
def test_examples_run(module: ModuleType) -> None:
    test = doctest.DocTestFinder(recurse=False).find(module, extraglobs=GLOBALS)[0]
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0
    wrong, _, fine = (module.__doc__ or "").partition("正例：")
    assert f" {module.RULE.code} " in wrong.partition("反例：")[2]
    assert ">>>" in fine
