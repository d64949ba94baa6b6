from django.db import migrations, models


def look(apps, schema_editor):
    """SQLite's planner knows an index by its statistics; PostgreSQL does without."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA analysis_limit=1000")
        schema_editor.execute("ANALYZE")


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0010_findings_by"),
    ]

    operations = [
        migrations.RemoveIndex("finding", "finding_open"),
        migrations.AddIndex(
            "finding", models.Index(fields=["live", "severity", "id"], name="finding_level")
        ),
        migrations.RunPython(look, migrations.RunPython.noop),
    ]
