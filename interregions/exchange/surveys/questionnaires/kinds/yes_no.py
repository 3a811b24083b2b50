from collections.abc import Sequence
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.choosing import Choosing
from interregions.exchange.surveys.questionnaires.rules.lines import Line


@dataclass(frozen=True, kw_only=True)
class YesNo(Choosing):
    def reasons_not_to_take_options(self, options: Sequence[Line]) -> list[str]:
        if len(options) != 2:
            return ["Une question « oui ou non » a deux réponses."]
        return super().reasons_not_to_take_options(options)


KIND = YesNo(
    code="YES_NO",
    label="Oui ou non",
    template="yes_no",
    seconds=4,
    on_paper="Un seul choix",
    xlsform=("select_one",),
    proposed=(("yes", "Oui"), ("no", "Non")),
    verb="répondent",
)
