"""E-mails of the calls for themes. Each key is unique: asking twice is asking once."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from interregions.common.typography import french_date, of_name, typo
from interregions.exchange.themes.choices import Occasion
from interregions.exchange.themes.models import Call
from interregions.exchange.themes.queries.calls import call_reference
from interregions.exchange.themes.queries.participation import reminder_words
from interregions.network.models import Mandate
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import queue_message, withdraw_messages

REASON = "Vous recevez ce message parce que vous êtes référent {organisation} dans ce réseau."


def tell_referent(*, call: Call, occasion: str, mandate: Mandate, day: date) -> Message:
    """One message to one referent for one occasion; a reminder is that of the day."""
    subject, lines, button, address = COMPOSED[Occasion(occasion)](call, mandate)
    return queue_message(
        key=key_of(call=call, occasion=occasion, mandate=mandate, day=day),
        to=mandate.member,
        subject=typo(subject),
        lines=[typo(line) for line in lines],
        button=(button, address),
        reason=typo(REASON.format(organisation=of_name(mandate.organisation.short_name))),
        about=call_reference(call),
        kind=MailKind.REMINDERS if occasion == Occasion.REMINDER else "",
    )


def key_of(*, call: Call, occasion: str, mandate: Mandate, day: date) -> str:
    """The key of a message: once by person, organisation and occasion; reminders once a day."""
    key = f"themes.{occasion.lower()}:{call.pk}:{mandate.member_id}:{mandate.organisation_id}"
    return f"{key}:{day:%Y-%m-%d}" if occasion == Occasion.REMINDER else key


def unwritten(*, call: Call, occasion: str, mandates: list[Mandate], day: date) -> int:
    """How many of these messages the job has still to write."""
    keys = [key_of(call=call, occasion=occasion, mandate=each, day=day) for each in mandates]
    return len(keys) - Message.objects.filter(key__in=keys).count()


def take_back_reminders(*, call: Call, mandates: list[Mandate], day: date) -> None:
    """The organisation has answered: what has not left is not sent."""
    keys = [
        key_of(call=call, occasion=each, mandate=m, day=day)
        for m in mandates
        for each in (Occasion.REMINDER, Occasion.CHOICES)
    ]
    withdraw_messages(keys=keys)


def take_back_all(*, call: Call) -> None:
    """The call is cancelled: nothing it asked for and that has not left is sent."""
    asked = Q()
    for occasion in (Occasion.OPENED, Occasion.CHOICES, Occasion.REMINDER):
        asked |= Q(key__startswith=f"themes.{occasion.lower()}:{call.pk}:")
    withdraw_messages(keys=list(Message.objects.filter(asked).values_list("key", flat=True)))


Composed = tuple[str, list[str], str, str]


def _opened(call: Call, mandate: Mandate) -> Composed:
    lines = [
        f"Un recueil de thèmes s’ouvre pour {call.season} : {call.retained_number} à retenir.",
        f"{mandate.organisation.short_name} peut proposer des thèmes et soutenir ceux des autres "
        f"jusqu’au {french_date(call.proposals_until)}.",
    ]
    if call.words.strip():
        lines.insert(1, call.words.strip())
    subject = f"Proposer un thème jusqu’au {french_date(call.proposals_until)}"
    return subject, lines, "Voir le recueil de thèmes", call.get_absolute_url()


def _choices(call: Call, mandate: Mandate) -> Composed:
    lines = [
        f"Les thèmes proposés pour {call.season} sont connus.",
        f"Indiquez, pour {mandate.organisation.short_name}, vos priorités "
        f"jusqu’au {french_date(call.choices_until)} ; vous pourrez les modifier jusque-là.",
    ]
    subject = f"Indiquer vos priorités jusqu’au {french_date(call.choices_until)}"
    return subject, lines, "Indiquer nos priorités", reverse("themes:choose", args=[call.pk])


def _reminder(call: Call, mandate: Mandate) -> Composed:
    subject, lines = reminder_words(call, mandate.organisation.short_name)
    return subject, lines, "Indiquer nos priorités", reverse("themes:choose", args=[call.pk])


def _retained(call: Call, mandate: Mandate) -> Composed:
    titles = list(call.themes.filter(pk__in=call.count.retained).values_list("title", flat=True))
    lines = [
        f"Les thèmes retenus pour {call.season} : " + ", ".join(f"« {title} »" for title in titles) + ".",
        "La page du résultat dit comment les choix ont été comptés.",
    ]
    if call.count.departure_reason:
        lines.insert(1, f"Ce ne sont pas exactement les thèmes les plus choisis : {call.count.departure_reason}")
    subject = f"Thèmes retenus pour {call.season}"
    return subject, lines, "Voir le résultat des choix", reverse("themes:result", args=[call.pk])


def _cancelled(call: Call, mandate: Mandate) -> Composed:
    lines = [
        f"L’animation a annulé le recueil de thèmes {call.season} : {call.cancel_reason}",
        f"Rien n’y est plus attendu {of_name(mandate.organisation.short_name)} ; il reste lisible.",
    ]
    return f"Recueil de thèmes annulé : {call.season}", lines, "Voir le recueil de thèmes", call.get_absolute_url()


COMPOSED = {
    Occasion.OPENED: _opened,
    Occasion.CHOICES: _choices,
    Occasion.REMINDER: _reminder,
    Occasion.RETAINED: _retained,
    Occasion.CANCELLED: _cancelled,
}
