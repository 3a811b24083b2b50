"""What the animation may enter for an organisation: its priorities."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse

from interregions.common.rooms import ByPhone
from interregions.exchange.themes.choices import CallStatus
from interregions.exchange.themes.forms import ChoicesForm
from interregions.exchange.themes.models import Ballot, Call
from interregions.exchange.themes.queries import calls, pages
from interregions.exchange.themes.queries.participation import asked_organisations
from interregions.exchange.themes.services import ballots as services
from interregions.network.models import Mandate, Organisation


class PhoneChoicesForm(ChoicesForm):
    """The same, drawn by the page of every gesture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["themes"]
        choices = field.choices
        field.widget = forms.CheckboxSelectMultiple()
        field.choices, field.label = choices, "Ses priorités"


def _call(mandate: Mandate, call_id: int) -> Call | None:
    return calls.calls_run_by(mandate.member).filter(pk=call_id, status=CallStatus.CHOICES).first()


def _form(call: Call, sent: Any) -> PhoneChoicesForm:
    return PhoneChoicesForm(pages.call_page(call, None).lines, sent)


def _enter(call: Call, organisation: Organisation, values: Mapping[str, Any], by: Mandate) -> list[str]:
    ballot = services.cast_ballot(call=call, theme_ids=values["themes"], organisation=organisation, by=by)
    return [f"« {choice.theme.title} »" for choice in ballot.choices.select_related("theme").order_by("theme__title")]


def _own(call: Call, organisation: Organisation) -> bool:
    return Ballot.objects.filter(call=call, organisation=organisation, by__organisation=organisation).exists()


BALLOT = ByPhone(
    label="Priorités parmi les thèmes",
    thing=_call,
    reference=calls.call_reference,
    organisations=asked_organisations,
    form=_form,
    enter=_enter,
    correct=lambda call, organisation, mandate: f"{reverse('themes:choose', args=[call.pk])}?pour={organisation.pk}",
    settled=_own,
)
