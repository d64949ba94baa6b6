"""操作日志: the audit, for auditors."""
