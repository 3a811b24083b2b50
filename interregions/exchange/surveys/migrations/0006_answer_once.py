"""An answer is unique on (response, variable): no room ever wrote a round of a repeating block."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0005_kinds'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='answer', name='answer_once'),
        migrations.RemoveConstraint(model_name='answer', name='answer_once_per_occurrence'),
        migrations.RemoveField(model_name='answer', name='occurrence'),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('response', 'variable'), name='answer_once'),
        ),
        migrations.DeleteModel(name='Occurrence'),
    ]
