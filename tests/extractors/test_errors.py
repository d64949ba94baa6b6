"""Stable codes and their sentences."""

from __future__ import annotations

import pickle

import pytest

from extractors.errors import SENTENCES, UnreadableFile
from schemas.submission import Problem


def test_a_code_has_its_sentence() -> None:
    error = UnreadableFile("encrypted")
    assert error.problem == Problem("encrypted", SENTENCES["encrypted"])


def test_a_message_of_its_own_replaces_the_default() -> None:
    assert UnreadableFile("unsupported", "请另存为.docx。").problem.message == "请另存为.docx。"


def test_an_unknown_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        UnreadableFile("encrypt")


def test_it_survives_the_way_between_processes() -> None:
    copy = pickle.loads(pickle.dumps(UnreadableFile("bomb", "请重新打包。")))
    assert (copy.code, copy.message) == ("bomb", "请重新打包。")


@pytest.mark.parametrize("sentence", SENTENCES.values())
def test_sentences_are_one_line_and_end_like_sentences(sentence: str) -> None:
    assert sentence.endswith("。") and sentence.count("。") == 1 and "\n" not in sentence
