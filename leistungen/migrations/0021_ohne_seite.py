"""Tasks of a Redaktion about what it only inherits; all tasks are derived anew."""

import django.db.models.deletion
from django.db import migrations, models


def forget_position(apps, schema_editor):
    apps.get_model("cms", "Folgestand").objects.filter(name="aufgaben").delete()


class Migration(migrations.Migration):

    dependencies = [
        ("leistungen", "0020_aufgaben_von_vorn"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AlterField(
            model_name="aufgabe",
            name="page",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="wagtailcore.page",
                verbose_name="Seite",
            ),
        ),
        migrations.RunPython(forget_position, migrations.RunPython.noop),
    ]
