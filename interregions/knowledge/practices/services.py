"""Every write of good practices: caught in three fields, completed, given evidence, published."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import Stale, refuse_if
from interregions.common.merging import conflicting_parts
from interregions.common.references import Reference
from interregions.common.rows import held_row
from interregions.knowledge.practices import queries, rules
from interregions.knowledge.practices.choices import PracticeStatus
from interregions.knowledge.practices.models import Evidence, Practice
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import is_facilitator
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record


@transaction.atomic
def catch_practice(
    *, title: str, organisation: Organisation, observed_result: str = "", origin: Reference | None = None, by: Mandate
) -> Practice:
    """Three fields on the spot: what, by whom, with what result. The organisation completes it later."""
    check_mandate(by, roles=queries.WRITERS, organisation=organisation)
    return _create(title, organisation, observed_result, origin, by, PracticeStatus.CAUGHT)


@transaction.atomic
def draft_practice(
    *, title: str, organisation: Organisation, observed_result: str = "", origin: Reference | None = None, by: Mandate
) -> Practice:
    """Begin a sheet away from any meeting."""
    check_mandate(by, roles=queries.WRITERS, organisation=organisation)
    return _create(title, organisation, observed_result, origin, by, PracticeStatus.DRAFT)


def _create(
    title: str, organisation: Organisation, observed_result: str, origin: Reference | None, by: Mandate, status: str
) -> Practice:
    refuse_if(rules.reasons_not_to_catch(title=title))
    practice = Practice.objects.create(
        title=title.strip()[:160],
        organisation=organisation,
        observed_result=observed_result.strip(),
        origin=origin.as_json() if origin else None,
        status=status,
        caught_by=by,
    )
    record("practices.practice_caught", queries.practice_reference(practice), by, organisation=organisation.pk)
    return practice


@transaction.atomic
def complete_practice(
    *, practice: Practice, texts: Mapping[str, str], seen: Mapping[str, str], revision: int, by: Mandate
) -> Practice:
    """Write the parts of a sheet. Parts that only one of two people changed are merged; the others are shown twice."""
    practice = _locked(practice, by)
    stored = queries.texts_of(practice)
    mine = {part: text.strip() for part, text in texts.items() if part in rules.PARTS}
    kept, both = conflicting_parts(mine=mine, seen=seen, stored=stored)
    if practice.revision != revision and both:
        stale = Stale(
            mine=mine[both[0]],
            theirs=stored[both[0]],
            author=queries.last_author(practice),
            revision=practice.revision,
        )
        stale.field = both[0]
        raise stale
    written = mine if practice.revision == revision else kept
    refuse_if(rules.reasons_not_to_change_text(title=written.get("title", practice.title)))
    changed = [part for part, text in written.items() if text != stored[part]]
    if not changed:
        return practice
    for part in changed:
        setattr(practice, part, written[part][:160] if part == "title" else written[part])
    if practice.status == PracticeStatus.CAUGHT:
        practice.status = PracticeStatus.DRAFT
    practice.revision += 1
    practice.save()
    record("practices.practice_completed", queries.practice_reference(practice), by, parts=changed)
    return practice


@transaction.atomic
def add_evidence(*, practice: Practice, words: str, source: str, dated_on: date | None, by: Mandate) -> Evidence:
    """An observed result, with where it was read and when: the level of the practice follows."""
    practice = _locked(practice, by)
    refuse_if(
        rules.reasons_not_to_add_evidence(words=words, source=source, dated_on=dated_on, today=timezone.localdate())
    )
    found = Evidence.objects.create(
        practice=practice, words=words.strip(), source=source.strip()[:300], dated_on=dated_on, by=by
    )
    record("practices.evidence_added", queries.practice_reference(practice), by, evidence=found.pk)
    return found


@transaction.atomic
def publish_practice(*, practice: Practice, by: Mandate) -> Practice:
    """Give the sheet to the whole network."""
    practice = _locked(practice, by)
    refuse_if(rules.reasons_not_to_publish(status=practice.status, texts=queries.texts_of(practice)))
    practice.status = PracticeStatus.PUBLISHED
    practice.published_at = timezone.now()
    practice.save(update_fields=["status", "published_at"])
    record("practices.practice_published", queries.practice_reference(practice), by)
    return practice


def _locked(practice: Practice, by: Mandate) -> Practice:
    check_mandate(by, roles=queries.WRITERS)
    found = held_row(Practice.objects.select_related("organisation"), practice.pk)
    refuse_if(
        rules.reasons_not_to_complete(
            own=found.organisation_id == by.organisation_id, is_facilitator=is_facilitator(by)
        )
    )
    return found


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of the texts of the sheets; what the organisation did stays."""
    for practice in Practice.objects.all().iterator():
        names = [*rules.PARTS, "origin"]
        before: list[Any] = [getattr(practice, name) for name in names]
        after = without_person(before, member)
        if before != after:
            Practice.objects.filter(pk=practice.pk).update(**dict(zip(names, after, strict=True)))
    for result in Evidence.objects.all().iterator():
        words, source = without_person([result.words, result.source], member)
        if (words, source) != (result.words, result.source):
            Evidence.objects.filter(pk=result.pk).update(words=words, source=source)
