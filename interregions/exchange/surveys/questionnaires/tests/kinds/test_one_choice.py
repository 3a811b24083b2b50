from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    wording={"options": ["mer | Mer", "ciel | Ciel", "terre | Terre"]},
    typed=["ciel"],
    words="Ciel",
    cell="Ciel",
    other=["mer"],
    refused=(["feu"], "Choisissez parmi"),
)
