"""Writes the generated pages: ``docs/rules.md`` and the JSON Schema of a submission."""

from __future__ import annotations

import json
from pathlib import Path

from schemas.contract import json_schema
from validators import handbook

ROOT = Path(__file__).parents[1]


def pages() -> dict[Path, str]:
    """Each generated file's path and what it must hold now."""
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    return {
        ROOT / "docs" / "rules.md": handbook.markdown(),
        ROOT / "docs" / "submission.schema.json": schema,
        ROOT / "schemas" / "submission.schema.json": schema,
    }


if __name__ == "__main__":
    for path, content in pages().items():
        path.write_text(content, "utf-8")
