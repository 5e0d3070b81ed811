import json

from django.db import migrations, models
from django.db.models.functions import Cast


def original(value):
    return value.get('original') or value.get('basis') or ''


def name_the_original(apps, schema_editor):
    """Translations kept the hash of the German text under the name of that of the Stammtext above."""
    textstaende = apps.get_model('leistungen', 'Textstand').objects
    for pk, module in textstaende.exclude(sprache='de').values_list('pk', 'module'):
        found = {}
        for key, rows in module.items():
            whole = {row['id']: row for row in rows if len(row['id']) == 36}
            found[key] = [
                {'id': row['id'], 'inhalt': row['inhalt'], 'hash': row['hash'], 'original': original(row)}
                for row in whole.values()
            ]
        textstaende.filter(pk=pk).update(module=found)
    for name in ('StammtextPage', 'ErgaenzungPage'):
        model = apps.get_model('leistungen', name)
        pages = model.objects.exclude(locale__language_code='de').annotate(text=Cast('module', models.TextField()))
        for pk, text in list(pages.values_list('pk', 'text')):
            blocks = json.loads(text)
            for block in blocks:
                block['value']['original'] = original(block['value'])
                block['value']['basis'] = ''
            # As text: the historical field knows no blocks and would drop them.
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE {model._meta.db_table} SET module = %s WHERE page_ptr_id = %s', [json.dumps(blocks), pk]
                )


class Migration(migrations.Migration):

    dependencies = [
        ('leistungen', '0003_suchwoerter_im_klartext'),
    ]

    operations = [
        migrations.RunPython(name_the_original, migrations.RunPython.noop),
    ]
