"""What organisations will do after a day: one's own, and that of those who show theirs, if one shows one's own."""

from datetime import date

from django.db.models import QuerySet

from interregions.knowledge.observatory.priorities.models import NextStep, NextStepShowing
from interregions.network.models import Member, Organisation
from interregions.network.queries import standing_of


def own_next_steps(organisation: Organisation, ends_on: date) -> dict[int | None, NextStep]:
    """The pôle it is about (None: all of them) → what this organisation has said."""
    found = NextStep.objects.filter(organisation=organisation, ends_on=ends_on).select_related("about")
    return {step.about_id: step for step in found}


def is_shown(organisation: Organisation, ends_on: date) -> bool:
    """Whether this organisation shows what it will do."""
    return NextStepShowing.objects.filter(organisation=organisation, ends_on=ends_on, withdrawn_at=None).exists()


def next_steps_visible_to(member: Member | None, organisation: Organisation, ends_on: date) -> QuerySet[NextStep]:
    """What the others of the same college show to this organisation, which shows its own; nothing otherwise.

    Only to somebody who acts for it: the animation reads none of them.
    """
    if organisation.pk not in standing_of(member).organisation_ids or not is_shown(organisation, ends_on):
        return NextStep.objects.none()
    showing = NextStepShowing.objects.filter(ends_on=ends_on, withdrawn_at=None)
    found = NextStep.objects.filter(ends_on=ends_on, organisation__in=showing.values("organisation"))
    found = found.filter(organisation__college=organisation.college).exclude(organisation=organisation)
    return found.select_related("organisation", "about").order_by("organisation__sort_name", "about__sort_name")
