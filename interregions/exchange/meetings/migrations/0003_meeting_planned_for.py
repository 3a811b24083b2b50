"""A meeting opened on another day keeps the day it was planned for; its beginning is the real one."""

from datetime import datetime, timedelta
from typing import Any

from django.db import migrations, models
from django.utils import timezone


def tell_the_real_day(apps: Any, schema_editor: Any) -> None:
    """The journal knows when each sitting was opened."""
    meetings = apps.get_model("meetings", "Meeting").objects
    opened: dict[str, datetime] = {}
    for pk, at in (
        apps.get_model("journal", "Entry")
        .objects.filter(verb="meetings.meeting_opened", about_kind="meetings.meeting")
        .values_list("about_id", "at")
    ):
        opened[pk] = min(at, opened.get(pk, at))
    for meeting in meetings.filter(status__in=["OPEN", "CLOSED"], starts_at__isnull=False, planned_for=None):
        at = opened.get(str(meeting.pk))
        if at is None or timezone.localdate(at) == timezone.localdate(meeting.starts_at):
            continue
        lasts: timedelta = meeting.ends_at - meeting.starts_at
        meeting.planned_for, meeting.starts_at = meeting.starts_at, at.replace(second=0, microsecond=0)
        meeting.ends_at = meeting.starts_at + lasts
        meeting.save(update_fields=["planned_for", "starts_at", "ends_at"])


def tell_the_planned_day(apps: Any, schema_editor: Any) -> None:
    for meeting in apps.get_model("meetings", "Meeting").objects.filter(planned_for__isnull=False):
        lasts: timedelta = meeting.ends_at - meeting.starts_at
        meeting.starts_at, meeting.ends_at = meeting.planned_for, meeting.planned_for + lasts
        meeting.save(update_fields=["starts_at", "ends_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_order_by_sort_name"),
        ("journal", "0001_entry"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="planned_for",
            field=models.DateTimeField(blank=True, null=True, verbose_name="prévue le"),
        ),
        migrations.RunPython(tell_the_real_day, tell_the_planned_day),
    ]
