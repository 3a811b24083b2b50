"""A question of the guide may be declared « ne pas reprendre dans la note »: its answer stays in the interview."""

from django.db import migrations, models

RISKS = "risks"


def keep_what_is_sensitive(apps, schema_editor):
    """What asks for risks and confidentiality stays in the interview; what a note took already is left as it was."""
    apps.get_model("notes", "GuideQuestion").objects.filter(feeds=RISKS).update(stays_in_interview=True)
    answers = apps.get_model("notes", "InterviewAnswer").objects.filter(feeds=RISKS)
    answers.filter(interview__cycle__note__isnull=True).update(stays_in_interview=True)


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_interview_note")]

    operations = [
        migrations.AddField(
            model_name="guidequestion",
            name="stays_in_interview",
            field=models.BooleanField(default=False, verbose_name="ne pas reprendre dans la note"),
        ),
        migrations.AddField(
            model_name="interviewanswer",
            name="stays_in_interview",
            field=models.BooleanField(default=False, verbose_name="ne pas reprendre dans la note"),
        ),
        migrations.RunPython(keep_what_is_sensitive, migrations.RunPython.noop),
    ]
