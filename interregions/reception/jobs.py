"""What runs later; it may run twice without harm."""

from typing import Any

from interregions.common.rooms import Report
from interregions.network.models import Mandate
from interregions.reception.services import contacts as services


def invite_people(arguments: dict[str, Any], report: Report) -> str:
    """Invite everybody who waits, under the mandate of who asked for it."""
    by = Mandate.objects.select_related("member", "organisation").get(pk=int(arguments["by"]))
    services.invite_waiting(by=by, words=str(arguments["words"]), report=report)
    return "/invitations/personnes/"
