import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """A row for every submission that was stored before there were cards; the next run fills its counts."""
    Submission, Card = apps.get_model("store", "Submission"), apps.get_model("store", "Card")
    rows = Submission.objects.filter(current__isnull=False).values_list(
        "pk", "name", "current__factory_name", "current__uscc", "current__city", "current__number",
        "current__status", "current__trade", "current__errors", "current__warnings", "current__infos")
    Card.objects.bulk_create(
        (Card(submission_id=pk, firm=firm or name, uscc=uscc, city=city[:2], number=number,
              closed=status == "unreadable", trade=trade[:2], errors=errors, warnings=warnings, infos=infos)
         for pk, name, firm, uscc, city, number, status, trade, errors, warnings, infos in rows.iterator()),
        batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0003_desk'),
    ]

    operations = [
        migrations.AddField(
            model_name='upload',
            name='beat_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='card', serialize=False, to='store.submission')),
                ('firm', models.CharField(max_length=300)),
                ('uscc', models.CharField(blank=True, max_length=40)),
                ('city', models.CharField(blank=True, db_index=True, max_length=20)),
                ('trade', models.CharField(blank=True, db_index=True, max_length=2)),
                ('number', models.PositiveIntegerField(default=1)),
                ('closed', models.BooleanField(default=False)),
                ('errors', models.PositiveIntegerField(default=0)),
                ('warnings', models.PositiveIntegerField(default=0)),
                ('infos', models.PositiveIntegerField(default=0)),
                ('missing', models.PositiveIntegerField(default=0)),
                ('unread', models.PositiveIntegerField(default=0)),
                ('files', models.PositiveIntegerField(default=0)),
                ('confidence', models.FloatField(null=True)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
