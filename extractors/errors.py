"""Bad input has a code and a sentence; it is not a bug.

>>> UnreadableFile("encrypted").problem.code
'encrypted'
"""

from __future__ import annotations

from typing import Final

from schemas.submission import Problem

SENTENCES: Final[dict[str, str]] = {
    "encrypted": "文件设有打开密码，无法读取，请取消密码后重新提交。",
    "truncated": "文件不完整（可能上传或拷贝时中断），请重新导出后再次提交。",
    "wrong_kind": "文件内容与扩展名不符，请用原软件另存为.docx、.xlsx或PDF后重新提交。",
    "empty_file": "文件大小为0字节，没有内容，请重新导出后提交。",
    "too_large": "文件过大，超出处理上限，请压缩图片或拆分附件后重新提交。",
    "too_slow": "文件结构过于复杂，未能在规定时间内读完，请另存为新文件或转换为PDF后重新提交。",
    "crashed": "读取该文件时程序异常中止，文件可能已损坏，请用原软件重新另存后提交。",
    "bomb": "压缩包解压后体积异常，已停止处理，请重新打包（只放材料原件）后提交。",
    "unsafe_path": "压缩包内含不安全的文件路径，已拒绝解压，请重新打包后提交。",
    "malformed": "文件已损坏或格式不规范，无法打开，请用原软件打开后另存，再重新提交。",
    "no_plan": "未找到《零碳（近零碳）工厂建设方案》，请补交建设方案（Word或PDF）。",
    "no_converter": "本机没有安装文档转换组件，无法读取.doc、.wps、.xls等格式，请另存为.docx（表格另存为.xlsx）后重新提交。",
    "unsupported": "暂不支持该文件格式，请另存为.docx、.xlsx或PDF后重新提交。",
    "scanned": "文件为扫描件，没有可识别的文字，请提交由Word直接导出的PDF或Word原件。",
    "not_found": "路径不存在，请检查后重试。",
    "empty_folder": "文件夹内没有任何材料，请检查后重试。",
}
"""Every stable code (threats.md) with what the applicant should do about it."""


class UnreadableFile(Exception):
    """A file, archive or folder that cannot be used as it is.

    ``code`` is one of :data:`SENTENCES`; ``message`` is one Chinese sentence that says what
    to do, by default the code's own. Raises ``KeyError`` for a code that the table lacks.
    """

    def __init__(self, code: str, message: str = "") -> None:
        default = SENTENCES[code]
        self.code = code
        self.message = message or default
        super().__init__(f"{code}: {self.message}")

    @property
    def problem(self) -> Problem:
        """The same as data, for files and submissions."""
        return Problem(self.code, self.message)

    @classmethod
    def of(cls, problem: Problem) -> UnreadableFile:
        """The exception for a problem that was kept as data."""
        return cls(problem.code, problem.message)

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str]]:
        """Code and message, so that a copy made by a worker process is the same."""
        return UnreadableFile, (self.code, self.message)
