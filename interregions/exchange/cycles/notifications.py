"""E-mails of the cycles."""

from interregions.common.typography import of_name, typo
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.queries import cycle_reference
from interregions.network.queries import referents_of
from interregions.toolkit.mail.services import queue_message


def tell_lead(*, cycle: Cycle) -> None:
    """The referents of the responsible region learn that it is theirs, once for each Région."""
    for mandate in referents_of([cycle.lead_id]):
        queue_message(
            key=f"cycles.lead:{cycle.pk}:{cycle.lead_id}:{mandate.member_id}",
            to=mandate.member,
            subject=typo(f"{cycle.lead.short_name} est responsable du cycle « {cycle.theme.title} »"),
            lines=[
                typo(f"Le cycle « {cycle.theme.title} » est confié à {cycle.lead.short_name}."),
                typo(
                    "L’animation vous proposera une interview : elle donnera la note d’opportunité, "
                    "puis le questionnaire que vous écrirez ensemble."
                ),
            ],
            button=("Voir le cycle", cycle.get_absolute_url()),
            reason=typo(f"Vous recevez ce message parce que vous êtes référent {of_name(cycle.lead.short_name)}."),
            about=cycle_reference(cycle),
        )
