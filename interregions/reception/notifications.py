"""The letters of the door."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from interregions.common.references import Reference
from interregions.common.typography import french_date, of_name
from interregions.network.models import Mandate
from interregions.network.queries import facilitators, installation
from interregions.reception.models import Invitation
from interregions.reception.queries import invitation_url
from interregions.reception.rules import INVITATION_DAYS
from interregions.toolkit.mail.queries import frame_of
from interregions.toolkit.mail.services import queue_message


def code_letter(*, address: str, code: str) -> EmailMultiAlternatives:
    """The letter of a sign-in code: it never enters the outbox, nor any table."""
    spaced = f"{code[:4]} {code[4:]}"
    return EmailMultiAlternatives(
        f"{spaced} : votre code d’entrée",
        "\n".join(
            (
                "Bonjour,",
                "",
                f"Votre code d’entrée est {spaced}. Il sert une fois, pendant quinze minutes.",
                "",
                f"Il a été demandé sur {settings.SITE_URL}. Si ce n’est pas vous, oubliez ce message :",
                "sans ce code, personne n’entre.",
            )
        ),
        settings.DEFAULT_FROM_EMAIL,
        [address],
    )


def send_invitation(invitation: Invitation, *, words: str) -> None:
    """Invite a person to act for an organisation; several may read the mailbox, so it says whom, and who invites."""
    name, by = invitation.member.full_name, invitation.invited_by
    inviting = f"{by.member.full_name}, {by.organisation.short_name}, invite" if by else "Votre association invite"
    role, organisation = invitation.get_role_display().lower(), invitation.organisation.short_name
    until = timezone.localdate(invitation.invited_at) + timedelta(days=INVITATION_DAYS)
    about = Reference("reception.invitation", str(invitation.pk), str(invitation.organisation), "/invitations/")
    lines = [
        f"{inviting} {name} à rejoindre le réseau comme {role}, pour {organisation}.",
        *([f"« {words} »"] if words else []),
        what_the_network_is(),
        "Le bouton ouvre l’invitation, vous l’acceptez sur la page ; aucun mot de passe n’est demandé. "
        f"Ensuite, {how_to_enter()}",
    ]
    queue_message(
        key=f"invitation:{invitation.pk}:{invitation.seal}",
        to=invitation.member,
        subject=f"Accepter l’invitation jusqu’au {french_date(until)} : {name}, pour {organisation}",
        lines=[*lines, *about_their_data(invitation)],
        button=("Ouvrir l’invitation", invitation_url(invitation)),
        button_after=len(lines),
        reason="Vous recevez ce message parce qu’une personne du réseau vous a invité.",
        about=about,
        frame=frame_of(about, signed_by=by, reply_to=by),
    )


def about_their_data(invitation: Invitation) -> list[str]:
    """What is owed to somebody who did not give their own address: who did, when, what for, how long, their rights."""
    by, here = invitation.invited_by, installation()
    giver = f"{by.member.full_name}, {by.organisation.short_name}" if by else "l’association qui anime le réseau"
    source, on = invitation.source or giver, invitation.given_on or timezone.localdate(invitation.invited_at)
    asked = facilitators().order_by("pk").first()
    keeper = here.host.name if here else "l’association qui anime le réseau"
    to_whom = f"{asked.member.full_name}, {asked.member.email}, pour {keeper}" if asked else keeper
    return [
        "Vos données : votre nom, votre organisme, cette adresse et, si elle est connue, votre fonction nous ont été "
        f"données le {french_date(on)} (source : {source}). Elles servent à vous inviter, puis à savoir qui agit "
        "pour quel organisme et à lui écrire ; leur base légale est l’intérêt légitime du réseau. Elles sont lues par "
        "ses participants, et gardées le temps de votre habilitation, puis trois ans. Sans réponse de votre part, "
        f"l’invitation cesse de valoir après {INVITATION_DAYS} jours, et tout est effacé après six mois.",
        "Vous pouvez les consulter, les faire corriger ou effacer, en limiter l’usage et vous opposer à ce qu’elles "
        f"soient gardées : écrivez à {to_whom}, responsable de ce traitement. "
        f"Le détail est sur {settings.SITE_URL}/donnees-personnelles/ ; la CNIL (cnil.fr) reçoit les réclamations.",
    ]


def what_the_network_is() -> str:
    """One line, for who has never heard of it."""
    here = installation()
    name = here.network_name if here else "Cluster’s InterRégions & Co"
    return (
        f"{name} : les Régions et les collectivités y échangent leurs bonnes pratiques "
        "de pilotage des pôles et clusters."
    )


def how_to_enter() -> str:
    """The way in, without password. The address is not written out: others may read the same mailbox."""
    return (
        f"on entre par {settings.SITE_URL}/entrer/ avec l’adresse qui reçoit ce message : "
        "un code à usage unique y est envoyé."
    )


def tell_hand_over(mandate: Mandate, *, from_mandate: Mandate, by: Mandate) -> None:
    """Tell a person that they now carry what somebody else carried: who, in which role, where, and the way in."""
    organisation, before = mandate.organisation.short_name, from_mandate.member.full_name
    who = f"{before} vous passe le relais"
    if by.member_id != from_mandate.member_id:
        who = f"{by.member.full_name}, {by.organisation.short_name}, vous passe le relais {of_name(before)}"
    queue_message(
        key=f"hand-over:{mandate.pk}",
        to=mandate.member,
        subject=f"{mandate.member.full_name} : vous prenez le relais {of_name(before)} pour {organisation}",
        lines=[
            f"{who} : {mandate.member.full_name} agit désormais pour {organisation}, "
            f"comme {mandate.get_role_display().lower()}.",
            "Tout ce qui était suivi vous est transmis : réponses, actions, présences.",
            what_the_network_is(),
            f"Pour agir, {how_to_enter()}",
        ],
        button=("Voir ce qui est à faire", "/a-faire/"),
        reason="Vous recevez ce message parce qu’une habilitation vous a été transmise.",
        about=None,
        frame=frame_of(None, reply_to=by),
    )


def tell_deputy(mandate: Mandate, *, by: Mandate) -> None:
    """Tell a person for whom they stand in, until when."""
    of = mandate.deputy_of
    replaced = of.member.full_name if of else mandate.organisation.short_name
    until = f"jusqu’au {french_date(mandate.ends_on)}" if mandate.ends_on else "jusqu’à nouvel ordre"
    queue_message(
        key=f"deputy:{mandate.pk}",
        to=mandate.member,
        subject=f"{mandate.member.full_name} : vous suppléez {replaced} pour {mandate.organisation.short_name}",
        lines=[
            f"{by.member.full_name}, {by.organisation.short_name}, vous désigne pour suppléer {replaced} {until} : "
            "vous recevez les mêmes demandes et pouvez agir à sa place, "
            f"comme {mandate.get_role_display().lower()}.",
            f"Pour agir, {how_to_enter()}",
        ],
        button=("Voir ce qui est à faire", "/a-faire/"),
        reason="Vous recevez ce message parce qu’une suppléance vous a été confiée.",
        about=None,
        frame=frame_of(None, reply_to=by),
    )
