from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("files", "0001_stored_file_grant"),
        ("network", "0004_people_compared_by_address"),
        ("surveys", "0012_keep_counts_of_closed"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreparedTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(max_length=4)),
                ("readable", models.CharField(blank=True, max_length=60)),
                ("asked_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="+", to="network.mandate"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "restitution",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="tables", to="surveys.restitution"
                    ),
                ),
            ],
        ),
    ]
