from django.db import migrations

from validators.registers.divisions import city_of_text


def fill(apps, schema_editor):
    """Findings that were stored before they had these columns; cities by the names that scopes use."""
    from store import upkeep

    Version, Submission = apps.get_model("store", "Version"), apps.get_model("store", "Submission")
    for written in list(Version.objects.order_by().values_list("city", flat=True).distinct()):
        city = city_of_text(written) or written
        if city != written:
            Version.objects.filter(city=written).update(city=city)
    upkeep.refresh_findings(list(Submission.objects.order_by("pk").values_list("pk", flat=True)))


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0006_audit_append_only'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
