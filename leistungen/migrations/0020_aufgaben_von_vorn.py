"""Derive all tasks anew: a district's text no longer needs an office of its own."""

from django.db import migrations


def forget_position(apps, schema_editor):
    apps.get_model("cms", "Folgestand").objects.filter(name="aufgaben").delete()


class Migration(migrations.Migration):

    dependencies = [
        ("cms", "0012_stellen_und_personen"),
        ("leistungen", "0019_stelle"),
    ]

    operations = [migrations.RunPython(forget_position, migrations.RunPython.noop)]
