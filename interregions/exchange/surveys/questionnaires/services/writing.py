"""What every change to a questionnaire goes through: may it be written, and what is said of the change."""

from interregions.common.errors import refuse_if
from interregions.common.rows import held_row
from interregions.exchange.surveys.questionnaires.models import Questionnaire
from interregions.exchange.surveys.questionnaires.queries import questionnaires as queries
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record

WRITERS = (Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR)


def writable(questionnaire: Questionnaire, by: Mandate) -> Questionnaire:
    """The questionnaire, locked for this transaction, once it is sure that ``by`` may write it."""
    check_mandate(by, roles=WRITERS)
    questionnaire = locked(questionnaire)
    refuse_if(queries.reasons_not_to_write(questionnaire, by))
    return questionnaire


def record_change(questionnaire: Questionnaire, verb: str, by: Mandate | None, label: str = "") -> int:
    """Move the revision, so that earlier approvals fall, and say in the journal what changed; the new revision."""
    questionnaire.revision += 1
    questionnaire.save(update_fields=["revision"])
    reference = queries.reference_to(questionnaire)
    record(verb, reference, by, cycle_name(questionnaire), revision=questionnaire.revision, label=label[:200])
    return questionnaire.revision


def locked(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as it stands, nobody else writing it until the end of this transaction."""
    return held_row(Questionnaire.objects.select_related("cycle__lead"), questionnaire.pk)


def cycle_name(questionnaire: Questionnaire) -> str:
    """The cycle, as the journal names it."""
    return str(questionnaire.cycle_id or "")
