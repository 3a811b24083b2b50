from django.db import migrations, models


def forget_answers(apps, schema_editor):
    """The tables of answers have no place in what was before; each was kept a day at most."""
    apps.get_model("surveys", "PreparedTable").objects.filter(restitution__isnull=True).delete()


class Migration(migrations.Migration):
    """A long table may be of the answers of a survey."""

    dependencies = [("surveys", "0013_prepared_tables")]

    operations = [
        migrations.AddField("preparedtable", "asked", models.JSONField(default=dict)),
        migrations.AddField(
            "preparedtable",
            "survey",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="tables",
                to="surveys.survey",
            ),
        ),
        migrations.AlterField(
            "preparedtable",
            "restitution",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="tables",
                to="surveys.restitution",
            ),
        ),
        migrations.AddConstraint(
            "preparedtable",
            models.CheckConstraint(
                condition=models.Q(("restitution__isnull", True), ("survey__isnull", True), _connector="XOR"),
                name="prepared_table_of_one_thing",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_answers),
    ]
