"""A step that cannot be done now, in words for whoever asked."""

from __future__ import annotations


class Refused(Exception):
    """``code`` for machines, ``sentence`` in Chinese: what is the matter and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
