"""Great Expectations over the stored data set: run, and told in our own words.

Its pages load from elsewhere and know no Chinese, so only its results are used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from schemas.quality import Checked

if TYPE_CHECKING:
    import pandas

SHOWN: Final = 20
"""Failing submissions named by a check."""


class Suite(Struct, frozen=True):
    """What one scope was asked and what Great Expectations answered, as it writes them (JSON)."""

    scope: str
    suite: Any
    results: Any


def check_table(
    table: pandas.DataFrame, names: Sequence[str], day: date, scope: str
) -> tuple[tuple[Checked, ...], Suite]:
    """Every expectation of the suite over the table, whose rows are named by ``names``.

    Raises ``RuntimeError`` where Great Expectations could not evaluate an expectation.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations

    from reports.expectations import suite

    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asked = {one.key: one for one in suite(day)}
    for one in asked.values():
        one.expectation.meta = {"key": one.key, "words": one.words}
    wanted = great_expectations.ExpectationSuite(
        scope, expectations=[one.expectation for one in asked.values()]
    )
    frame = context.data_sources.add_pandas("store").add_dataframe_asset("submissions")
    batch = frame.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": table})
    results = batch.validate(wanted, result_format={"result_format": "COMPLETE"}).results
    told = {r.expectation_config.meta["key"]: r for r in results}
    checked = tuple(_checked(key, one.words, scope, told[key], names) for key, one in asked.items())
    return checked, Suite(
        scope, wanted.to_json_dict(), [_told(told[one.key], one) for one in checked]
    )


def _told(result: Any, checked: Checked) -> dict[str, Any]:
    """A result as JSON, without the lists of all rows and values that COMPLETE brings."""
    said = {key: value for key, value in result.result.items() if not isinstance(value, list)}
    return {
        "key": checked.key,
        "expectation_type": result.expectation_config.type,
        "success": bool(result.success),
        "result": {key: _plain(value) for key, value in said.items()},
        "rows": list(checked.rows),
    }


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _checked(key: str, words: str, scope: str, result: Any, names: Sequence[str]) -> Checked:
    _raise_where_broken(key, result.exception_info)
    found = result.result
    failed = _failed(found)
    return Checked(
        key=key,
        words=words,
        scope=scope,
        met=bool(result.success),
        looked_at=int(found.get("element_count") or len(names)),
        failed=int(found.get("unexpected_count") or len(failed) or (not result.success)),
        rows=tuple(names[row] for row in failed[:SHOWN]),
    )


def _raise_where_broken(key: str, info: Any) -> None:
    """Great Expectations swallows exceptions, one for the expectation or one for each of its metrics."""
    told = [info] if "raised_exception" in info else list(info.values())
    for one in told:
        if one.get("raised_exception"):
            raise RuntimeError(f"{key}: {one.get('exception_message')}")


def _failed(found: Any) -> list[int]:
    listed: Iterable[int] = found.get("unexpected_index_list") or ()
    return sorted(listed)
