"""Each Redaktion gets its group for cases; events that are there become the beginning of the chain."""

from dataclasses import asdict

from django.db import migrations

from antraege.ereigniskette import Kopf, seal_of
from antraege.verschluesselung import seal_json


def make_groups(apps, schema_editor):
    Group, Permission = apps.get_model('auth', 'Group'), apps.get_model('auth', 'Permission')
    Sachbearbeitung = apps.get_model('antraege', 'Sachbearbeitung')
    admin = Permission.objects.filter(content_type__app_label='wagtailadmin', codename='access_admin').first()
    for redaktion in apps.get_model('cms', 'Redaktion').objects.all():
        group, _created = Group.objects.get_or_create(name=f'{redaktion.name} – Sachbearbeitung'[:150])
        if admin:
            group.permissions.add(admin)
        Sachbearbeitung.objects.get_or_create(
            gruppe=group, defaults={'redaktion': redaktion, 'fuer': redaktion.pk}
        )


def delete_groups(apps, schema_editor):
    Group, Sachbearbeitung = apps.get_model('auth', 'Group'), apps.get_model('antraege', 'Sachbearbeitung')
    groups = list(Sachbearbeitung.objects.values_list('gruppe', flat=True))
    Sachbearbeitung.objects.all().delete()
    Group.objects.filter(pk__in=groups).delete()


def chain(apps, schema_editor):
    Vorgangsereignis = apps.get_model('antraege', 'Vorgangsereignis')
    nummer, siegel = 0, ''
    for nummer, one in enumerate(Vorgangsereignis.objects.filter(vorgang__vorschau=False).order_by('pk'), 1):
        said = {name: getattr(one, name) for name in ('art', 'konto', 'wer', 'angaben', 'zeit')}
        siegel = seal_of(siegel, nummer=nummer, vorgang=one.vorgang_id, **said)
        one.nummer, one.siegel = nummer, siegel
        one.save(update_fields=['nummer', 'siegel'])
    if nummer:
        apps.get_model('antraege', 'Protokollkopf').objects.create(pk=1, kopf=seal_json(asdict(Kopf(nummer, siegel))))


class Migration(migrations.Migration):

    dependencies = [
        ('antraege', '0004_buero'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('cms', '0012_stellen_und_personen'),
    ]

    operations = [
        migrations.RunPython(make_groups, delete_groups),
        migrations.RunPython(chain, migrations.RunPython.noop),
    ]
