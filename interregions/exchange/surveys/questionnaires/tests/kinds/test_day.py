from datetime import date

from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    typed=["14/01/2027"],
    words="jeudi 14 janvier 2027",
    cell=date(2027, 1, 14),
    other=["01/02/2027"],
    refused=(["31/02/2027"], "Le 31/02/2027 n’existe pas"),
)
