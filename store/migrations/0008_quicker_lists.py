from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_what_stands"),
    ]

    operations = [
        # Indexes of their own, not db_index: that would make SQLite build the tables anew, without the log's triggers.
        migrations.AddIndex("version", models.Index(fields=["city"], name="version_city")),
        migrations.AddIndex("audit", models.Index(fields=["object"], name="audit_object")),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["live", "city", "rule", "ruling", "severity"], name="finding_city_cause"
            ),
        ),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["version", "ruling", "severity", "live", "city"], name="finding_owned"
            ),
        ),
        migrations.AddIndex(
            "finding", models.Index(fields=["version", "rule"], name="finding_of_rule")
        ),
        migrations.AddIndex(
            "assignment", models.Index(fields=["expert", "version", "id"], name="desk_of_expert")
        ),
    ]
