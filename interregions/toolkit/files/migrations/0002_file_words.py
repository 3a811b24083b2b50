from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_stored_file_grant")]

    operations = [
        migrations.CreateModel(
            name="FileWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("text", models.TextField(blank=True)),
                ("read", models.BooleanField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name": "texte d’un fichier", "ordering": ["id"]},
        ),
    ]
