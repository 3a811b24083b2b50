"""Changes requested by participants and their answers; those who have read and have nothing to report."""

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.common.rows import held_row
from interregions.exchange.outcomes import notifications, rules
from interregions.exchange.outcomes.choices import ChangeRequestStatus
from interregions.exchange.outcomes.models import ChangeRequest, Minutes, Proofreading
from interregions.exchange.outcomes.queries import minutes as minutes_queries
from interregions.exchange.outcomes.queries import proofreading, visibility
from interregions.exchange.outcomes.services.minutes import ANIMATION, locked
from interregions.exchange.outcomes.wording import with_wording
from interregions.network.choices import Role
from interregions.network.models import Mandate, Organisation
from interregions.network.services import check_mandate, speaking_for
from interregions.toolkit.journal.services import record
from interregions.toolkit.writing.services import save_section


@transaction.atomic
def request_change(
    *,
    minutes: Minutes,
    section_key: str,
    passage: str,
    wording: str,
    reason: str,
    organisation: Organisation | None = None,
    replaced: ChangeRequest | None = None,
    by: Mandate,
) -> ChangeRequest:
    """Ask that a passage be read otherwise, for one's organisation, until the day that was told. ``organisation`` is
    whose the animation enters by telephone; ``replaced``, what it entered and the organisation corrects."""
    organisation = speaking_for(by, organisation, roles=list(Role))
    minutes = locked(minutes)
    refuse_if(minutes_queries.reasons_to_request(minutes, by, organisation))
    refuse_if(rules.reasons_about_request(passage=passage, wording=wording))
    if section_key not in dict(minutes_queries.part_choices(minutes)):
        raise Refused("Cette partie n’existe pas dans ce compte rendu.")
    refuse_if(minutes_queries.reasons_about_passage(minutes, section_key, passage))
    request = ChangeRequest(minutes=minutes, organisation=organisation)
    if replaced is not None:
        request = held_row(minutes.change_requests.filter(organisation=organisation), replaced.pk)
        refuse_if(rules.reasons_not_to_correct_request(status=request.status))
    request.section_key, request.passage = section_key, passage.strip()
    request.wording, request.reason, request.by = wording.strip(), reason.strip(), by
    request.save()
    minutes.proofreadings.filter(edition=minutes.edition, organisation=organisation).delete()
    record("outcomes.change_requested", visibility.minutes_reference(minutes), by, part=section_key, request=request.pk)
    return request


@transaction.atomic
def mark_reread(*, minutes: Minutes, by: Mandate) -> Proofreading:
    """Say, for one's organisation, that it has read the minutes and has nothing to report; twice is once."""
    check_mandate(by, roles=list(Role))
    minutes = locked(minutes)
    refuse_if(proofreading.reasons_to_mark_reread(minutes, by))
    said, new = Proofreading.objects.get_or_create(
        minutes=minutes, edition=minutes.edition, organisation=by.organisation, defaults={"by": by}
    )
    if new:
        record("outcomes.minutes_reread", visibility.minutes_reference(minutes), by, edition=minutes.edition)
    return said


@transaction.atomic
def answer_change_request(
    *, change_request: ChangeRequest, taken: bool, answer: str, rewritten: bool = False, by: Mandate
) -> ChangeRequest:
    """Take a request, its wording put in place of its passage, or set it aside with a reason.

    When the passage is not found word for word the request waits: the wording is put in by hand, then ``rewritten``.
    """
    check_mandate(by, roles=ANIMATION)
    minutes = locked(change_request.minutes)
    request = ChangeRequest.objects.select_for_update().get(pk=change_request.pk)
    refuse_if(
        rules.reasons_not_to_answer(status=minutes.status, request_status=request.status, taken=taken, answer=answer)
    )
    if taken:
        request.applied = _take(minutes, request, rewritten, by)
    request.status = ChangeRequestStatus.TAKEN if taken else ChangeRequestStatus.DECLINED
    request.answer, request.answered_by, request.answered_at = answer.strip(), by, timezone.now()
    request.save()
    notifications.tell_answer(request)
    record("outcomes.change_answered", visibility.minutes_reference(minutes), by, request=request.pk, taken=taken)
    return request


def _take(minutes: Minutes, request: ChangeRequest, rewritten: bool, by: Mandate) -> bool:
    """Put the wording in its part, or check that somebody did; True when it went in by itself."""
    section = minutes.text.sections.select_for_update().filter(key=request.section_key).first()
    if rewritten:
        refuse_if(rules.reasons_not_to_mark_rewritten(rewritten=minutes_queries.is_rewritten(request, section)))
        return False
    blocks = with_wording(section.blocks, request.passage, request.wording) if section else None
    refuse_if(rules.reasons_not_to_put_in_place(found=blocks is not None))
    if section is None or blocks is None:
        return False
    save_section(section=section, blocks=blocks, revision=section.revision, by=by)
    return True
