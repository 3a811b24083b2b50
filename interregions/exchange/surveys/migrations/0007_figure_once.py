"""A published number was kept twice: in the figure of its item, which every page reads, and in a Tally, read by none."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0006_answer_once'),
    ]

    operations = [
        migrations.DeleteModel(name='Tally'),
    ]
