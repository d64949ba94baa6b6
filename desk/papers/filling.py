"""Word papers from templates: the built-in ones, or staff's own of the same name.

A template is staff's, the words that go in are strangers': values are escaped and never read as
a template, and the template itself runs in Jinja's sandbox.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from store.refusals import Refused

BUILT_IN: Final = Path(__file__).parent / "templates"
Slots = Mapping[str, object]
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_UNDEFINED: Final = re.compile(r"'([^']+)' is undefined")


def names() -> tuple[str, ...]:
    """The templates that there are."""
    return tuple(sorted(path.name for path in BUILT_IN.glob("*.docx")))


def template(name: str, own: Path) -> Path:
    """Staff's own template in the folder ``own``, else the built-in one."""
    staffs = own / name
    return staffs if staffs.is_file() else BUILT_IN / name


def filled(name: str, own: Path, slots: Slots) -> bytes:
    """The paper's bytes. Raises :class:`Refused` where staff's own template cannot be used."""
    source = template(name, own)
    paper = DocxTemplate(str(source))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made = io.BytesIO()
    try:
        paper.render(_clean(slots), environment, autoescape=True)
        paper.save(made)
    except TemplateSyntaxError as error:
        raise _unusable(name, "双花括号或循环的写法有误") from error
    except UndefinedError as error:
        raise _unusable(name, _unknown(str(error))) from error
    except TemplateError as error:
        raise _unusable(name, "模板用了不允许的写法") from error
    except (BadZipFile, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise _unusable(name, "文件打不开，可能不是Word文档") from error
    return made.getvalue()


def _unusable(name: str, what: str) -> Refused:
    return Refused(
        "template",
        f"工作区里的模板 {name} 不能用：{what}。请在WPS中改正，或移走这个文件恢复内置模板。",
    )


def _unknown(message: str) -> str:
    found = _UNDEFINED.search(message)
    return f"没有“{found[1]}”这一项可填" if found else "填写项的名称有误"


def _clean(value: object) -> object:
    """Texts without the characters that no Word file can hold."""
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
