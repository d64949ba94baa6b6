from django.db import migrations, models

from store import append_only


def install(apps, schema_editor):
    append_only.install(schema_editor.connection)


def lift(apps, schema_editor):
    append_only.lift(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0005_batches'),
    ]

    operations = [
        migrations.AlterField(
            model_name='audit',
            name='previous',
            field=models.CharField(max_length=64, unique=True),
        ),
        migrations.RunPython(install, lift),
    ]
