from decimal import Decimal

from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    typed=["1 255,5"],
    words="1\u202f255,5",
    cell=Decimal("1255.5"),
    other=["1000"],
    refused=(["douze"], "Écrivez un nombre"),
)
