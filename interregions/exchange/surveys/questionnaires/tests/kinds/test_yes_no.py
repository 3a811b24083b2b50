from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(typed=["yes"], words="Oui", cell="Oui", other=["no"], refused=(["peut-etre"], "Choisissez parmi"))
