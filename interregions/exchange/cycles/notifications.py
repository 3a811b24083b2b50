"""E-mails of the cycles."""

from interregions.common.typography import of_name, typo
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.queries import cycle_reference
from interregions.network.queries import referents_of
from interregions.toolkit.mail.services import queue_message


def tell_lead(*, cycle: Cycle, entry: int) -> None:
    """The referents of the responsible region learn that the cycle is theirs; once by ``entry`` of the journal."""
    subject = f"Interview à préparer : {cycle.lead.short_name} est responsable du cycle « {cycle.theme.title} »"
    lines = [
        f"L’animation ouvre le cycle « {cycle.theme.title} » et en confie la responsabilité à votre Région.",
        "Elle prendra rendez-vous avec vous pour une interview : réunissez d’ici là ce que votre Région sait, "
        "ce qu’elle a essayé et ce qu’elle veut apprendre des autres.",
        "De l’interview partira la note d’opportunité, que vous signerez, puis le questionnaire.",
    ]
    _tell(cycle, entry, subject, lines)


def tell_new_lead(*, cycle: Cycle, before: str, entry: int) -> None:
    """The referents of the Région that takes over learn where the cycle stands; once by ``entry`` of the journal."""
    subject = f"Cycle à reprendre : {cycle.lead.short_name} devient responsable de « {cycle.theme.title} »"
    lines = [
        f"Votre Région prend la suite {of_name(before)} comme responsable du cycle « {cycle.theme.title} ».",
        f"Il en est à l’étape « {cycle.get_stage_display()} » : son dossier entier se lit sur sa page.",
        "Ce qui est attendu de vous paraît dans « À faire » ; l’animation reste à vos côtés.",
    ]
    _tell(cycle, entry, subject, lines)


def _tell(cycle: Cycle, entry: int, subject: str, lines: list[str]) -> None:
    lead = cycle.lead.short_name
    for mandate in referents_of([cycle.lead_id]):
        queue_message(
            key=f"cycles.lead:{cycle.pk}:{entry}:{mandate.member_id}",
            to=mandate.member,
            subject=typo(subject),
            lines=[typo(line) for line in lines],
            button=("Voir le cycle", cycle.get_absolute_url()),
            reason=typo(
                f"Vous recevez ce message parce que vous êtes référent {of_name(lead)}, Région responsable de ce cycle."
            ),
            about=cycle_reference(cycle),
        )
