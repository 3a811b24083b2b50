"""A closed survey may be answered late by one organisation, until a day; an edition says how many such it counts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0009_reminder_message")]

    operations = [
        migrations.AddField(
            model_name="response",
            name="late_until",
            field=models.DateField(blank=True, null=True, verbose_name="réponse tardive admise jusqu’au"),
        ),
        migrations.AddField(
            model_name="restitution",
            name="late",
            field=models.PositiveIntegerField(default=0, verbose_name="réponses reçues après la clôture"),
        ),
    ]
