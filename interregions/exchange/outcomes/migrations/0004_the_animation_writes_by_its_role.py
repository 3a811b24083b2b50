"""The right to write minutes is granted to nobody: the animation has it by its role."""

from django.db import migrations

KIND, EDIT = "writing.text", "edit"


def grant_it_to_nobody(apps, schema_editor):
    Grant = apps.get_model("files", "Grant")
    for text in apps.get_model("outcomes", "Minutes").objects.values_list("text_id", flat=True):
        Grant.objects.filter(object_kind=KIND, object_id=str(text), right=EDIT).delete()


def give_it_to_the_animation_again(apps, schema_editor):
    Grant = apps.get_model("files", "Grant")
    mandates = apps.get_model("network", "Mandate").objects.filter(role="FACILITATOR")
    animation = set(mandates.values_list("organisation_id", flat=True))
    for text in apps.get_model("outcomes", "Minutes").objects.values_list("text_id", flat=True):
        for organisation in animation:
            Grant.objects.update_or_create(
                object_kind=KIND, object_id=str(text), organisation_id=organisation, defaults={"right": EDIT}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0003_proofreading"),
        ("files", "0001_stored_file_grant"),
        ("network", "0003_organisation_sort_name"),
    ]

    operations = [migrations.RunPython(grant_it_to_nobody, give_it_to_the_animation_again)]
