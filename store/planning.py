"""What the database knows of its own tables: by it the planner chooses among the indexes.

SQLite learns nothing unless told, and PostgreSQL some minutes late. A look at a thousand rows an index takes
SQLite some hundredths of a second with half a million findings.
"""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.db import connection

_ROWS: Final = 1000


def look_again() -> None:
    """Take the statistics anew: after much was stored, or where indexes are new."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={_ROWS}")
            cursor.execute("ANALYZE")
            return
        tables = (model._meta.db_table for model in apps.get_app_config("store").get_models())
        cursor.execute(f"ANALYZE {', '.join(tables)}")
