"""E-mails of the room. Each key is unique: asking twice is asking once."""

from django.urls import reverse
from django.utils import timezone

from interregions.common.links import make_link_token
from interregions.common.typography import french_date, of_name, typo
from interregions.exchange.meetings.models import Guest, Meeting
from interregions.exchange.outcomes.choices import ChangeRequestStatus
from interregions.exchange.outcomes.models import Action, ChangeRequest, Minutes
from interregions.exchange.outcomes.queries import actions, visibility
from interregions.network.models import Mandate
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import Attached, queue_address_message, queue_message

PURPOSE = "outcomes.progress"
WHY = "Vous recevez ce message parce "
CONVENED = WHY + "{that_name} était convié à cette réunion."
HOLDING = WHY + "{that_name} tient cette action."


def that_name(name: str) -> str:
    """« que Bretagne », « qu’Île-de-France »."""
    return f"qu’{name}" if of_name(name).startswith("d’") else f"que {name}"


def progress_url(action: Action, mandate: Mandate) -> str:
    """The address that reports progress without signing in; it opens on GET and acts on POST."""
    token = make_link_token(PURPOSE, action=action.pk, mandate=mandate.pk)
    return reverse("outcomes:progress_by_link", args=[token])


def tell_action(action: Action) -> None:
    """An action is entrusted to an organisation: its holders are told once."""
    for mandate in actions.holders_of(action):
        lines = [
            f"« {action.title} » : cette action est confiée à {action.organisation.short_name} "
            f"par la réunion « {action.meeting.title} ».",
            f"Échéance : {french_date(action.due_on)}.",
        ]
        if action.success_sign:
            lines.append(f"Signe de réussite : {action.success_sign}")
        queue_message(
            key=f"outcomes.action:{action.pk}:{mandate.member_id}",
            to=mandate.member,
            subject=typo(f"Une action vous est confiée, jusqu’au {french_date(action.due_on)}")[:300],
            lines=[typo(line) for line in lines],
            button=("Voir l’action", action.get_absolute_url()),
            reason=typo(HOLDING.format(that_name=that_name(action.organisation.short_name))),
            about=visibility.action_reference(action),
        )


def ask_for_progress(*, action: Action, mandate: Mandate, occasion: str, meeting: Meeting | None) -> Message:
    """Where does this action stand? The button reports without signing in."""
    lines = [f"« {action.title} », échéance {french_date(action.due_on)} : où en est-elle ?"]
    subject = f"Dire où en est une action : {action.title}"
    if meeting is not None and meeting.starts_at is not None:
        day = french_date(timezone.localdate(meeting.starts_at))
        lines.append(f"La réunion du {day} s’ouvre sur les avancées : votre réponse y sera présentée.")
        subject = f"Dire où en est une action pour la réunion du {day} : {action.title}"
    lines.append("Un état et une phrase suffisent : une minute, sans mot de passe.")
    return queue_message(
        key=f"outcomes.ask:{action.pk}:{occasion}:{mandate.member_id}",
        to=mandate.member,
        subject=typo(subject)[:300],
        lines=[typo(line) for line in lines],
        button=("Dire où en est l’action", progress_url(action, mandate)),
        reason=typo(HOLDING.format(that_name=that_name(action.organisation.short_name))),
        about=visibility.action_reference(action),
        kind=MailKind.REMINDERS,
    )


def tell_open_to_changes(*, minutes: Minutes, mandate: Mandate) -> None:
    """Participants may read the draft and ask for changes until a day."""
    until = minutes.changes_until
    if until is None:
        return
    queue_message(
        key=f"outcomes.changes:{minutes.pk}:{minutes.edition}:{until:%Y-%m-%d}:{mandate.member_id}",
        to=mandate.member,
        subject=typo(f"Relire le compte rendu jusqu’au {french_date(until)} : {minutes.meeting.title}")[:300],
        lines=[
            typo(f"Le projet de compte rendu de « {minutes.meeting.title} » est à relire."),
            typo(
                f"Le référent {of_name(mandate.organisation.short_name)} peut demander des modifications "
                f"jusqu’au {french_date(until)}."
            ),
        ],
        button=("Relire le compte rendu", minutes.get_absolute_url()),
        reason=typo(CONVENED.format(that_name=that_name(mandate.organisation.short_name))),
        about=visibility.minutes_reference(minutes),
    )


def tell_answer(request: ChangeRequest) -> None:
    """Whoever asked for a change reads what became of it."""
    taken = request.status == ChangeRequestStatus.TAKEN
    lines = [
        f"Votre demande sur le compte rendu de « {request.minutes.meeting.title} » "
        + ("est reprise." if taken else "n’est pas reprise."),
    ]
    if request.answer:
        lines.append(request.answer)
    queue_message(
        key=f"outcomes.answer:{request.pk}",
        to=request.by.member,
        subject=typo(
            "Votre demande de modification est reprise" if taken else "Réponse à votre demande de modification"
        ),
        lines=[typo(line) for line in lines],
        button=("Voir le compte rendu", request.minutes.get_absolute_url()),
        reason="Vous recevez ce message parce que vous avez demandé cette modification.",
        about=visibility.minutes_reference(request.minutes),
    )


def send_minutes(*, minutes: Minutes, mandate: Mandate, key: str, attachments: list[Attached]) -> Message:
    """The approved minutes, attached, to one person."""
    lines = _approved_lines(minutes)
    lines.append("La page du compte rendu donne aussi les conclusions en une page et le plan d’actions.")
    return queue_message(
        key=key,
        to=mandate.member,
        subject=typo(f"Compte rendu approuvé : {minutes.meeting.title}")[:300],
        lines=[typo(line) for line in lines],
        button=("Lire le compte rendu", f"{minutes.get_absolute_url()}?depuis=courriel"),
        reason=typo(CONVENED.format(that_name=that_name(mandate.organisation.short_name))),
        about=visibility.minutes_reference(minutes),
        attachments=attachments,
    )


def send_minutes_to_guest(*, minutes: Minutes, guest: Guest, key: str, attachments: list[Attached]) -> Message:
    """The same files to somebody from outside, who has no page here."""
    return queue_address_message(
        key=key,
        to_name=guest.name,
        to_address=guest.email.lower(),  # as members’ addresses are kept
        subject=typo(f"Compte rendu approuvé : {minutes.meeting.title}")[:300],
        lines=[typo(line) for line in _approved_lines(minutes)],
        button=None,
        reason=typo(f"{WHY}que vous étiez parmi les invités présents à cette réunion."),
        about=visibility.minutes_reference(minutes),
        attachments=attachments,
    )


def _approved_lines(minutes: Minutes) -> list[str]:
    lines = [f"Le compte rendu de « {minutes.meeting.title} » est approuvé. Vous le trouverez joint, en PDF et en ODT."]
    if minutes.edition > 1:
        lines.append(f"Édition {minutes.edition}, corrigée : {minutes.correction_reason}")
    return lines
