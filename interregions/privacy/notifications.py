"""The one letter of the room."""

from interregions.network.models import Member
from interregions.privacy.rules import NOTICE_DAYS, PERSON_YEARS
from interregions.toolkit.mail.services import queue_message


def tell_before_erasing(member: Member, *, key: str) -> None:
    """Tell a person who left that their name and address are about to be forgotten."""
    queue_message(
        key=key,
        to=member,
        subject="Vos données personnelles vont être effacées",
        lines=[
            f"Bonjour {member.given_name},",
            f"Vous n’agissez plus pour aucun organisme du réseau depuis près de {PERSON_YEARS} ans. "
            f"Dans {NOTICE_DAYS} jours, votre nom, votre adresse et votre fonction seront effacés.",
            "Ce que votre organisme a transmis lui appartient et reste, sans votre nom.",
            "Si vous participez encore, demandez à l’animation une nouvelle invitation.",
        ],
        button=("Voir mes données", "/mes-donnees/"),
        reason="Vous recevez ce message parce que votre adresse est encore enregistrée.",
        about=None,
    )
