"""The words of an invitation: the same for the whole network, changed if the animation wishes."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from interregions.common.rooms import EditableLetter, LetterSample
from interregions.common.typography import french_date
from interregions.network.queries import facilitators, installation, standing_of
from interregions.reception.models import Invitation
from interregions.reception.rules import INVITATION_DAYS

INVITATION, NETWORK = "reception.invitation", "reseau"
GESTURE = "Ouvrir l’invitation"
WHY = "Vous recevez ce message parce qu’une personne du réseau vous a invité."


def values_of(invitation: Invitation, words: str) -> dict[str, str]:
    """What the fields of one invitation are replaced with."""
    by = invitation.invited_by
    until = timezone.localdate(invitation.invited_at) + timedelta(days=INVITATION_DAYS)
    return {
        **_shared(),
        "invitation": f"{by.member.full_name}, {by.organisation.short_name}, invite"
        if by
        else "Votre association invite",
        "personne": invitation.member.full_name,
        "rôle": invitation.get_role_display().lower(),
        "organisme": invitation.organisation.short_name,
        "échéance": french_date(until),
        "mot": f"« {words} »" if words else "",
        "données": "\n\n".join(about_their_data(invitation)),
    }


def _shared() -> dict[str, str]:
    return {"réseau": what_the_network_is(), "entrer": how_to_enter()}


def _sample(member: Any, about: str) -> LetterSample | None:
    """An example: no person is invited yet."""
    if about != NETWORK:
        return None
    acting = standing_of(member).mandates[0]
    until = timezone.localdate() + timedelta(days=INVITATION_DAYS)
    return LetterSample(
        values={
            **_shared(),
            "invitation": f"{acting.member.full_name}, {acting.organisation.short_name}, invite",
            "personne": "Camille Exemple",
            "rôle": "référent",
            "organisme": "Bretagne",
            "échéance": french_date(until),
            "mot": "« (le mot que vous ajoutez, s’il y en a un) »",
            "données": "Vos données : (qui a donné l’adresse et quand, à quoi elle sert, combien de temps elle est "
            "gardée, les droits de la personne et à qui écrire).",
        },
        to="Camille Exemple (exemple)",
        button=GESTURE,
        back="/invitations/nouvelle/",
        reason=WHY,
    )


LETTER = EditableLetter(
    title="Invitation à rejoindre le réseau",
    subject="Accepter l’invitation jusqu’au [échéance] : [personne], pour [organisme]",
    body="""
[invitation] [personne] à rejoindre le réseau comme [rôle], pour [organisme].

[mot]

[réseau]

Le bouton ouvre l’invitation, vous l’acceptez sur la page ; aucun mot de passe n’est demandé. Ensuite, [entrer]

[lien]

[données]
""",
    fields={
        "invitation": "« Claire Aubrac, France Clusters, invite »",
        "personne": "le nom de la personne : plusieurs lisent parfois la même boîte",
        "rôle": "son rôle",
        "organisme": "l’organisme pour lequel elle agira",
        "échéance": "le dernier jour pour accepter",
        "mot": "le mot ajouté à cette invitation, s’il y en a un",
        "réseau": "ce qu’est le réseau, en une phrase",
        "entrer": "comment on entre ensuite",
        "données": "d’où vient l’adresse, à quoi elle sert, les droits de la personne : la loi le demande",
        "lien": "le bouton, seul sur sa ligne",
    },
    kept=("lien", "échéance", "personne", "données"),
    sample=_sample,
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
