from collections.abc import Sequence
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.choosing import NOT_PROPOSED, Choosing
from interregions.exchange.surveys.questionnaires.rules.kind import FigureForm, Question, Storage
from interregions.exchange.surveys.questionnaires.rules.lines import Line
from interregions.exchange.surveys.questionnaires.rules.typed import Given, Read
from interregions.toolkit.expressions import Value

LONGEST = 20  # a list longer than that is not ranked by anybody, and the importer takes no longer one


@dataclass(frozen=True, kw_only=True)
class Ranking(Choosing):
    """Each answer at its rank, each rank once; typed « 2:code », one for each answer that has one.

    Part of the answers may be ranked, unless the question expects an answer: what is kept meanwhile is then not
    complete. Only the order counts, so that a rank left out closes up: nothing is refused while one is still ranking.
    """

    storage: Storage = Storage.SELECTIONS
    figure: FigureForm = FigureForm.RANKS

    def understood(self, question: Question, values: Sequence[str]) -> Read:
        labels = {option.code: option.label for option in question.options}
        held: dict[int, list[str]] = {}
        for typed in values:
            rank, _, code = typed.partition(":")
            if code not in labels or rank not in {str(each) for each in range(1, len(labels) + 1)}:
                return Read(reasons=[NOT_PROPOSED])
            held.setdefault(int(rank), []).append(code)
        ranked = [code for _, codes in sorted(held.items()) for code in codes]
        reasons = [
            f"Le rang {rank} est donné à {' et à '.join(f'« {labels[code]} »' for code in codes)}\u202f: "
            "chaque rang sert une seule fois."
            for rank, codes in sorted(held.items())
            if len(codes) > 1
        ]
        twice = sorted({code for code in ranked if ranked.count(code) > 1})
        reasons += [f"« {labels[code]} » a deux rangs\u202f: gardez-en un." for code in twice]
        return Read(reasons=reasons) if reasons else Read(Given(codes=tuple(ranked), ranked=True))

    def words(self, question: Question, given: Given) -> str:
        """« 1. Réseau, 2. Aides »: what has no rank is not told."""
        labels = {option.code: option.label for option in question.options}
        return ", ".join(f"{rank}. {labels.get(code, code)}" for rank, code in enumerate(given.codes, start=1))

    def typed_again(self, given: Given) -> tuple[str, ...]:
        return tuple(f"{rank}:{code}" for rank, code in enumerate(given.codes, start=1))

    def value(self, given: Given) -> Value:
        """As XLSForm says it: the answers in their order, which ``selected-at`` reads."""
        return given.codes or None

    def is_complete(self, question: Question, given: Given) -> bool:
        return bool(given.codes) and (not question.required or len(given.codes) == len(question.options))

    def seconds_to_answer(self, question: Question) -> float:
        """Each answer is compared with the others."""
        return self.seconds * len(question.options)

    def reasons_not_to_take_options(self, options: Sequence[Line]) -> list[str]:
        if len(options) > LONGEST:
            return [f"Un classement compte {LONGEST} réponses au plus\u202f; celui-ci en a {len(options)}."]
        return super().reasons_not_to_take_options(options)


KIND = Ranking(
    code="RANKING",
    label="Classement",
    template="ranking",
    seconds=6,
    on_paper="Un rang par réponse, 1 pour la première",
    xlsform=("rank",),
)
