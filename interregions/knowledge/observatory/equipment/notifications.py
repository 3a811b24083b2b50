"""The letters of the room: a sheet entered for its holder, a request of access and its answer."""

from interregions.common.typography import typo
from interregions.knowledge.observatory.equipment.choices import RequestStatus
from interregions.knowledge.observatory.equipment.models import AccessRequest, Declared
from interregions.network.queries import referents_of
from interregions.toolkit.mail.services import queue_message

HOLDS = "Vous recevez ce message parce que votre organisme détient ce dont il s’agit."


def ask_agreement(sheet: Declared) -> None:
    """Somebody entered a sheet for this organisation: nothing is published before it agrees."""
    by = sheet.entered_by
    for mandate in referents_of([sheet.owner_id]):
        queue_message(
            key=f"observatory.agreement:{type(sheet).__name__}:{sheet.pk}:{mandate.member_id}",
            to=mandate.member,
            subject=typo(f"Publier ou non une fiche sur votre organisme : {sheet.name}")[:300],
            lines=[
                f"{by.organisation.short_name} a préparé une fiche sur « {sheet.name} », que votre organisme détient.",
                "Elle n’est lue que de vous, de son auteur et de l’animation, tant que vous ne l’acceptez pas.",
            ],
            button=("Lire la fiche et répondre", sheet.get_absolute_url()),
            reason=HOLDS,
            about=None,
        )


def tell_request(request: AccessRequest) -> None:
    """To whoever holds the equipment: who asks, and what for."""
    equipment = request.equipment
    for mandate in referents_of([equipment.owner_id]):
        lines = [f"{request.organisation.short_name} demande l’accès à « {equipment.name} »."]
        lines += [f"Pour l’entreprise : {request.enterprise}."] if request.enterprise else []
        lines += [f"« {part.strip()} »" for part in request.need.splitlines() if part.strip()]
        queue_message(
            key=f"observatory.access:{request.pk}:{mandate.member_id}",
            to=mandate.member,
            subject=typo(f"Répondre à une demande d’accès : {equipment.name}")[:300],
            lines=[typo(line) for line in lines],
            button=("Lire la demande et répondre", request.get_absolute_url()),
            reason=HOLDS,
            about=None,
            private=True,
        )


def tell_answer(request: AccessRequest) -> None:
    """To whoever asked: the answer in the words of the holder."""
    accepted = request.status == RequestStatus.ACCEPTED
    queue_message(
        key=f"observatory.access_answer:{request.pk}",
        to=request.asked_by.member,
        subject=typo(f"{'Accès accordé' if accepted else 'Accès décliné'} : {request.equipment.name}")[:300],
        lines=[
            typo(f"{request.equipment.owner.short_name} répond à votre demande."),
            *(typo(part.strip()) for part in request.answer.splitlines() if part.strip()),
        ],
        button=("Voir la demande", request.get_absolute_url()),
        reason="Vous recevez ce message parce que vous avez demandé cet accès.",
        about=None,
        private=True,
    )
