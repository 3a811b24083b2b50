"""The letter that tells a publication: what the edition says, and where the reader's own answer stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from interregions.common.characters import number_in
from interregions.common.references import Reference
from interregions.common.rooms import EditableLetter, LetterSample
from interregions.common.typography import counted, of_name
from interregions.exchange.surveys.answering.models import Answer, Response
from interregions.exchange.surveys.answering.queries.letters import FIELDS
from interregions.exchange.surveys.choices import RestitutionStatus
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent, content_of
from interregions.exchange.surveys.restitution.models import Restitution, RestitutionItem
from interregions.exchange.surveys.restitution.queries.rates import answered_sentence, rates_of
from interregions.exchange.surveys.restitution.queries.restitution import (
    MOST_FINDINGS,
    asked_words,
    told_by_restitution,
)
from interregions.exchange.surveys.restitution.rules.place import MOST_PLACES, Own, may_be_placed, place_of
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.queries import Reach, reach_of

RESULT = "surveys.result"
KIND = MailKind.DIGEST
GESTURE = "Lire la restitution"


@dataclass(frozen=True)
class Placed:
    """A question whose published figure can be set beside one answer."""

    question: QuestionContent
    item: RestitutionItem

    @property
    def variable(self) -> int:
        return self.question.variables[0].id


def asked_organisations(restitution: Restitution) -> list[int]:
    """Whom the publication is told: each organisation that was asked, and the responsible Région."""
    asked = Response.objects.filter(survey=restitution.survey_id).order_by("organisation__sort_name", "organisation_id")
    found = dict.fromkeys(asked.values_list("organisation_id", flat=True))
    if restitution.survey.cycle is not None:
        found.setdefault(restitution.survey.cycle.lead_id)
    return list(found)


def reach_of_result(restitution: Restitution) -> Reach:
    """The people the letter of this edition leaves for, and the organisations where there is nobody."""
    return reach_of(asked_organisations(restitution), KIND)


def placed_in(restitution: Restitution) -> list[Placed]:
    """The questions shown of an edition where an answer can be placed, in their order."""
    blocks = content_of(restitution.survey.questionnaire_id)
    questions = {question.id: question for block in blocks for question in block.questions}
    shown = restitution.items.filter(shown=True).order_by("position", "id")
    return [Placed(questions[item.question_id], item) for item in shown if may_be_placed(questions[item.question_id])]


def own_answers(
    restitution: Restitution, placed: Collection[Placed], organisations: Collection[int]
) -> dict[int, dict[int, Own]]:
    """What each of these organisations answered to these questions and this edition counted: one query."""
    counted_then = Answer.objects.filter(
        counted_in=restitution.survey_id,
        variable__in=[each.variable for each in placed],
        response__organisation__in=organisations,
        response__submitted_at__lte=restitution.published_at,
    )
    found: dict[int, dict[int, Own]] = {}
    rows = counted_then.values_list("response__organisation_id", "variable_id", "option_id", "number")
    for organisation, variable, option, given in rows:
        found.setdefault(organisation, {})[variable] = Own(option, given)
    return found


def values_of(restitution: Restitution) -> dict[str, str]:
    """What the fields of the letter are replaced with, the same for everybody."""
    survey = restitution.survey
    told = told_by_restitution(restitution.pk)
    again = f"Édition {restitution.edition}, corrigée : {restitution.reason}" if restitution.edition > 1 else ""
    return {
        **_titled(survey.title, restitution.answered),
        "taux": told[0] if told else "",
        "constats": "\n".join(f"– {each}" for each in told[1:]),
        "édition": again,
    }


def place_words(placed: Collection[Placed], own: Mapping[int, Own], name: str, noun: str) -> str:
    """Where this organisation's answers stand, in a few lines; empty for one that did not answer."""
    said = (place_of(each.question, each.item.figure, own.get(each.variable)) for each in placed)
    lines = [f"– {each}" for each in said if each][:MOST_PLACES]
    return "\n".join([f"Où se situe la réponse {of_name(name)} :", *lines]) if lines else ""


def _titled(title: str, answered: int) -> dict[str, str]:
    told = "dit la réponse reçue" if answered == 1 else f"disent les {counted(answered, 'réponse')}"
    return {"enquête": title, "titre": f"Ce que {told}"}


def _sample(member: Any, about: str) -> LetterSample | None:
    """The letter of a draft: its findings are not frozen yet, its place is an example."""
    found = Restitution.objects.select_related("survey__cycle").filter(pk=number_in(about) or 0).first()
    if found is None:
        return None
    survey, left = found.survey, found.status == RestitutionStatus.PUBLISHED
    rates = rates_of(survey)
    items = found.items.filter(shown=True).exclude(finding="").select_related("question")[:MOST_FINDINGS]
    findings = [f"{asked_words(item.question.label)} {item.finding}" for item in items]
    values = {
        **_titled(survey.title, rates.answered),
        "et la vôtre": ", et où se situe la vôtre",
        "organisme": "Bretagne",
        "de l’organisme": "de Bretagne",
        "taux": f"{answered_sentence(rates.answered, rates.asked, rates.noun)}.",
        "constats": "\n".join(f"– {each}" for each in findings) or "– (les trois premiers constats de la restitution)",
        "votre place": "Où se situe la réponse de Bretagne :\n– (sa réponse, à côté de la figure publiée)",
        "édition": f"Édition {found.edition}, corrigée : (votre raison)" if found.edition > 1 else "",
    }
    return LetterSample(
        values=values,
        to="un référent qui a répondu (exemple)",
        button=GESTURE,
        back=found.get_absolute_url(),
        reason=WHY.format(name="de Bretagne"),
        about=Reference("surveys.restitution", str(found.pk), str(found), found.get_absolute_url()),
        over="Cette édition est publiée : la lettre est partie avec ces mots." if left else "",
    )


WHY = "Vous recevez ce message parce que vous êtes référent {name}, que cette enquête a interrogé."

LETTER = EditableLetter(
    title="Annonce des résultats",
    subject="[titre][et la vôtre] : [enquête]",
    body="""
La restitution de « [enquête] » est publiée. [taux]

[édition]

[constats]

[votre place]

[lien]

Elle se lit, se présente à des collègues et s’emporte en PDF. Merci à qui a répondu.
""",
    fields={
        **FIELDS,
        "titre": "« Ce que disent les 50 réponses »",
        "et la vôtre": "« , et où se situe la vôtre », pour qui a répondu",
        "taux": "combien ont répondu",
        "constats": "les trois premiers constats",
        "votre place": "les réponses de l’organisme à côté des figures publiées, pour qui a répondu",
        "édition": "le numéro et la raison d’une édition corrigée",
    },
    kept=("lien",),
    sample=_sample,
)
