"""The letter of a question whose day has come."""

from django.urls import reverse

from interregions.common.typography import typo
from interregions.network.models import Mandate
from interregions.toolkit.asking.models import Ask
from interregions.toolkit.asking.queries import answer_token, reference_of
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import queue_message


def put(ask: Ask, mandate: Mandate) -> Message:
    """The question, and a button that answers without signing in."""
    return queue_message(
        key=f"asking.ask:{ask.pk}:{ask.next_on:%Y-%m-%d}:{mandate.member_id}",
        to=mandate.member,
        subject=typo(ask.question)[:300],
        lines=[typo(line) for line in (ask.why, "Une réponse suffit\u202f: une minute, sans mot de passe.") if line],
        button=("Répondre", reverse("asking:answer_by_link", args=[answer_token(ask, mandate)])),
        reason=f"Vous recevez ce message parce que vous agissez pour {mandate.organisation.short_name} dans le réseau.",
        about=reference_of(ask),
        kind=MailKind.REMINDERS,
    )
