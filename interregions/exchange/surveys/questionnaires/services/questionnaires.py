"""Starting, changing and approving a questionnaire. Both parties' approval of one revision freezes it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.common.references import Reference
from interregions.common.seen import reasons_if_changed
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.queries.notes import note_of, note_reference
from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.exchange.surveys.questionnaires.kinds import AWAITING_A_FORM
from interregions.exchange.surveys.questionnaires.models import Block, Questionnaire, QuestionnaireApproval
from interregions.exchange.surveys.questionnaires.queries import questionnaires as queries
from interregions.exchange.surveys.questionnaires.queries.builder import changes_since
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.rules import questionnaire as rules
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question
from interregions.exchange.surveys.questionnaires.services.writing import (
    WRITERS,
    cycle_name,
    locked,
    record_change,
    writable,
)
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record

FIRST_BLOCK = "Questions"


@transaction.atomic
def draft_questionnaire(
    *,
    title: str,
    cycle: Cycle | None,
    by: Mandate | None,
    note_questions: Sequence[tuple[str, Reference]] = (),
    express: bool = False,
    introduction: str = "",
    origin: Reference | None = None,
) -> Questionnaire:
    """Start a questionnaire, from the note's questions or from nothing. ``by`` is None on the command line only."""
    if by is not None:
        check_mandate(by, roles=WRITERS)
        of_lead = cycle is not None and cycle.lead_id == by.organisation_id
        refuse_if(rules.reasons_not_to_write(role=by.role, of_lead=of_lead, frozen=False))
    if not title.strip():
        raise Refused("Donnez un titre au questionnaire.")
    if origin is None and cycle is not None and note_questions:
        note = note_of(cycle)
        origin = note_reference(note) if note is not None else None
    questionnaire = Questionnaire.objects.create(
        title=title.strip()[:200],
        introduction=introduction.strip(),
        cycle=cycle,
        express=express,
        created_by=by,
        origin=origin.as_json() if origin else None,
    )
    record(
        "surveys.questionnaire_drafted", queries.reference_to(questionnaire), by, cycle_name(questionnaire), revision=1
    )
    if note_questions and by is not None:
        add_note_questions(questionnaire=questionnaire, note_questions=note_questions, by=by)
    return questionnaire


@transaction.atomic
def add_note_questions(
    *, questionnaire: Questionnaire, note_questions: Sequence[tuple[str, Reference]], by: Mandate
) -> None:
    """Each thing the note wants to learn becomes a question, to be given its form; it says where it is from."""
    block = Block.objects.filter(questionnaire=questionnaire).first()
    if block is None:
        block = add_block(questionnaire=questionnaire, title=FIRST_BLOCK, by=by)
    for words, origin in note_questions:
        add_question(block=block, kind=AWAITING_A_FORM.code, label=words, origin=origin, by=by)


@transaction.atomic
def change_questionnaire(
    *, questionnaire: Questionnaire, title: str, introduction: str, seen: str = "", by: Mandate
) -> None:
    """Change the title and the words that introduce it."""
    questionnaire = writable(questionnaire, by)
    if not title.strip():
        raise Refused("Donnez un titre au questionnaire.")
    sent = (title.strip()[:200], introduction.strip())
    refuse_if(reasons_if_changed(seen=seen, standing=(questionnaire.title, questionnaire.introduction), sent=sent))
    questionnaire.title, questionnaire.introduction = sent
    questionnaire.save(update_fields=["title", "introduction"])
    record_change(questionnaire, "surveys.questionnaire_changed", by)


@transaction.atomic
def approve_questionnaire(*, questionnaire: Questionnaire, revision: int, by: Mandate) -> Questionnaire:
    """Approve the revision that was read; when both parties approved the same one, it is frozen."""
    check_mandate(by, roles=(Role.FACILITATOR, Role.REFERENT))
    questionnaire = locked(questionnaire)
    content = content_of(questionnaire.pk)
    current = [a for a in queries.approvals_of(questionnaire) if a.revision == questionnaire.revision]
    given = {queries.party_of_approval(approval) for approval in current}
    of_lead = queries.of_lead(questionnaire, by)
    mine = rules.party_of(role=by.role, of_lead=of_lead)
    refuse_if(
        rules.reasons_not_to_approve(
            role=by.role,
            of_lead=of_lead,
            frozen=questionnaire.status == QuestionnaireStatus.APPROVED,
            dropped=questionnaire.status == QuestionnaireStatus.DROPPED,
            questions=sum(len(block.questions) for block in content),
            findings=queries.reasons_not_to_freeze(content),
            already_approved=mine in given,
            read_revision=revision,
            revision=questionnaire.revision,
            changes=[f"{change.sentence} ({change.author})" for change in changes_since(questionnaire, revision)],
        )
    )
    QuestionnaireApproval.objects.create(
        questionnaire=questionnaire, organisation_id=by.organisation_id, by=by, revision=revision
    )
    reference, cycle = queries.reference_to(questionnaire), cycle_name(questionnaire)
    record("surveys.questionnaire_approved", reference, by, cycle, revision=revision)
    if rules.is_agreed(approved_by={*given, mine}, with_lead=queries.needs_lead(questionnaire)):
        questionnaire.status = QuestionnaireStatus.APPROVED
        questionnaire.frozen_at = timezone.now()
        questionnaire.save(update_fields=["status", "frozen_at"])
        record("surveys.questionnaire_frozen", reference, by, cycle, revision=revision)
    return questionnaire


@transaction.atomic
def drop_questionnaire(*, questionnaire: Questionnaire, by: Mandate) -> Questionnaire:
    """Put a draft aside: nobody is expected to write nor approve it; it stays to be read, and can be taken up."""
    check_mandate(by, roles=(Role.FACILITATOR, Role.REFERENT))
    questionnaire = locked(questionnaire)
    refuse_if(queries.reasons_not_to_drop(questionnaire, by))
    return _moved(questionnaire, QuestionnaireStatus.DROPPED, "surveys.questionnaire_dropped", by)


@transaction.atomic
def take_up_questionnaire(*, questionnaire: Questionnaire, by: Mandate) -> Questionnaire:
    """Write again what was put aside."""
    check_mandate(by, roles=(Role.FACILITATOR, Role.REFERENT))
    questionnaire = locked(questionnaire)
    refuse_if(queries.reasons_not_to_take_up(questionnaire, by))
    return _moved(questionnaire, QuestionnaireStatus.DRAFT, "surveys.questionnaire_taken_up", by)


def _moved(questionnaire: Questionnaire, status: str, verb: str, by: Mandate) -> Questionnaire:
    questionnaire.status = status
    questionnaire.save(update_fields=["status"])
    record(verb, queries.reference_to(questionnaire), by, cycle_name(questionnaire))
    return questionnaire
