"""The letters of the door."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from interregions.common.references import Reference
from interregions.common.typography import french_date, of_name
from interregions.network.models import Mandate
from interregions.reception.letters import (
    GESTURE,
    INVITATION,
    NETWORK,
    WHY,
    how_to_enter,
    values_of,
    what_the_network_is,
)
from interregions.reception.models import Invitation
from interregions.reception.queries import invitation_url
from interregions.toolkit.mail.queries import frame_of
from interregions.toolkit.mail.rules import filled
from interregions.toolkit.mail.services import queue_message
from interregions.toolkit.mail.wordings import sendable_words


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
    by = invitation.invited_by
    about = Reference("reception.invitation", str(invitation.pk), str(invitation.organisation), "/invitations/")
    letter = filled(sendable_words(INVITATION, NETWORK), values_of(invitation, words))
    queue_message(
        key=f"invitation:{invitation.pk}:{invitation.seal}",
        to=invitation.member,
        subject=letter.subject,
        lines=letter.lines,
        button=(GESTURE, invitation_url(invitation)),
        button_after=letter.button_after,
        reason=WHY,
        about=about,
        frame=frame_of(about, signed_by=by, reply_to=by),
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
