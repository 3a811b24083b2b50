from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0001_organisations_members_mandates")]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
