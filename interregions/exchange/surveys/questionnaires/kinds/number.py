from interregions.exchange.surveys.questionnaires.rules.numeric import Numeric

KIND = Numeric(
    code="NUMBER",
    label="Nombre",
    seconds=25,
    on_paper="Un nombre",
    xlsform=("decimal", "range"),
)
