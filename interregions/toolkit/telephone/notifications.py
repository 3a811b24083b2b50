"""The letter to those in whose name something was entered, at once, with the way to correct it."""

from interregions.common.references import Reference
from interregions.common.rooms import ByPhone
from interregions.common.typography import of_name, typo
from interregions.network.models import Mandate
from interregions.network.queries import referents_of
from interregions.toolkit.mail.services import queue_message
from interregions.toolkit.telephone.models import PhoneEntry

REASON = "Vous recevez ce message parce que vous êtes référent {organisation} dans ce réseau."


def tell_entered(*, entry: PhoneEntry, gesture: ByPhone, thing: object, reference: Reference) -> int:
    """One message to each referent of the organisation; how many."""
    told = list(referents_of([entry.organisation]))
    for mandate in told:
        _tell(entry, gesture, thing, reference, mandate)
    return len(told)


def _tell(entry: PhoneEntry, gesture: ByPhone, thing: object, reference: Reference, mandate: Mandate) -> None:
    name = entry.organisation.short_name
    named = gesture.named(thing) if gesture.named else reference.label
    lines = [
        f"Au téléphone, {entry.said_by} a dit ce qui suit à {entry.by.member.full_name}, de l’animation, qui l’a saisi "
        f"au nom {of_name(name)}.",
        f"{reference.label} : {gesture.label.lower()}.",
        *entry.words.splitlines(),
        "Ce n’est ni un visa ni une signature. Si quelque chose n’est pas juste, corrigez-le : votre réponse remplace "
        "celle-ci.",
    ]
    queue_message(
        key=f"telephone.entered:{entry.pk}:{mandate.member_id}",
        to=mandate.member,
        subject=typo(f"Saisi pour vous au téléphone : {gesture.label.lower()}, {named}"),
        lines=[typo(line) for line in lines],
        button=("Relire et corriger", gesture.correct(thing, entry.organisation, mandate)),
        reason=typo(REASON.format(organisation=of_name(name))),
        about=reference,
    )
