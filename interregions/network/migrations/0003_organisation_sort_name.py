from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from interregions.common.characters import sort_key


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """File every organisation already there."""
    organisations = apps.get_model("network", "Organisation").objects
    found = list(organisations.only("pk", "short_name"))
    for organisation in found:
        organisation.sort_name = sort_key(organisation.short_name)
    organisations.bulk_update(found, ["sort_name"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("network", "0002_mandate_ended_at")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="sort_name",
            field=models.CharField(default="", editable=False, max_length=120),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterModelOptions(name="organisation", options={"ordering": ["sort_name", "id"]}),
        migrations.AlterModelOptions(name="mandate", options={"ordering": ["organisation__sort_name", "role", "id"]}),
    ]
