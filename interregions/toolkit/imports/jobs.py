"""What a long list asks of the worker; each may run twice without harm."""

from typing import Any

from interregions.common.errors import Refused
from interregions.common.rooms import Report
from interregions.network.models import Mandate
from interregions.toolkit.imports import services
from interregions.toolkit.imports.models import Import

GONE = "Cette liste a été oubliée."


def _found(arguments: dict[str, Any]) -> tuple[Import, Mandate]:
    brought = Import.objects.filter(pk=arguments["import"]).first()
    if brought is None:
        raise Refused(GONE)
    return brought, Mandate.objects.select_related("member", "organisation").get(pk=arguments["mandate"])


def read(arguments: dict[str, Any], report: Report) -> str | None:
    """Give each line its verdict."""
    brought, by = _found(arguments)
    services.read_rows(brought, by, report)
    return None


def take(arguments: dict[str, Any], report: Report) -> str | None:
    """Keep the lines, all or none."""
    brought, by = _found(arguments)
    services.take_aside(brought, by, report)
    return None
