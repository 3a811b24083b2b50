from interregions.exchange.surveys.questionnaires.rules.choosing import Choosing

KIND = Choosing(
    code="SCALE",
    label="Échelle",
    template="scale",
    seconds=6,
    on_paper="Un seul choix",
    xlsform=("select_one", "range"),
    numbered=True,
    proposed=(
        ("1", "Pas du tout"),
        ("2", "Plutôt non"),
        ("3", "Ni oui ni non"),
        ("4", "Plutôt oui"),
        ("5", "Tout à fait"),
    ),
    verb="se placent à",
)
