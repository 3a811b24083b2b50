from decimal import Decimal

from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    typed=["1 255"],
    words="1\u202f255",
    cell=Decimal(1255),
    other=["1000,0"],
    refused=(["3,7"], "Écrivez un nombre entier"),
)
