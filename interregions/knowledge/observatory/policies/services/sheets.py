"""The words of a Région's sheet for one year, and what is forgotten of a person."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from interregions.common.erasure import without_person
from interregions.common.errors import Stale, refuse_if
from interregions.common.merging import conflicting_parts
from interregions.common.rows import held_row
from interregions.knowledge.observatory.policies.models import Reading, RegionalPolicy, Reply
from interregions.knowledge.observatory.policies.queries.references import policy_reference
from interregions.knowledge.observatory.policies.queries.sheets import last_author, texts_of
from interregions.knowledge.observatory.policies.queries.visible import WRITERS
from interregions.knowledge.observatory.policies.rules import readings, sheets
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record

DATED = ("managing_authority", "managing_authority_since", "state_endowment", "state_endowment_on")


@transaction.atomic
def write_policy(
    *,
    organisation: Organisation,
    year: int,
    texts: Mapping[str, str],
    dated: Mapping[str, str | date | None],
    seen: Mapping[str, str],
    revision: int,
    by: Mandate,
) -> RegionalPolicy:
    """Write the words of the year. Parts that only one of two people changed are merged; the others shown twice."""
    check_mandate(by, roles=WRITERS)
    refuse_if(
        readings.reasons_not_to_act_on(own=by.organisation_id == organisation.pk)
        + sheets.reasons_not_to_write(year=year)
    )
    found, _ = RegionalPolicy.objects.get_or_create(organisation=organisation, year=year)
    policy = held_row(RegionalPolicy.objects.select_related("organisation"), found.pk)
    stored = texts_of(policy)
    mine = {part: text.strip() for part, text in texts.items() if part in sheets.PARTS}
    kept, both = conflicting_parts(mine=mine, seen=seen, stored=stored)
    if policy.revision != revision and both:
        stale = Stale(mine=mine[both[0]], theirs=stored[both[0]], author=last_author(policy), revision=policy.revision)
        stale.field = both[0]
        raise stale
    for part, text in (mine if policy.revision == revision else kept).items():
        setattr(policy, part, text)
    for name in DATED:
        if name in dated:
            setattr(policy, name, dated[name])
    policy.revision += 1
    policy.save()
    record("observatory.policy_written", policy_reference(policy), by)
    return policy


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of the words of sheets, figures and replies; what the organisation said stays."""
    for model, names in (
        (RegionalPolicy, tuple(sheets.PARTS)),
        (Reading, ("words", "source", "contested_words")),
        (Reply, ("words",)),
    ):
        for row in model._default_manager.all().iterator():
            before = {name: getattr(row, name) for name in names}
            after = {name: without_person(text, member) for name, text in before.items()}
            if before != after:
                model._default_manager.filter(pk=row.pk).update(**after)
