from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("network", "0004_people_compared_by_address")]

    operations = [
        migrations.CreateModel(
            name="PhoneEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gesture", models.CharField(max_length=60)),
                ("about_kind", models.CharField(max_length=60)),
                ("about_id", models.CharField(max_length=40)),
                ("about", models.JSONField(default=dict)),
                ("words", models.TextField(verbose_name="ce qui est saisi")),
                ("said_by", models.CharField(max_length=200, verbose_name="dit par")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=models.deletion.PROTECT, related_name="+", to="network.mandate"),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=models.deletion.PROTECT, related_name="+", to="network.organisation"),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["about_kind", "about_id"], name="phone_entry_about")],
            },
        ),
    ]
