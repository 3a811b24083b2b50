from django.db import migrations, models


class Migration(migrations.Migration):
    """What was entered by telephone in a response is told to its organisation at once."""

    dependencies = [("surveys", "0014_tables_of_answers")]

    operations = [
        migrations.AddField("response", "phone_due_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("response", "phone_told_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddIndex(
            "response",
            models.Index(
                condition=models.Q(("phone_due_at__isnull", False)),
                fields=["phone_due_at"],
                name="response_phone_due",
            ),
        ),
    ]
