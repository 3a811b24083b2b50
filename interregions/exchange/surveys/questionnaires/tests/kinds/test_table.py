from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(
    wording={"options": ["oui | Oui", "non | Non"], "rows": ["Mer", "Ciel"]},
    typed=["non"],
    words="Non",
    cell="Non",
    other=["oui"],
    refused=(["peut-etre"], "Choisissez parmi"),
)
