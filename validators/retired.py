"""Codes that are no more: a code is for ever, so none of these is given out again."""

RETIRED: dict[str, str] = {}
"""Code → why it went and what speaks instead."""
