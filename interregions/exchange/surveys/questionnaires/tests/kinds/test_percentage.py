from decimal import Decimal

from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    typed=["12,5 %"],
    words="12,5\u202f%",
    cell=Decimal("12.5"),
    other=["40"],
    refused=(["120"], "Un pourcentage se situe"),
)
