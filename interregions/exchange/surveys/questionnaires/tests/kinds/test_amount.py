from decimal import Decimal

from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    typed=["12 500,5 €"],
    words="12\u202f500,50\u202f€",
    cell=Decimal("12500.5"),
    other=["11000"],
    refused=(["douze"], "Écrivez un nombre"),
)
