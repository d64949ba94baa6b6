"""Points as applicants write them: ``4.5``, ``5分``, ``4.5/5``, ``满分``, 符合 / 不符合, sums in their label."""

from __future__ import annotations

import re

from msgspec import structs

from extractors import grid
from extractors.forms import boxes, values
from extractors.grammar.text import fold, is_blank, nfkc, tidy
from schemas.document import TICKED, Cell, Table
from schemas.policy import ItemPoints
from schemas.submission import Read, ScoreItem, State

_FULL = re.compile(r"得?(?:满分|全分)")
_OVER = re.compile(r"([\d.]{1,6})\s*分?\s*[/／]\s*([\d.]{1,6})\s*分?")
_APART = re.compile(
    r"(?:满分|分值|标准分)\s*[:：为]?\s*(?P<full>[\d.]{1,6})\s*分?\s*[,，;；、/／]?\s*(?:企业)?(?:自评|得分|实得|自我评价)(?:得?分)?\s*[:：为]?\s*(?P<claim>[\d.]{1,6})\s*分?|"
    r"(?:企业)?(?:自评|得分|实得|自我评价)(?:得?分)?\s*[:：为]?\s*(?P<claimed>[\d.]{1,6})\s*分?\s*[,，;；、/／(（]?\s*(?:满分|分值|标准分)\s*[:：为]?\s*(?P<most>[\d.]{1,6})\s*分?\s*[)）]?"
)
"""``满分6，自评5`` and ``自评5分（满分6分）``: the claim is not the first figure."""
_YES = re.compile(r"符合|是|满足|通过|达标|具备|√|☑|✓|✔|已?达到")
_NO = re.compile(r"不符合|否|不满足|未通过|不达标|不具备|×|✗|✘|[未没]有?达到|不通过")
_TICK_ONLY = re.compile(rf"[√✓✔{TICKED}]")
_CLAIM = re.compile(r"\d{1,2}(?:\.\d{1,3})?分?(?:/\d{1,2}分?)?|满分|符合|不符合|是|否|√")
_IN_LABEL = re.compile(r"[:：]\s*(\d{1,3}(?:\.\d{1,4})?)\s*分?\s*\Z")
_HEADED = re.compile(
    r"\A\s*(?:企业)?(?:自评|自我评价)?(?:得分|结果|分|得)?\s*[:：为]?\s*"
    r"(得?满分(?!\s*[\d:：为])|\d{1,2}(?:\.\d{1,3})?\s*(?:分(?:\s*[/／]\s*\d{1,2}\s*分?)?|(?=\s*\n))|不?符合(?:要求)?|是(?=[\s。,，;；]*\n)|否(?=[\s。,，;；]*\n))"
    r"[\s。.;；,，:：、]*(.*)\Z",
    re.DOTALL,
)
_WHY = re.compile(r"\A(?:自评)?(?:情况)?(?:说明|依据|理由|佐证)\s*[:：]\s*")
"""The label of the explanation that follows the claim in its cell."""
_ADMISSION = frozenset({ScoreItem.ADMISSION_FACTORY, ScoreItem.ADMISSION_SCALE})


_ENDED = re.compile(
    r"\A(?P<why>.+?)[\s。.;；,，:：、(（]*(?:企业)?(?:自评|自我评价)?(?:得分|分值|分|得)?\s*[:：为]?\s*"
    r"(?P<claim>满分|(?<![\d.])\d{1,2}(?:\.\d{1,3})?\s*分)\s*[)）]?[。.;；\s]*\Z",
    re.DOTALL,
)
_SAID = re.compile(r"自评|自我评价|得分|得\d|得满分")


def _at_the_end(text: str) -> re.Match[str] | None:
    """A claim that closes its explanation: ``…，自评得分：4分``."""
    found = _ENDED.match(text)
    return found if found and _SAID.search(text, found.end("why")) else None


def split(cell: Cell) -> tuple[Cell, Cell]:
    """A cell that states claim and explanation together, as two: ``5分`` / ``已建系统…``.

    The second is empty where the cell states a claim alone.
    """
    if _APART.fullmatch(nfkc(cell.text).strip()):
        return cell, structs.replace(cell, text="", number=None)
    together = _HEADED.match(cell.text)
    ended = _at_the_end(cell.text) if together is None else None
    if ended is not None:
        return _part(cell, ended["claim"]), _part(cell, ended["why"])
    if together is None or is_blank(together[2]):
        return cell, structs.replace(cell, text="", number=None)
    return _part(cell, together[1]), _part(cell, _WHY.sub("", together[2]))


def _part(cell: Cell, text: str) -> Cell:
    return structs.replace(cell, text=text.strip(), number=None, spans=())


def is_claim(text: str) -> bool:
    """Whether a cell states points or 符合, alone or before an explanation."""
    alone = bool(_CLAIM.fullmatch(fold(text))) or bool(_HEADED.match(text))
    alone = alone or bool(_APART.fullmatch(nfkc(text).strip()))
    return alone or _at_the_end(text) is not None


def claim_read(source: values.Origin, item: ItemPoints) -> Read:
    """The claim for a row of annex 1: points, or a bool for the two admission rows."""
    if item.item in _ADMISSION:
        return _admission(source)
    return points_read(source, item.points)


def points_read(source: values.Origin, full: float) -> Read:
    """Points as claimed: ``4.5``, ``5分``, ``4.5/5``, ``满分``; a bare tick is the full points, unsure."""
    cell = source.cell
    if is_blank(cell.text) and cell.number is None:
        return values.made(source, None, state=State.BLANK)
    plain = nfkc(cell.text).strip()
    claim = _claim_of(plain, full)
    if claim:
        short = structs.replace(source, cell=structs.replace(cell, text=claim, number=None))
        return structs.replace(values.number_read(short, "分"), raw=cell.text, unit="")
    if full and _FULL.fullmatch(fold(plain)):
        return values.made(source, full, 0.95, flags=("full_word",))
    if full and _TICK_ONLY.fullmatch(plain):
        return values.made(source, full, 0.6, flags=("tick_only",))
    return structs.replace(values.number_read(source, "分"), unit="")


def _claim_of(plain: str, full: float) -> str:
    """The claim of a cell that states it beside the points to be had, ``""`` for other cells."""
    over, apart = _OVER.fullmatch(plain), _APART.fullmatch(plain)
    if over and full and abs(float(over[2]) - full) < 0.01:
        return over[1]
    return (apart["claim"] or apart["claimed"]) if apart else ""


def _admission(source: values.Origin) -> Read:
    text = fold(source.cell.text)
    if not text:
        return values.made(source, None, state=State.BLANK)
    if boxes.marked(source.cell.text):
        return _ticked(source)
    no, yes = _NO.search(text), _YES.search(text)
    if no is None and yes is None:
        return values.made(source, None, 0.5, state=State.UNREADABLE, flags=("unparsed",))
    return values.made(source, no is None, 0.98 if len(text) <= 8 else 0.85)


def _ticked(source: values.Origin) -> Read:
    chosen = boxes.chosen(source.cell.text)
    if chosen:
        return values.made(source, _NO.search(chosen) is None, 0.97)
    if boxes.untouched(source.cell.text):
        return values.made(source, None, state=State.BLANK)
    return values.made(source, None, 0.5, state=State.UNREADABLE, flags=("unclear",))


def at(table: Table, row: int, head: Cell) -> Cell:
    """The row's cell under a head; of several the first that is filled."""
    under = table.rows[row][head.column : head.column + head.column_span]
    return next((cell for cell in under if not is_blank(cell.text)), under[0])


def sum_read(table: Table, row: int, named: Cell, claimed: Cell | None) -> Read:
    """A sub-total or total: the figure under the claim's head, else the one in its own label."""
    cell = at(table, row, claimed) if claimed is not None else named
    if grid.same(cell, named) or is_blank(cell.text):
        return _sum_in_label(named, cell)
    return points_read(values.Origin(cell, tidy(named.text)), 0.0)


def _sum_in_label(named: Cell, cell: Cell) -> Read:
    figure = _IN_LABEL.search(nfkc(named.text))
    source = values.Origin(structs.replace(cell, text=named.text), tidy(named.text))
    if figure is None:
        blank = structs.replace(source, cell=structs.replace(cell, text=""))
        return values.made(blank, None, state=State.BLANK)
    return values.made(source, float(figure[1]), 0.97)
