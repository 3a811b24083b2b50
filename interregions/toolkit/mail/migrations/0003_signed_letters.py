"""Every letter is signed, and says who reads the reply; those already written keep what they were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_relay")]

    operations = [
        migrations.AddField("message", "dossier", models.TextField(blank=True)),
        migrations.AddField("message", "signature", models.JSONField(default=list)),
        migrations.AddField("message", "reply_name", models.CharField(blank=True, max_length=200)),
        migrations.AddField("message", "reply_address", models.EmailField(blank=True, max_length=254)),
        migrations.AlterField("message", "dossier", models.TextField(blank=True, default=""), preserve_default=False),
    ]
