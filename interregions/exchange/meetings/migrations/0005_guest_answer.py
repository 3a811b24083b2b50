from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0004_compared_by_address'),
    ]

    operations = [
        migrations.AddField(
            model_name='guest',
            name='answer',
            field=models.CharField(choices=[('AWAITED', 'Sans réponse'), ('COMING', 'Présence annoncée'), ('REMOTE', 'Présence à distance'), ('SUBSTITUTE', 'Remplacement annoncé'), ('ABSENT', 'Absence annoncée')], default='AWAITED', max_length=10),
        ),
        migrations.AddField(
            model_name='guest',
            name='answered_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='guest',
            name='words',
            field=models.TextField(blank=True, verbose_name='mot'),
        ),
    ]
