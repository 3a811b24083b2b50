from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("surveys", "0010_late_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="restitutionitem",
            name="drawing",
            field=models.TextField(blank=True, default="", verbose_name="figure dessinée"),
        ),
        migrations.AddField(
            model_name="restitutionitem",
            name="drawn_with",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
    ]
