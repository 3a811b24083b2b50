"""The letter of a publication."""

from interregions.common.typography import of_name
from interregions.exchange.surveys.restitution.models import Restitution
from interregions.exchange.surveys.restitution.queries.announcing import GESTURE, KIND, WHY
from interregions.network.models import Mandate
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.rules import Filled, Frame
from interregions.toolkit.mail.services import queue_message


def tell_result(restitution: Restitution, mandate: Mandate, letter: Filled, frame: Frame) -> Message:
    """To one referent, for one organisation, once by edition."""
    return queue_message(
        key=f"surveys.result:{restitution.pk}:{mandate.organisation_id}:{mandate.member_id}",
        to=mandate.member,
        subject=letter.subject,
        lines=letter.lines,
        button=(GESTURE, restitution.get_absolute_url()),
        button_after=letter.button_after,
        reason=WHY.format(name=of_name(mandate.organisation.short_name)),
        about=None,
        kind=KIND,
        frame=frame,
    )
