from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example

EXAMPLE = Example(typed=["4"], words="Plutôt oui", cell="Plutôt oui", other=["2"], refused=(["9"], "Choisissez parmi"))
