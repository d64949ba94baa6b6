"""ActiveX boxes: state and caption from the stored control."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from extractors.readers import word
from extractors.readers.word_activex import morph_data
from tests.extractors.word_files import p, paragraphs, relations, run, save

_CHECK = "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}"
_OPTION = "{8BD21D50-EC42-11CE-9E0D-00AA006002F3}"
_OCX = (
    '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'ax:classid="{}" {}>{}</ax:ocx>'
)
_CONTROL = (
    "<w:r><w:object><v:shape><v:imagedata r:id='rP'/></v:shape>"
    "<w:control r:id='rC' w:name='CheckBox1'/></w:object></w:r>"
)


def _stream(value: str, caption: str, *, compressed: bool = True) -> bytes:
    """A MorphDataControl with property bits, display style, value, caption, size and group."""
    mask = 1 << 0 | 1 << 6 | 1 << 8 | 1 << 22 | 1 << 23 | 1 << 32
    flag = 0x80000000 if compressed else 0
    first = value.encode("latin-1" if compressed else "utf-16-le")
    second = caption.encode("utf-16-le")
    block = struct.pack("<IBxxxIII", 0x2C80081B, 4, len(first) | flag, len(second), 2 | flag)
    extra = struct.pack("<II", 2540, 635)
    extra += b"".join(text + bytes(-len(text) % 4) for text in (first, second, b"g1"))
    body = struct.pack("<Q", mask) + block + extra
    return bytes(16) + struct.pack("<BBH", 0, 2, len(body)) + body


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("value", ["0", "1"])
def test_stored_value_and_caption(value: str, compressed: bool) -> None:
    assert morph_data(_stream(value, "民营", compressed=compressed)) == (value, "民营")


def _text(tmp_path: Path, ocx: str, stream: bytes = b"") -> str:
    path = save(
        tmp_path / "x.docx",
        p(_CONTROL + run("。")),
        related=(("rC", "control", "activeX/activeX1.xml"),),
        more={
            "word/activeX/activeX1.xml": ocx,
            "word/activeX/activeX1.bin": stream,
            "word/activeX/_rels/activeX1.xml.rels": relations(
                ("r1", "activeXControlBinary", "activeX1.bin")
            ),
        },
    )
    return paragraphs(word.read(path, "x.docx"))[0].text


def test_stored_box(tmp_path: Path) -> None:
    ocx = _OCX.format(_CHECK, 'ax:persistence="persistStreamInit" r:id="r1"', "")
    assert _text(tmp_path, ocx, _stream("1", "民营")) == "☑民营。"


def test_box_in_a_property_bag(tmp_path: Path) -> None:
    entries = (
        '<ax:ocxPr ax:name="Value" ax:value="0"/><ax:ocxPr ax:name="Caption" ax:value="国有"/>'
    )
    assert _text(tmp_path, _OCX.format(_OPTION, "", entries)) == "☐国有。"


UNREAD = {
    "another control": _OCX.format("{D7053240-CE69-11CD-A777-00DD01143C57}", 'r:id="r1"', ""),
    "no stream": _OCX.format(_CHECK, 'r:id="r9"', ""),
    "a stream of another kind": _OCX.format(_CHECK, 'r:id="r1"', ""),
    "broken": "<ax",
}


@pytest.mark.parametrize("ocx", UNREAD.values(), ids=UNREAD.keys())
def test_what_is_no_readable_box_has_no_text(tmp_path: Path, ocx: str) -> None:
    assert _text(tmp_path, ocx, b"\x00" * 16 + b"\x00\x02\x01") == "。"
