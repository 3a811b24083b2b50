from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    wording={"options": ["mer | Mer", "ciel | Ciel", "terre | Terre"]},
    typed=["mer", "terre"],
    words="Mer, Terre",
    cell="Mer, Terre",
    other=["ciel"],
    refused=(["mer", "feu"], "Choisissez parmi"),
)
