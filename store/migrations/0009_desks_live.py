from django.db import migrations, models


def fill(apps, schema_editor):
    """Desks of versions that are no more current, from before desks said so."""
    from store import upkeep

    Submission = apps.get_model("store", "Submission")
    upkeep.refresh_desks(list(Submission.objects.order_by("pk").values_list("pk", flat=True)))


def look(apps, schema_editor):
    """SQLite's planner knows an index by its statistics; PostgreSQL does without."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA analysis_limit=1000")
        schema_editor.execute("ANALYZE")


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0008_quicker_lists"),
    ]

    operations = [
        migrations.AddField("assignment", "live", models.BooleanField(default=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex("assignment", "desk_of_expert"),
        migrations.AddIndex(
            "assignment",
            models.Index(fields=["expert", "version", "id", "live"], name="desk_held"),
        ),
        migrations.AddIndex(
            "finding", models.Index(fields=["live", "ruling", "id"], name="finding_open")
        ),
        migrations.RunPython(look, migrations.RunPython.noop),
    ]
