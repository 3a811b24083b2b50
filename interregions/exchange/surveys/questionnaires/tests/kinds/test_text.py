from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    typed=["SRDEII"], words="SRDEII", cell="SRDEII", other=["CPER"], refused=(["a" * 1_001], "Ce texte compte 1")
)
