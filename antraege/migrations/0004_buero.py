import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('antraege', '0003_texte_und_scan'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('cms', '0012_stellen_und_personen'),
    ]

    operations = [
        migrations.CreateModel(
            name='Protokollkopf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kopf', models.BinaryField()),
            ],
            options={'verbose_name': 'Kopf des Protokolls', 'verbose_name_plural': 'Köpfe des Protokolls'},
        ),
        migrations.CreateModel(
            name='Sachbearbeitung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('aufgabe', models.CharField(choices=[('bearbeiten', 'Vorgänge bearbeiten'), ('aufsicht', 'nur das Protokoll lesen (Datenschutz)')], default='bearbeiten', max_length=12, verbose_name='Aufgabe')),
                ('alle_stellen', models.BooleanField(default=True, help_text='Sonst nur Vorgänge der Stellen, die unten gewählt sind.', verbose_name='alle Stellen')),
                ('fuer', models.PositiveBigIntegerField(editable=False)),
                ('gruppe', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sachbearbeitung', to='auth.group', verbose_name='Gruppe')),
                ('redaktion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sachbearbeitungen', to='cms.redaktion', verbose_name='Redaktion')),
                ('stellen', models.ManyToManyField(blank=True, related_name='+', to='cms.organisationseinheit', verbose_name='Stellen')),
            ],
            options={'verbose_name': 'Gruppe für Vorgänge', 'verbose_name_plural': 'Gruppen für Vorgänge', 'ordering': ['redaktion__name', 'gruppe__name']},
        ),
        migrations.RemoveField(model_name='vorgangsereignis', name='wer'),
        migrations.AddField(
            model_name='vorgangsereignis',
            name='wer',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='Wer'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='vorgangsereignis',
            name='konto',
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='vorgangsereignis',
            name='nummer',
            field=models.PositiveBigIntegerField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='vorgangsereignis',
            name='siegel',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='vorgangsereignis',
            name='art',
            field=models.CharField(choices=[('eingegangen', 'eingegangen'), ('angesehen', 'angesehen'), ('stand', 'Stand geändert'), ('notiz', 'Notiz geändert'), ('anlage', 'Anlage geöffnet'), ('pdf', 'PDF geöffnet'), ('ausgegeben', 'als Tabelle ausgegeben'), ('wiederholt', 'noch einmal versucht'), ('geloescht', 'Angaben gelöscht')], max_length=16, verbose_name='Was'),
        ),
        migrations.AlterField(
            model_name='vorgangsereignis',
            name='zeit',
            field=models.DateTimeField(db_index=True, verbose_name='Wann'),
        ),
        migrations.AlterField(
            model_name='folge',
            name='art',
            field=models.CharField(choices=[('pdf', 'PDF erstellen'), ('mail', 'Mail an die antragstellende Person'), ('mail_stelle', 'Mail an die zuständige Stelle')], max_length=16, verbose_name='Was'),
        ),
    ]
