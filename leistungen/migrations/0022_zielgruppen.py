"""For whom a Leistung is."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("leistungen", "0021_ohne_seite"),
    ]

    operations = [
        migrations.AddField(
            model_name="leistung",
            name="zielgruppen",
            field=models.JSONField(blank=True, default=list, verbose_name="Für wen"),
        ),
    ]
