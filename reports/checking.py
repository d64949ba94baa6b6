"""Great Expectations over the stored data set: run, and told in our own words.

Its pages load from elsewhere and know no Chinese, so only its results are used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from reports.dataset import table
from schemas.quality import Checked
from schemas.stored import Kept

SHOWN: Final = 20
"""Failing submissions named by a check."""


def check(entries: Sequence[Kept], day: date, scope: str) -> tuple[Checked, ...]:
    """Every expectation of the suite over the entries; none of it over an empty set but the row count.

    Raises ``RuntimeError`` where Great Expectations could not evaluate an expectation.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations

    from reports.expectations import suite

    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asked = {one.key: one for one in suite(day)}
    wanted = great_expectations.ExpectationSuite(scope)
    for one in asked.values():
        one.expectation.meta = {"key": one.key}
        wanted.add_expectation(one.expectation)
    frame = context.data_sources.add_pandas("store").add_dataframe_asset("submissions")
    whole = frame.add_batch_definition_whole_dataframe("all")
    batch = whole.get_batch({"dataframe": table(entries)})
    results = batch.validate(wanted, result_format={"result_format": "COMPLETE"}).results
    names = [entry.name for entry in entries]
    told = {r.expectation_config.meta["key"]: r for r in results}
    return tuple(_checked(key, one.words, scope, told[key], names) for key, one in asked.items())


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
