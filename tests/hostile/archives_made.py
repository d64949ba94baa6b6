"""Hostile zips: bombs, overlaps, paths, names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.extractors import packages_made as made
from tests.extractors.test_packages_archives import REFUSED, bomb, nested, one_entry
from tests.hostile.case import READ, Case

BOMB, PATHS, NAMES = "archive bombs", "traversal", "GBK names"
_MIB = 1 << 20


def _kept(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _many(count: int) -> bytes:
    return made.zipped({f"{number}.txt": b"x" for number in range(count)})


def _zips_in_zips() -> bytes:
    inner = made.zipped({f"{number}.bin": bytes(_MIB) for number in range(40)})
    return made.zipped({f"{number}.zip": inner for number in range(20)})


def _claims_little() -> bytes:
    """The directory says 10 bytes; 20 MiB come out."""
    raw = bytearray(made.zipped({"a.bin": bytes(20 * _MIB)}))
    at = raw.index(b"PK\x01\x02") + 24
    raw[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(raw)


_ROW = {"ratio": BOMB, "overlap": BOMB, "password": "encrypted, truncated"}

CASES = (
    *(
        Case(
            _ROW.get(name, PATHS),
            name,
            _kept(content),
            "unsupported" if code == "x" else code,
            ".zip",
        )
        for name, (content, code) in REFUSED.items()
    ),
    Case(BOMB, "2,001 entries", partial(_many, 2001), "bomb", ".zip"),
    Case(BOMB, "zips in zips", _zips_in_zips, "bomb", ".zip"),
    Case(BOMB, "six levels", partial(nested, 6), "bomb", ".zip"),
    Case(BOMB, "a bomb within", lambda: made.zipped({"b.zip": bomb()}), "bomb", ".zip"),
    Case(BOMB, "a size that lies", _claims_little, "malformed", ".zip"),
    Case(PATHS, "a device's name", partial(one_entry, "CON/aux.docx"), "wrong_kind", ".zip"),
    Case(PATHS, "only dots", partial(one_entry, ".../a.docx"), "unsafe_path", ".zip"),
    Case(PATHS, "a share with slashes", partial(one_entry, "//server/a.docx"), "unsafe_path", ".zip"),
    Case(NAMES, "GBK", lambda: made.gbk_zipped({"甲/附件2-2.xlsx": made.annex()}), READ, ".zip"),
    Case(
        NAMES, "GBK, said to be UTF-8",
        lambda: made.gbk_zipped({"甲/附件2-2.xlsx": made.annex()}, flags=made.UTF8), READ, ".zip",
    ),
    Case(
        NAMES, "neither UTF-8 nor GB18030",
        lambda: made.gbk_zipped({"\xff\xfe\xff.xlsx": made.annex()}, encoding="latin-1"), READ, ".zip",
    ),
    Case(
        NAMES, "text that turns round",
        lambda: made.zipped({"\u202excod.exe": made.annex()}), READ, ".zip",
    ),
)  # fmt: skip
