from django.db import migrations, models
from django.db.models import Count, Q

GIVEN = ("SUBMITTED", "USED_AS_IS")


def count_closed(apps, schema_editor):
    """What closing would have stored: one grouped read, one write for each closed survey."""
    survey = apps.get_model("surveys", "Survey")
    response = apps.get_model("surveys", "Response")
    closed = response.objects.filter(survey__status="CLOSED").order_by().values_list("survey_id")
    for pk, asked, given in closed.annotate(asked=Count("pk"), given=Count("pk", filter=Q(status__in=GIVEN))):
        survey.objects.filter(pk=pk).update(asked_at_close=asked, given_at_close=given)


class Migration(migrations.Migration):

    dependencies = [
        ("surveys", "0011_keep_drawings"),
    ]

    operations = [
        migrations.AddField(
            model_name="survey",
            name="asked_at_close",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="organismes interrogés"),
        ),
        migrations.AddField(
            model_name="survey",
            name="given_at_close",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="réponses reçues"),
        ),
        migrations.RunPython(count_closed, migrations.RunPython.noop),
    ]
