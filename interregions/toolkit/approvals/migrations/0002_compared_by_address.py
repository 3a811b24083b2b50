from django.db import migrations, models

from interregions.common.addresses import normal_address


def write_keys(apps, schema_editor):
    for row in apps.get_model("approvals", "ApprovalRequest").objects.exclude(email="").iterator():
        row.address_key = normal_address(row.email)
        row.save(update_fields=["address_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0001_approval_request'),
    ]

    operations = [
        migrations.AddField(
            model_name='approvalrequest',
            name='address_key',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=320),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
    ]
