"""What the pages of meetings send, as clean values. Times are typed and read in Paris time."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from interregions.common.address_fields import AddressField
from interregions.common.picker import Picker, PickingForm, pick_when_long
from interregions.common.seen import fingerprint, seen_field
from interregions.exchange.meetings.choices import AttendanceAnswer, DateAnswerValue
from interregions.exchange.meetings.models import Attendance, Guest, Meeting
from interregions.exchange.meetings.queries import meetings, polls
from interregions.exchange.meetings.services.presence import GuestLine, SheetLine
from interregions.exchange.meetings.timed_forms import TimedForm, at, day_field, hour_field

Choices = Sequence[tuple[int, str]]


class MeetingForm(TimedForm, PickingForm):
    """A meeting to plan: title, cycles, date or « date à chercher », place, and who is convened besides the Régions."""

    title = forms.CharField(label="Titre", max_length=200)
    cycles = forms.TypedMultipleChoiceField(
        label="Cycles traités",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Un, plusieurs, ou aucun pour un groupe de travail. L’ordre du jour se construit avec eux.",
    )
    date_to_find = forms.BooleanField(
        label="La date est à chercher", required=False, help_text="Vous proposerez plusieurs dates ensuite."
    )
    day = day_field(label="Jour", required=False)
    starts = hour_field(label="De", required=False, help_text="Heure de Paris.")
    ends = hour_field(label="À", required=False)
    place = forms.CharField(label="Lieu", max_length=300, required=False)
    link = forms.URLField(label="Lien de visioconférence", max_length=500, required=False, assume_scheme="https")
    words = forms.CharField(label="Message de la convocation", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    all_regions = forms.BooleanField(label="Convier toutes les Régions", required=False, initial=True)
    groups = forms.TypedMultipleChoiceField(
        label="Groupes de travail conviés", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    organisations = forms.TypedMultipleChoiceField(
        label="Autres organismes conviés",
        coerce=int,
        required=False,
        widget=Picker(),
        help_text="EPCI et partenaires.",
    )

    def __init__(self, *args: Any, cycle_choices: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = meetings.open_cycle_choices() if cycle_choices is None else cycle_choices
        self.fields["cycles"].choices = given  # type: ignore[attr-defined]
        self.fields["groups"].choices = meetings.invitable_groups()  # type: ignore[attr-defined]
        self.fields["organisations"].choices = meetings.invitable_organisations()  # type: ignore[attr-defined]
        for name in ("cycles", "groups"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.refuse_missing("day", "starts", "ends")
        if not given.get("date_to_find"):
            for name in ("day", "starts", "ends"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, "À renseigner, ou cochez « la date est à chercher ».")
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", "La réunion ne peut pas finir avant de commencer.")
        chosen = given.get("all_regions") or given.get("organisations") or given.get("groups")
        if not chosen:
            self.add_error("all_regions", "Choisissez au moins un organisme à convier.")
        return given

    def values(self) -> dict[str, Any]:
        """The keyword arguments of ``plan_meeting``, but ``by``; ``organisations`` is None for « all the Régions »."""
        given = self.cleaned_data
        dated = not given["date_to_find"]
        others = given.get("organisations") or given.get("groups")
        invited = None
        if others or not given["all_regions"]:
            invited = meetings.organisations_to_convene(
                all_regions=given["all_regions"],
                organisation_ids=given.get("organisations") or [],
                group_ids=given.get("groups") or [],
            )
        return {
            "title": given["title"],
            "cycles": meetings.cycles_by_ids(given.get("cycles") or []),
            "starts_at": at(given["day"], given["starts"]) if dated else None,
            "ends_at": at(given["day"], given["ends"]) if dated else None,
            "place": given["place"],
            "link": given["link"],
            "words": given["words"],
            "organisations": invited,
        }


class ChangeForm(TimedForm):
    """Another title, date, place or link; without a day as long as the date is sought."""

    title = forms.CharField(label="Titre", max_length=200)
    day = day_field(label="Jour")
    starts = hour_field(label="De", help_text="Heure de Paris.")
    ends = hour_field(label="À")
    place = forms.CharField(label="Lieu", max_length=300, required=False)
    link = forms.URLField(label="Lien de visioconférence", max_length=500, required=False, assume_scheme="https")
    seen = seen_field()

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        start = timezone.localtime(meeting.starts_at) if meeting.starts_at else None
        end = timezone.localtime(meeting.ends_at) if meeting.ends_at else None
        kwargs["initial"] = {
            "title": meeting.title,
            "day": start.date() if start else None,
            "starts": start.time() if start else None,
            "ends": end.time() if end else None,
            "place": meeting.place,
            "link": meeting.link,
            "seen": fingerprint(*meetings.what_changes(meeting)),
        }
        super().__init__(*args, **kwargs)
        if meeting.starts_at is None:
            for name in ("day", "starts", "ends"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self.refuse_missing("day", "starts", "ends")
        return given

    def values(self) -> dict[str, Any]:
        """The keyword arguments of ``change_meeting``, but ``by``."""
        given = self.cleaned_data
        dated = bool(given.get("day"))
        return {
            "title": given["title"],
            "starts_at": at(given["day"], given["starts"]) if dated else None,
            "ends_at": at(given["day"], given["ends"]) if dated else None,
            "place": given["place"],
            "link": given["link"],
            "seen": given["seen"],
        }


class PointForm(PickingForm):
    """One point of the agenda."""

    title = forms.CharField(label="Intitulé", max_length=300)
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=480, initial=15)
    led_by = forms.TypedChoiceField(label="Mené par", coerce=int, empty_value=None, required=False)
    seen = seen_field()

    def __init__(self, holders: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_by"].choices = [("", "L’animation"), *holders]  # type: ignore[attr-defined]
        pick_when_long(self, "led_by")

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "led_by": meetings.organisation_by_id(given["led_by"])}


class PollForm(TimedForm):
    """Up to six dates, and until when to answer."""

    ROWS = 6
    until = day_field(label="Réponses jusqu’au")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, self.ROWS + 1):
            self.fields[f"day_{row}"] = day_field(label=f"Date {row}", required=row <= 2)
            self.fields[f"starts_{row}"] = hour_field(label=f"Date {row}, de", required=row <= 2)
            self.fields[f"ends_{row}"] = hour_field(label=f"Date {row}, à", required=row <= 2)

    def rows(self) -> list[list[Any]]:
        """The fields of each date, to lay them on one line."""
        names = ("day", "starts", "ends")
        return [[self[f"{name}_{row}"] for name in names] for row in range(1, self.ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for row in range(1, self.ROWS + 1):
            self.refuse_missing(f"day_{row}", f"starts_{row}", f"ends_{row}")
            parts = [given.get(f"{name}_{row}") for name in ("day", "starts", "ends")]
            if any(parts) and not all(parts) and row > 2:
                self.add_error(f"day_{row}", "Donnez le jour, le début et la fin de cette date.")
        return given

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        options = [
            (at(given[f"day_{row}"], given[f"starts_{row}"]), at(given[f"day_{row}"], given[f"ends_{row}"]))
            for row in range(1, self.ROWS + 1)
            if given.get(f"day_{row}")
        ]
        return {"options": options, "until": given["until"]}


class PollAnswerForm(forms.Form):
    """One answer for each date."""

    def __init__(self, page: polls.PollPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in page.options:
            self.fields[f"option_{line.option.pk}"] = forms.ChoiceField(
                label=line.told,
                choices=DateAnswerValue.choices,
                widget=forms.RadioSelect,
                initial=line.mine or None,
            )

    def answers(self) -> dict[int, str]:
        return {int(name.removeprefix("option_")): value for name, value in self.cleaned_data.items()}


class AnswerForm(forms.Form):
    """Whether the organisation comes."""

    answer = forms.ChoiceField(
        label="Votre réponse",
        widget=forms.RadioSelect,
        choices=[
            (AttendanceAnswer.COMING, "Nous venons"),
            (AttendanceAnswer.REMOTE, "Nous serons à distance"),
            (AttendanceAnswer.SUBSTITUTE, "Quelqu’un nous remplace"),
            (AttendanceAnswer.ABSENT, "Nous serons absents"),
        ],
    )
    people = forms.CharField(
        label="Qui vient",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Noms et fonctions. Lus par votre organisme et par l’animation.",
    )
    people.when_needed = "nécessaire si quelqu’un vous remplace"  # type: ignore[attr-defined]
    words = forms.CharField(label="Un mot pour l’animation", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, attendance: Attendance, *args: Any, **kwargs: Any) -> None:
        answered = attendance.answer != AttendanceAnswer.AWAITED
        kwargs["initial"] = {
            "answer": attendance.answer if answered else None,
            "people": attendance.people,
            "words": attendance.words,
        }
        super().__init__(*args, **kwargs)


class GuestAnswerForm(forms.Form):
    """Whether somebody from outside comes."""

    answer = forms.ChoiceField(
        label="Votre réponse",
        widget=forms.RadioSelect,
        choices=[
            (AttendanceAnswer.COMING, "Je viens"),
            (AttendanceAnswer.REMOTE, "Je serai à distance"),
            (AttendanceAnswer.ABSENT, "Je ne viens pas"),
        ],
    )
    words = forms.CharField(label="Un mot pour l’animation", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, guest: Guest, *args: Any, **kwargs: Any) -> None:
        said = guest.answer if guest.answer != AttendanceAnswer.AWAITED else None
        kwargs["initial"] = {"answer": said, "words": guest.words}
        super().__init__(*args, **kwargs)


class WrittenForm(PickingForm):
    """A written contribution, on one point or on the whole."""

    agenda_item = forms.TypedChoiceField(label="Sur quel point", coerce=int, empty_value=None, required=False)
    text = forms.CharField(
        label="Votre contribution",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Lue en séance à ce point, et reprise au compte rendu.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, points: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"].choices = [("", "L’ensemble de la réunion"), *points]  # type: ignore[attr-defined]
        pick_when_long(self, "agenda_item")


class GuestForm(forms.Form):
    """Somebody from outside."""

    name = forms.CharField(label="Nom", max_length=160)
    organisation_name = forms.CharField(label="Organisme", max_length=200, required=False)
    email = AddressField(label="Adresse", required=False, help_text="Pour lui envoyer l’invitation.")
    items = forms.TypedMultipleChoiceField(
        label="Invité pour ces points", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, points: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = points  # type: ignore[attr-defined]


class ConveneForm(PickingForm):
    """One more organisation to convene."""

    organisation = forms.TypedChoiceField(label="Convier aussi", coerce=int, widget=Picker(many=False))

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why the meeting is cancelled."""

    reason = forms.CharField(label="Raison", required=False, max_length=300, help_text="Gardée au journal.")


class SheetForm(forms.Form):
    """The attendance sheet: one line by convened organisation, one box by guest, and what each showed before."""

    NAMES = ("present", "remote", "arrived", "left", "people")

    def __init__(
        self, attendances: Sequence[Attendance], guests: Sequence[Guest] = (), *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.attendances, self.guests = list(attendances), list(guests)
        for each in self.attendances:
            shown = meetings.sheet_values(each)
            there, remote, arrived, left, people = shown
            self.fields[f"present_{each.pk}"] = forms.BooleanField(required=False, label="Présent", initial=there)
            self.fields[f"remote_{each.pk}"] = forms.BooleanField(required=False, label="À distance", initial=remote)
            self.fields[f"arrived_{each.pk}"] = hour_field(required=False, label="Arrivée", initial=arrived)
            self.fields[f"left_{each.pk}"] = hour_field(required=False, label="Départ", initial=left)
            self.fields[f"people_{each.pk}"] = forms.CharField(required=False, label="Personnes", initial=people)
            self.fields[f"seen_{each.pk}"] = seen_field()
            self.fields[f"seen_{each.pk}"].initial = fingerprint(*shown)
        for guest in self.guests:
            was = bool(guest.present)
            self.fields[f"guest_{guest.pk}"] = forms.BooleanField(required=False, label="Présent", initial=was)
            hidden = forms.BooleanField(required=False, initial=was, widget=forms.HiddenInput)
            self.fields[f"was_{guest.pk}"] = hidden

    def rows(self) -> list[tuple[Attendance, list[Any], Any]]:
        """Each organisation with its fields, and the mark of what it showed."""
        return [
            (each, [self[f"{name}_{each.pk}"] for name in self.NAMES], self[f"seen_{each.pk}"])
            for each in self.attendances
        ]

    def guest_rows(self) -> list[tuple[Guest, Any, Any]]:
        """Each guest with its box, and whether it was ticked."""
        return [(each, self[f"guest_{each.pk}"], self[f"was_{each.pk}"]) for each in self.guests]

    def guest_lines(self) -> list[GuestLine]:
        """The guests as they were ticked."""
        given = self.cleaned_data
        return [GuestLine(each.pk, given[f"guest_{each.pk}"], given[f"was_{each.pk}"]) for each in self.guests]

    def kept(self) -> dict[str, Any]:
        """What this person changed, to show it again over what others wrote meanwhile."""
        given = self.cleaned_data
        touched = [each.pk for each in self.attendances if given[f"seen_{each.pk}"] != self._typed(each.pk)]
        kept = {f"{name}_{pk}": given[f"{name}_{pk}"] for pk in touched for name in self.NAMES}
        return kept | {f"guest_{each.pk}": given[f"guest_{each.pk}"] for each in self.guests}

    def _typed(self, pk: int) -> str:
        return fingerprint(*(self.cleaned_data[f"{name}_{pk}"] for name in self.NAMES))

    def lines(self) -> list[SheetLine]:
        """The lines as they were typed."""
        given = self.cleaned_data
        return [
            SheetLine(
                attendance_id=each.pk,
                present=given[f"present_{each.pk}"],
                remote=given[f"remote_{each.pk}"],
                arrived_at=given[f"arrived_{each.pk}"],
                left_at=given[f"left_{each.pk}"],
                people=given[f"people_{each.pk}"],
                seen=given[f"seen_{each.pk}"],
            )
            for each in self.attendances
        ]
