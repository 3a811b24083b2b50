"""Days and hours as they are typed, in Paris time."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from interregions.toolkit.calendars import is_missing

MISSING = "Cette heure n’existe pas ce jour-là : on passe à l’heure d’été."


class TimedForm(forms.Form):
    """A form of days and hours: an hour that the clocks jump over is refused beside its field."""

    def refuse_missing(self, day: str, *hours: str) -> None:
        given = self.cleaned_data
        for name in hours:
            if given.get(day) and given.get(name) and is_missing(datetime.combine(given[day], given[name])):
                self.add_error(name, MISSING)


def at(day: date, hour: time) -> datetime:
    """The moment of that day and hour in Paris."""
    return timezone.make_aware(datetime.combine(day, hour))


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def hour_field(**options: Any) -> forms.TimeField:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)
