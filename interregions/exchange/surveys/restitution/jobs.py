"""What runs later or by the clock; each may run twice without harm."""

from collections.abc import Callable
from typing import Any

from interregions.exchange.surveys.restitution.services import announcing, tables, taking
from interregions.exchange.surveys.restitution.services.drawings import keep_missing_drawings
from interregions.exchange.surveys.restitution.services.tables import forget_tables

__all__ = ["answers", "forget_tables", "keep_missing_drawings", "table", "tell_results"]


def answers(arguments: dict[str, Any], report: Callable[[int, int], None]) -> str:
    """Write the answers of many organisations."""
    return taking.make_answers(int(arguments["table"]), report)


def tell_results(arguments: dict[str, Any], report: Callable[[int, int], None]) -> str:
    """Tell a publication to those who were asked."""
    return announcing.tell_results(int(arguments["restitution"]), report)


def table(arguments: dict[str, Any], report: Callable[[int, int], None]) -> str:
    """Write a long table."""
    return tables.make_table(int(arguments["table"]), report)
