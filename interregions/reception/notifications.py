"""The letters of the door."""

from django.conf import settings
from django.core.mail import send_mail

from interregions.common.references import Reference
from interregions.network.models import Member
from interregions.reception.models import Invitation
from interregions.reception.queries import invitation_url
from interregions.toolkit.mail.services import queue_message


def send_code(*, address: str, code: str) -> None:
    """Send a sign-in code at once: it never enters the outbox, nor any table."""
    spaced = f"{code[:4]} {code[4:]}"
    send_mail(
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
    """Invite a person to act for an organisation."""
    queue_message(
        key=f"invitation:{invitation.pk}:{invitation.seal}",
        to=invitation.member,
        subject=f"Vous êtes invité à participer pour {invitation.organisation.short_name}",
        lines=[
            "Vous êtes invité à rejoindre l’échange de bonnes pratiques entre Régions et collectivités, "
            f"comme {invitation.get_role_display().lower()}, pour {invitation.organisation.short_name}.",
            *([words] if words else []),
            "Le bouton ouvre l’invitation, vous l’acceptez sur la page ; aucun mot de passe n’est demandé.",
        ],
        button=("Ouvrir l’invitation", invitation_url(invitation)),
        reason="Vous recevez ce message parce qu’une personne du réseau vous a invité.",
        about=Reference("reception.invitation", str(invitation.pk), str(invitation.organisation), "/invitations/"),
    )


def tell_hand_over(*, mandate_id: int, to: Member, organisation: str) -> None:
    """Tell a person that they now carry what somebody else carried."""
    queue_message(
        key=f"hand-over:{mandate_id}",
        to=to,
        subject=f"Vous prenez le relais pour {organisation}",
        lines=[
            f"Tout ce qui était suivi pour {organisation} vous est transmis : réponses, actions, présences.",
        ],
        button=("Voir ce qui est à faire", "/a-faire/"),
        reason="Vous recevez ce message parce qu’une habilitation vous a été transmise.",
        about=None,
    )
