from interregions.exchange.surveys.questionnaires.rules.written import Written

KIND = Written(
    code="LONG_TEXT",
    label="Texte long",
    template="long_text",
    seconds=90,
    on_paper="Quelques lignes",
    xlsform=("text",),
    most=20_000,
)
