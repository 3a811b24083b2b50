"""A visa is of a content: what each part of it read when it was asked, as a digest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approvals", "0003_sentences_of_constraints")]

    operations = [
        migrations.AddField(model_name="approvalrequest", name="prints", field=models.JSONField(default=dict)),
    ]
