from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0011_heaviest_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("number", models.PositiveIntegerField()),
                ("entries", models.BinaryField()),
                ("count", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("restored", models.PositiveIntegerField(null=True)),
                ("by", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(fields=("kind", "number"), name="list_edition_once"),
                ),
            },
        ),
        # Null instead of empty: SQLite then adds the column without copying every stored plan.
        migrations.AddField("version", "lists", models.CharField(max_length=64, null=True)),
    ]
