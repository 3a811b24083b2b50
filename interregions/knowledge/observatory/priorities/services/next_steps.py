"""Say what one will do after a day on which much ends; show it, and read those who show theirs; stop."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rows import hold
from interregions.knowledge.observatory.priorities import rules
from interregions.knowledge.observatory.priorities.models import NextStep, NextStepShowing
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record

SPEAKING = (College.REGIONS, College.CLUSTERS)


@transaction.atomic
def say_next_step(*, words: str, about: Organisation | None, ends_on: date, by: Mandate) -> NextStep | None:
    """What the organisation will do, for one pôle or for all; the last words count, and empty ones take them back."""
    check_mandate(by, roles=[Role.REFERENT])
    words = " ".join(words.split())
    refuse_if(rules.reasons_not_to_say_next(speaks=by.organisation.college in SPEAKING, words=words))
    hold(Organisation.objects.filter(pk=by.organisation_id))
    said = NextStep.objects.filter(organisation=by.organisation, about=about, ends_on=ends_on)
    if not words:
        said.delete()
        return None
    step = said.first() or NextStep(organisation=by.organisation, about=about, ends_on=ends_on)
    step.words, step.said_by, step.said_on = words, by, timezone.localdate()
    step.save()
    record("observatory.next_step_said", _about(ends_on), by)
    return step


@transaction.atomic
def show_next_steps(*, ends_on: date, by: Mandate) -> NextStepShowing:
    """Let those that show theirs read what this organisation will do: at once, both ways."""
    check_mandate(by, roles=[Role.REFERENT])
    hold(Organisation.objects.filter(pk=by.organisation_id))
    refuse_if(
        rules.reasons_not_to_show(
            speaks=by.organisation.college in SPEAKING,
            said=NextStep.objects.filter(organisation=by.organisation, ends_on=ends_on).count(),
            shown=_shown(by.organisation, ends_on).exists(),
        )
    )
    showing = NextStepShowing.objects.create(organisation=by.organisation, ends_on=ends_on, agreed_by=by)
    record("observatory.next_steps_shown", _about(ends_on), by)
    return showing


@transaction.atomic
def hide_next_steps(*, ends_on: date, by: Mandate) -> None:
    """Stop showing, and reading: at once."""
    check_mandate(by, roles=[Role.REFERENT])
    shown = _shown(by.organisation, ends_on)
    if shown.exists() and shown.update(withdrawn_by=by, withdrawn_at=timezone.now()):
        record("observatory.next_steps_hidden", _about(ends_on), by)


def _shown(organisation: Organisation, ends_on: date) -> QuerySet[NextStepShowing]:
    return NextStepShowing.objects.filter(organisation=organisation, ends_on=ends_on, withdrawn_at=None)


def _about(ends_on: date) -> Reference:
    url = "/connaissance/1er-janvier-2027/"
    return Reference("observatory.ending", ends_on.isoformat(), "Au 1er janvier 2027", url)
