from interregions.exchange.surveys.questionnaires.rules.written import Written

KIND = Written(
    code="TEXT",
    label="Texte court",
    template="text",
    seconds=20,
    on_paper="Quelques mots",
    xlsform=("text",),
    most=1_000,
)
