"""The right to write a note is granted to its responsible region alone: the animation has it by its role."""

from django.db import migrations

KIND, EDIT = "writing.text", "edit"


def keep_the_lead(apps, schema_editor):
    Grant = apps.get_model("files", "Grant")
    for note in apps.get_model("notes", "Note").objects.select_related("cycle").iterator():
        held = Grant.objects.filter(object_kind=KIND, object_id=str(note.text_id), right=EDIT)
        held.exclude(organisation=note.cycle.lead_id).delete()


def give_it_to_the_animation_again(apps, schema_editor):
    Grant = apps.get_model("files", "Grant")
    mandates = apps.get_model("network", "Mandate").objects.filter(role="FACILITATOR")
    animation = set(mandates.values_list("organisation_id", flat=True))
    for text in apps.get_model("notes", "Note").objects.values_list("text_id", flat=True):
        for organisation in animation:
            Grant.objects.update_or_create(
                object_kind=KIND, object_id=str(text), organisation_id=organisation, defaults={"right": EDIT}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0002_answers_that_stay_in_the_interview"),
        ("files", "0001_stored_file_grant"),
        ("network", "0003_organisation_sort_name"),
    ]

    operations = [migrations.RunPython(keep_the_lead, give_it_to_the_animation_again)]
