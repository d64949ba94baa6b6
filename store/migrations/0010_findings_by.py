from django.db import migrations, models


def look(apps, schema_editor):
    """SQLite's planner knows an index by its statistics; PostgreSQL does without."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA analysis_limit=1000")
        schema_editor.execute("ANALYZE")


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_desks_live"),
    ]

    operations = [
        migrations.RemoveIndex("finding", "finding_cause"),
        migrations.RemoveIndex("finding", "finding_city_cause"),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["live", "rule", "ruling", "severity", "city"], name="finding_rule"
            ),
        ),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["live", "speciality", "ruling", "severity", "city"],
                name="finding_speciality",
            ),
        ),
        migrations.RunPython(look, migrations.RunPython.noop),
    ]
