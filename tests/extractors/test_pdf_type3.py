"""Characters drawn by a font without a name, on a page that was put into another page."""

from __future__ import annotations

import pypdfium2
import pytest

from extractors.readers.pdf_glyphs import read_glyphs


def _stream(entries: str, data: str) -> str:
    return f"<<{entries}/Length {len(data)}>>stream\n{data}\nendstream"


MAP = "begincmap 1 begincodespacerange <00><FF> endcodespacerange 1 beginbfchar <61><5DE5> endbfchar endcmap"


def _pdf(matrix: str) -> bytes:
    """One character of ten points at 100, 200 within a form placed by ``matrix``."""
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 600]/Contents 4 0 R"
        "/Resources<</XObject<</X 5 0 R>>>>>>",
        _stream("", f"q {matrix} cm /X Do Q"),
        _stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 600 600]/Resources<</Font<</F 6 0 R>>>>",
            "BT /F 10 Tf 100 200 Td (a) Tj ET",
        ),
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
        "/CharProcs<</a 7 0 R>>/Encoding<</Type/Encoding/Differences[97/a]>>"
        "/FirstChar 97/LastChar 97/Widths[1000]/Resources<<>>/ToUnicode 8 0 R>>",
        _stream("", "1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f"),
        _stream("", MAP),
    )
    body = "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
    return f"%PDF-1.5\n{body}trailer<</Root 1 0 R>>\n%%EOF".encode()


@pytest.mark.parametrize(
    ("matrix", "wanted"),
    [
        ("1 0 0 1 0 0", (100, 200, 110, 210)),
        (".5 0 0 .5 300 20", (350, 120, 355, 125)),
        ("0 1 -1 0 600 0", (390, 100, 400, 110)),
    ],
)
def test_place(matrix: str, wanted: tuple[float, ...]) -> None:
    document = pypdfium2.PdfDocument(_pdf(matrix))
    page = document[0]
    textpage = page.get_textpage()
    glyphs, _ = read_glyphs(textpage)
    assert [(glyph[0], [round(side) for side in glyph[1:5]]) for glyph in glyphs] == [
        ("工", list(wanted))
    ]
    textpage.close()
    page.close()
    document.close()
