from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0003_order_by_sort_name'),
    ]

    operations = [
        migrations.AlterField(
            model_name='questionnaire',
            name='status',
            field=models.CharField(choices=[('DRAFT', 'En rédaction'), ('APPROVED', 'Approuvé par les deux parties'), ('DROPPED', 'Mis de côté')], default='DRAFT', max_length=8),
        ),
    ]
