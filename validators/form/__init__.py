"""The form's parts: rows, cells, periods, days."""
