"""Pôles and clusters leave the partners for a college of their own: what is already there moves, then stays there."""

from django.db import migrations, models


def into_their_college(apps, schema_editor):
    organisations = apps.get_model('network', 'Organisation').objects
    organisations.filter(kind='CLUSTER').exclude(college='CLUSTERS').update(college='CLUSTERS')


def back_among_partners(apps, schema_editor):
    apps.get_model('network', 'Organisation').objects.filter(college='CLUSTERS').update(college='OTHERS')


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0005_sentences_of_constraints'),
        ('vocabulary', '0001_territories_and_schemes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organisation',
            name='college',
            field=models.CharField(choices=[('REGIONS', 'Collège des Régions'), ('EPCI', 'Collège des EPCI'), ('CLUSTERS', 'Pôles et clusters'), ('ANIMATION', 'Animation'), ('OTHERS', 'Partenaires')], max_length=10, verbose_name='collège'),
        ),
        migrations.RunPython(into_their_college, back_among_partners),
    ]
