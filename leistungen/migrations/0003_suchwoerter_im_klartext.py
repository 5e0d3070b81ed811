from django.db import migrations, models

import cms.fields


def write_anew(apps, schema_editor):
    """SQLite holds the words as they were written, with umlauts escaped."""
    rows = apps.get_model('leistungen', 'Leistung').objects
    for pk, synonyme in rows.values_list('pk', 'synonyme'):
        rows.filter(pk=pk).update(synonyme=synonyme)


class Migration(migrations.Migration):

    dependencies = [
        ('leistungen', '0002_ladestand'),
    ]

    operations = [
        migrations.AlterField(
            model_name='leistung',
            name='synonyme',
            field=models.JSONField(blank=True, default=list, encoder=cms.fields.Klartext, verbose_name='Suchwörter'),
        ),
        migrations.RunPython(write_anew, migrations.RunPython.noop),
    ]
