"""Expectations that Great Expectations does not stock: checksums, and columns that must fit each other.

Importing this registers them with Great Expectations, which takes seconds: only the checks do it.
"""

from __future__ import annotations

from typing import Any

from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import (
    ColumnMapExpectation,
    MulticolumnMapExpectation,
)
from great_expectations.expectations.metrics import ColumnMapMetricProvider
from great_expectations.expectations.metrics.map_metric_provider import (
    MulticolumnMapMetricProvider,
    column_condition_partial,
    multicolumn_condition_partial,
)
from stdnum.cn import uscc

from schemas.policy import edition

_SUM_ROOM = 1.05
"""Annex 2-2 may exceed the plan's total by rounding and reserve (F13 tells the rest)."""


class _CreditCodes(ColumnMapMetricProvider):
    condition_metric_name = "column_values.credit_code"

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: Any, **kwargs: Any) -> Any:
        return column.map(uscc.is_valid)


class ExpectColumnValuesToBeCreditCodes(ColumnMapExpectation):
    """统一社会信用代码: eighteen characters whose check character fits (GB 32100-2015)."""

    map_metric = "column_values.credit_code"


class _ConsecutiveYears(MulticolumnMapMetricProvider):
    condition_metric_name = "multicolumn_values.consecutive_years"

    @multicolumn_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column_list: Any, **kwargs: Any) -> Any:
        steps = -column_list.diff(axis=1).iloc[:, 1:]
        return (steps == 1).all(axis=1)


class ExpectYearsToBeConsecutive(MulticolumnMapExpectation):
    """The reporting years, the last first, follow one another (附件2 基本信息表 近三年)."""

    map_metric = "multicolumn_values.consecutive_years"


class _LargeEnough(MulticolumnMapMetricProvider):
    condition_metric_name = "multicolumn_values.large_enough"

    @multicolumn_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column_list: Any, **kwargs: Any) -> Any:
        bounds = edition().admission
        energy, output = column_list.iloc[:, 0], column_list.iloc[:, 1]
        return (energy >= bounds.min_energy_tce) | (output >= bounds.min_output_wan)


class ExpectScaleToReachAdmission(MulticolumnMapExpectation):
    """规模体量: energy (tce) or output (万元) reaches its bound (附件1 准入条件)."""

    map_metric = "multicolumn_values.large_enough"


class _SumWithin(MulticolumnMapMetricProvider):
    condition_metric_name = "multicolumn_values.sum_within"

    @multicolumn_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column_list: Any, **kwargs: Any) -> Any:
        part, whole = column_list.iloc[:, 0], column_list.iloc[:, 1]
        return part <= whole * _SUM_ROOM


class ExpectSumToStayWithin(MulticolumnMapExpectation):
    """The first column's sum stays within the second (附件2-2 and 方案总投资, 万元)."""

    map_metric = "multicolumn_values.sum_within"


class _InOrder(MulticolumnMapMetricProvider):
    condition_metric_name = "multicolumn_values.in_order"

    @multicolumn_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column_list: Any, **kwargs: Any) -> Any:
        first, second = column_list.iloc[:, 0], column_list.iloc[:, 1]
        return first <= second


class ExpectColumnsInOrder(MulticolumnMapExpectation):
    """The first column is never greater than the second (figures, or ISO dates)."""

    map_metric = "multicolumn_values.in_order"
