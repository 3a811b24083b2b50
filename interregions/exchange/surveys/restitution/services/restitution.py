"""Prepare an edition, arrange it, publish it: from then on its figures are frozen."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.blocks import validate_blocks
from interregions.common.errors import Refused, refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row
from interregions.common.seen import CHANGED
from interregions.exchange.surveys.answering.models import Answer, Survey
from interregions.exchange.surveys.choices import RestitutionStatus, SurveyStatus
from interregions.exchange.surveys.collection import rules as collection
from interregions.exchange.surveys.questionnaires.kinds import codes_stored_as
from interregions.exchange.surveys.questionnaires.models import Question
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent, content_of
from interregions.exchange.surveys.questionnaires.rules import visibility
from interregions.exchange.surveys.questionnaires.rules.kind import Storage
from interregions.exchange.surveys.restitution.models import Restitution, RestitutionItem, Verbatim
from interregions.exchange.surveys.restitution.queries.announcing import RESULT
from interregions.exchange.surveys.restitution.queries.figures import BREAKDOWNS, published_figures
from interregions.exchange.surveys.restitution.queries.rates import changed_since, late_answers, rates_of
from interregions.exchange.surveys.restitution.rules import disclosure
from interregions.exchange.surveys.restitution.rules.figures import finding_of
from interregions.exchange.surveys.restitution.rules.figures.form import Counted
from interregions.exchange.surveys.restitution.rules.restitution import placed
from interregions.exchange.surveys.restitution.services.announcing import announce
from interregions.exchange.surveys.restitution.services.drawings import keep_drawings
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.services import check_wording

MOST_VERBATIMS = 120


@dataclass(frozen=True)
class ItemChoice:
    """What is decided of one question: shown or not, where, with which words."""

    item_id: int
    position: int
    shown: bool
    shows_verbatims: bool
    finding: str
    commentary: str


def reference_of(restitution: Restitution) -> Reference:
    label = f"Restitution de « {restitution.survey.title} »"
    return Reference("surveys.restitution", str(restitution.pk), label, restitution.get_absolute_url())


def questions_of(survey: Survey) -> list[QuestionContent]:
    """The questions of the survey, in order."""
    return [question for block in content_of(survey.questionnaire_id) for question in block.questions]


def _check_author(survey: Survey, by: Mandate) -> None:
    """The animation, and a referent of the responsible Région."""
    check_mandate(by, roles={Role.FACILITATOR, Role.REFERENT})
    lead_id = survey.cycle.lead_id if survey.cycle else None
    refuse_if(
        collection.reasons_not_to_prepare_restitution(
            is_facilitator=by.role == Role.FACILITATOR,
            is_lead=lead_id == by.organisation_id,
            survey_closed=survey.status == SurveyStatus.CLOSED,
        )
    )


@transaction.atomic
def draft_restitution(*, survey: Survey, by: Mandate) -> Restitution:
    """Begin an edition: all counted questions shown, in their order. The draft in progress is given back."""
    _check_author(survey, by)
    Survey.objects.select_for_update().get(pk=survey.pk)
    waiting = Restitution.objects.filter(survey=survey, status=RestitutionStatus.DRAFT).first()
    if waiting is not None:
        return waiting
    before = _published(survey).first()
    restitution = Restitution.objects.create(
        survey=survey,
        edition=before.edition + 1 if before else 1,
        breakdowns=before.breakdowns if before else [],
        summary=before.summary if before else [],
    )
    kept = {item.question_id: item for item in before.items.all()} if before else {}
    items = []
    for position, question in enumerate(q for q in questions_of(survey) if q.counted):
        earlier = kept.get(question.id)
        items.append(
            RestitutionItem(
                restitution=restitution,
                question_id=question.id,
                position=earlier.position if earlier else position,
                shown=earlier.shown if earlier else True,
                shows_verbatims=earlier.shows_verbatims if earlier else True,
                commentary=earlier.commentary if earlier else "",
            )
        )
    RestitutionItem.objects.bulk_create(items)
    record("surveys.restitution_drafted", reference_of(restitution), by, cycle=str(survey.cycle_id or ""))
    return restitution


@transaction.atomic
def arrange_restitution(
    *,
    restitution: Restitution,
    items: Iterable[ItemChoice],
    breakdown: str,
    summary: list[dict[str, Any]],
    by: Mandate,
    revision: int | None = None,
) -> Restitution:
    """Choose what is shown, in what order, with which words. Refuses what was arranged by somebody else meanwhile."""
    restitution = Restitution.objects.select_for_update().get(pk=restitution.pk)
    _check_author(restitution.survey, by)
    _refuse_published(restitution)
    if revision is not None and revision != restitution.revision:
        raise Refused(CHANGED)
    if breakdown and breakdown not in BREAKDOWNS:
        raise Refused("Cette ventilation n’existe pas.")
    restitution.breakdowns = [breakdown] if breakdown else []
    restitution.summary = validate_blocks(summary)
    restitution.revision += 1
    restitution.save(update_fields=["breakdowns", "summary", "revision"])
    standing = list(restitution.items.all())
    mine, choices = {item.pk: item for item in standing}, list(items)
    moved = {choice.item_id: choice.position for choice in choices if choice.item_id in mine}
    for place, pk in enumerate(placed([item.pk for item in standing], moved)):
        mine[pk].position = place
    for choice in choices:
        item = mine.get(choice.item_id)
        if item is not None:
            item.shown, item.shows_verbatims = choice.shown, choice.shows_verbatims
            item.finding, item.commentary = choice.finding.strip()[:400], choice.commentary.strip()
    RestitutionItem.objects.bulk_update(
        mine.values(), ["position", "shown", "shows_verbatims", "finding", "commentary"], batch_size=100
    )
    return restitution


@transaction.atomic
def publish_restitution(*, restitution: Restitution, by: Mandate, reason: str = "", seen: str = "") -> Restitution:
    """Freeze the edition: figures, findings, quoted words, rates. What it says is decided by rules/disclosure.py.

    Those who were asked are told, by the letter that was read (``seen``); a draft tells nobody.
    """
    check_mandate(by, roles={Role.FACILITATOR})
    restitution = held_row(Restitution.objects.select_related("survey__cycle"), restitution.pk)
    survey = restitution.survey
    _check_author(survey, by)
    _refuse_published(restitution)
    before = _published(survey).first()
    added, lost = changed_since(survey, before) if before else (0, 0)
    attribute = next(iter(restitution.breakdowns), "")
    declared = {name for edition in _published(survey) for name in edition.breakdowns}
    refuse_if(
        disclosure.reasons_not_to_publish_again(edition=restitution.edition, added=added, lost=lost, reason=reason)
        + disclosure.reasons_not_to_break_down(attribute=attribute, declared=declared)
    )
    check_wording(kind=RESULT, about=str(restitution.pk), seen=seen)
    now = timezone.now()
    rates = rates_of(survey)
    counts = freeze_figures(restitution, before, attribute, as_of=now.isoformat(), noun=rates.noun)
    _freeze_verbatims(restitution)
    restitution.reason = reason.strip()
    restitution.asked, restitution.answered, restitution.response_rate = rates.asked, rates.answered, rates.as_json()
    restitution.late = late_answers(survey)
    restitution.fingerprint = fingerprint_of(counts, rates.answered)
    restitution.status = RestitutionStatus.PUBLISHED
    restitution.published_at, restitution.published_by = now, by
    restitution.save()
    keep_drawings(restitution)
    record(
        "surveys.restitution_published",
        reference_of(restitution),
        by,
        cycle=str(survey.cycle_id or ""),
        edition=restitution.edition,
        answered=rates.answered,
    )
    announce(restitution, by)
    return restitution


def _published(survey: Survey) -> Any:
    return Restitution.objects.filter(survey=survey, status=RestitutionStatus.PUBLISHED).order_by("-edition")


def _refuse_published(restitution: Restitution) -> None:
    if restitution.status != RestitutionStatus.DRAFT:
        raise Refused("Cette édition est publiée : elle ne change plus. Une correction est une nouvelle édition.")


def freeze_figures(
    restitution: Restitution, before: Restitution | None, attribute: str, *, as_of: str, noun: str
) -> Counted:
    """Count once, and store the figures with their items."""
    questions = {question.id: question for question in questions_of(restitution.survey)}
    earlier = {item.question_id: item.figure for item in before.items.all()} if before else {}
    figures, counts = published_figures(
        restitution.survey_id,
        questions.values(),
        attribute=attribute,
        earlier=earlier,
        edition=restitution.edition,
    )
    items = list(restitution.items.all())
    for item in items:
        figure = figures.get(item.question_id, {"form": "words", "n": 0})
        item.figure = {"as_of": as_of, **figure}
        question = questions[item.question_id]
        item.finding = item.finding or finding_of(question.kind, figure, noun)[:400]
    RestitutionItem.objects.bulk_update(items, ["figure", "finding"], batch_size=100)
    return counts


def _freeze_verbatims(restitution: Restitution) -> None:
    """Words quoted, with the circle that may read them: at most some for each question."""
    quoted = restitution.items.filter(
        shown=True, shows_verbatims=True, question__kind__in=codes_stored_as(Storage.TEXT)
    )
    made: list[Verbatim] = []
    for variable_id, asked in _variables_of(quoted):
        rows = (
            Answer.objects.filter(counted_in=restitution.survey_id, variable_id=variable_id)
            .exclude(text="")
            .order_by("response__organisation__sort_name", "id")
            .values_list("response__organisation_id", "text", "named_to", "response__unnamed")
        )
        for position, (organisation_id, text, chosen, unnamed) in enumerate(rows[:MOST_VERBATIMS]):
            made.append(
                Verbatim(
                    restitution=restitution,
                    variable_id=variable_id,
                    organisation_id=organisation_id,
                    text=text,
                    named_to=visibility.narrowest(asked, chosen),
                    unnamed=unnamed,
                    position=position,
                )
            )
    Verbatim.objects.bulk_create(made, batch_size=500)


def _variables_of(items: Any) -> Sequence[tuple[int, str]]:
    questions = Question.objects.filter(pk__in=items.values("question_id"))
    return list(questions.order_by("variables__id").values_list("variables__id", "named_to"))


def fingerprint_of(counts: Counted, answered: int) -> str:
    """A mark of what was counted: the same counts give the same mark."""
    content = [answered, sorted(map(str, counts.answers.items())), sorted(map(str, counts.selections.items()))]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
