"""Form controls: content controls (``w:sdt``) and the older form fields (``w:ffData``)."""

from __future__ import annotations

import re

from lxml import etree

from extractors.readers import word_names as n
from extractors.readers.office_values import is_on, whole
from schemas.document import TICKED, UNTICKED

_PROMPT = re.compile(
    "单击|点击|此处|输入|选择|填写|请|click|tap|enter|choose|select|[xX×]{2}|[_…]{2}", re.IGNORECASE
)
_CHECKBOX = n.W14 + "checkbox"
_CHECKED = n.W14 + "checked"
_FF_DATA = n.W + "ffData"


def control_text(sdt: etree._Element) -> str | None:
    """What stands in place of a control's content; ``None``: the content itself.

    A check box gives ☑ or ☐ by its state; a control that still shows its prompt is blank.
    """
    properties = sdt.find(n.SDT_PR)
    if properties is None:
        return None
    box = properties.find(_CHECKBOX)
    if box is not None:
        return _state(box.find(_CHECKED), n.W14 + "val")
    prompt = properties.find(n.W + "showingPlcHdr")
    shows_prompt = prompt is not None and is_on(prompt.get(n.VAL)) and _is_prompt(sdt)
    return "" if shows_prompt else None


def form_box(begin: etree._Element) -> str | None:
    """What a form field's ``w:fldChar`` of type begin shows by itself.

    ☑/☐ for a check box, the chosen entry for a list; ``None`` for any other field.
    """
    data = begin.find(_FF_DATA)
    if data is None:
        return None
    box = data.find(n.W + "checkBox")
    if box is not None:
        checked = box.find(n.W + "checked")
        return _state(box.find(n.W + "default") if checked is None else checked, n.VAL)
    choices = data.find(n.W + "ddList")
    return None if choices is None else _chosen(choices)


def _is_prompt(sdt: etree._Element) -> bool:
    """Whether the content reads like a prompt: LibreOffice keeps the mark on filled controls."""
    text = "".join(t.text or "" for t in sdt.iter(n.T))
    return not text.strip() or _PROMPT.search(text) is not None


def _state(element: etree._Element | None, attribute: str) -> str:
    return TICKED if element is not None and is_on(element.get(attribute)) else UNTICKED


def _chosen(choices: etree._Element) -> str:
    entries = [e.get(n.VAL, "") for e in choices.iterchildren(n.W + "listEntry")]
    given = choices.find(n.W + "result")
    if given is None:
        given = choices.find(n.W + "default")
    index = 0 if given is None else whole(given.get(n.VAL))
    return entries[index] if 0 <= index < len(entries) else ""
