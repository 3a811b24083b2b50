from collections import Counter

from django.db import migrations, models

from interregions.common.addresses import normal_address
from interregions.common.characters import sort_key


def write_keys(apps, schema_editor):
    """Each person's keys; who was already a second one of that name at that address keeps a number."""
    seen = Counter()
    for member in apps.get_model("network", "Member").objects.order_by("pk").iterator():
        member.address_key = normal_address(member.email)
        member.name_key = sort_key(f"{member.given_name} {member.family_name}")
        pair = (member.address_key, member.name_key)
        if member.address_key and member.removed_at is None:
            member.namesake = seen[pair]
            seen[pair] += 1
        member.save(update_fields=["address_key", "name_key", "namesake"])


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0003_organisation_sort_name'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='address_key',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=320),
        ),
        migrations.AddField(
            model_name='member',
            name='name_key',
            field=models.CharField(default='', editable=False, max_length=340),
        ),
        migrations.AddField(
            model_name='member',
            name='namesake',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name='member',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='adresse'),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('address_key', ''), _negated=True), ('removed_at__isnull', True)), fields=('address_key', 'name_key', 'namesake'), name='member_once_at_an_address', violation_error_message='Une personne de ce nom est déjà dans l’annuaire, à cette adresse.'),
        ),
    ]
