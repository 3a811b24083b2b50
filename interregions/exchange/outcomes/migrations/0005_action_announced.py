"""An action is announced when the minutes that decide it are approved; those that exist were told at once."""

from django.db import migrations, models
from django.db.models import F


def those_that_exist_were_told(apps, schema_editor):
    apps.get_model("outcomes", "Action").objects.update(announced_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0004_the_animation_writes_by_its_role")]

    operations = [
        migrations.AddField(
            model_name="action",
            name="announced_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="annoncée le"),
        ),
        migrations.RunPython(those_that_exist_were_told, migrations.RunPython.noop),
    ]
