from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    typed=["Une phrase."],
    words="Une phrase.",
    cell="Une phrase.",
    other=["Une autre."],
    refused=(["a" * 20_001], "Ce texte compte 20"),
)
