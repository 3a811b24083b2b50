"""Every write of the debate: what is said, corrected, withdrawn, and the practices caught on the spot."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import Refused, Stale, refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row
from interregions.exchange.debate import queries, rules
from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.debate.models import Contribution, PracticeFromAnswer
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.exchange.meetings.queries import meetings
from interregions.exchange.meetings.services.sittings import set_current_item
from interregions.knowledge.practices import services as practices
from interregions.knowledge.practices.models import Practice
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import is_facilitator
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.live.services import publish


@transaction.atomic
def record_remark(
    *,
    meeting: Meeting,
    text: str,
    kind: str = ContributionKind.REMARK,
    organisation: Organisation | None = None,
    agenda_item: AgendaItem | None = None,
    client_key: str = "",
    by: Mandate,
) -> Contribution:
    """One thing said, taken down by the note-taker; the same ``client_key`` twice is one line."""
    check_mandate(by, roles={Role.FACILITATOR})
    meeting = Meeting.objects.get(pk=meeting.pk)
    refuse_if(rules.reasons_not_to_record(is_open=meeting.status == MeetingStatus.OPEN, text=text))
    if organisation is not None and not meetings.is_convened(meeting, organisation.pk):
        raise Refused(f"{organisation.short_name} n’est pas convié à cette réunion.")
    return _write(meeting, text, kind, organisation, agenda_item, client_key, by, taken_down=True)


@transaction.atomic
def contribute(*, meeting: Meeting, text: str, kind: str, client_key: str = "", by: Mandate) -> Contribution:
    """One thing an organisation writes itself, on the current point."""
    check_mandate(by, roles={Role.REFERENT, Role.CONTRIBUTOR})
    meeting = Meeting.objects.get(pk=meeting.pk)
    refuse_if(
        rules.reasons_not_to_contribute(
            is_open=meeting.status == MeetingStatus.OPEN,
            convened=meetings.is_convened(meeting, by.organisation_id),
            text=text,
        )
    )
    if kind in (ContributionKind.DECISION, ContributionKind.ACTION):
        raise Refused("Décisions et actions sont notées par l’animation, quand la réunion les a prises.")
    return _write(meeting, text, kind, by.organisation, None, client_key, by, taken_down=False)


def _write(
    meeting: Meeting,
    text: str,
    kind: str,
    organisation: Organisation | None,
    agenda_item: AgendaItem | None,
    client_key: str,
    by: Mandate,
    *,
    taken_down: bool,
) -> Contribution:
    if kind not in ContributionKind.values:
        raise Refused("Ce genre de contribution n’existe pas.")
    if agenda_item is not None and agenda_item.meeting_id != meeting.pk:
        raise Refused("Ce point n’est pas à l’ordre du jour de cette réunion.")
    key = client_key[:40]
    sent = Contribution.objects.filter(meeting=meeting, by=by, client_key=key) if key else Contribution.objects.none()
    if (before := sent.first()) is not None:
        return before
    try:
        with transaction.atomic():
            found = Contribution.objects.create(
                meeting=meeting,
                agenda_item_id=agenda_item.pk if agenda_item else meeting.current_item_id,
                kind=kind,
                organisation=organisation,
                text=text.strip(),
                by=by,
                taken_down=taken_down,
                client_key=key,
            )
    except IntegrityError:
        # The same line arrived twice at the same instant: the first one stands.
        return sent.get()
    _tell(found, "contribution_recorded", by)
    return found


def _tell(contribution: Contribution, verb: str, by: Mandate) -> None:
    meeting = contribution.meeting
    of = Reference("debate.contribution", str(contribution.pk), meeting.title, meeting.get_absolute_url())
    record(f"debate.{verb}", of, by, kind=str(contribution.kind), organisation=contribution.organisation_id)
    publish(
        meetings.channel_of(meeting),
        "contribution",
        {"id": contribution.pk, "revision": contribution.revision, "withdrawn": contribution.withdrawn_at is not None},
    )


def _locked(contribution: Contribution) -> Contribution:
    return held_row(
        Contribution.objects.select_related("meeting", "by__member", "organisation", "practice"), contribution.pk
    )


def _changed_by(contribution: Contribution, by: Mandate) -> Contribution:
    """The line as it stands, for somebody who may change it now."""
    check_mandate(by, roles={Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR})
    found = _locked(contribution)
    refuse_if(queries.reasons_to_change(found, by))
    return found


@transaction.atomic
def change_contribution(
    *, contribution: Contribution, text: str, kind: str, organisation: Organisation | None, revision: int, by: Mandate
) -> Contribution:
    """Correct a line; when somebody corrected it meanwhile, both versions are shown."""
    found = _changed_by(contribution, by)
    refuse_if(rules.reasons_about_text(text=text))
    if kind not in ContributionKind.values:
        raise Refused("Ce genre de contribution n’existe pas.")
    if found.revision != revision and found.text.strip() != text.strip():
        author = queries.last_author(found)
        raise Stale(mine=text, theirs=found.text, author=author, revision=found.revision)
    found.text, found.kind = text.strip(), kind
    if is_facilitator(by):
        found.organisation = organisation
    found.revision += 1
    found.save(update_fields=["text", "kind", "organisation", "revision"])
    _tell(found, "contribution_changed", by)
    return found


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, by: Mandate) -> Contribution:
    """Take a line back; it is seen no more, the journal keeps that it was there."""
    found = _changed_by(contribution, by)
    found.withdrawn_at = timezone.now()
    found.revision += 1
    found.save(update_fields=["withdrawn_at", "revision"])
    _tell(found, "contribution_withdrawn", by)
    return found


@transaction.atomic
def go_to_point(*, meeting: Meeting, move: str, by: Mandate) -> Meeting:
    """Next, previous, or the point of that number."""
    item = queries.point_after(meeting, move)
    if item is None:
        raise Refused("L’ordre du jour est vide.")
    return set_current_item(meeting=meeting, item=item, by=by)


@transaction.atomic
def catch_practice(
    *,
    meeting: Meeting,
    title: str,
    organisation: Organisation | None,
    observed_result: str = "",
    contribution: Contribution | None = None,
    answer: Reference | None = None,
    client_key: str = "",
    by: Mandate,
) -> Practice:
    """Three fields on the spot: from a line, from an answer to the survey, or from what is being said."""
    check_mandate(by, roles={Role.FACILITATOR})
    meeting = Meeting.objects.get(pk=meeting.pk)
    if contribution is not None:
        line, holder = _line_to_catch(contribution, organisation)
    else:
        holder = organisation
        words = f"{title.strip()} : {observed_result.strip()}" if observed_result.strip() else title.strip()
        said = ContributionKind.PRACTICE
        line = record_remark(meeting=meeting, text=words, kind=said, organisation=holder, client_key=client_key, by=by)
        if line.practice is not None:
            return line.practice
    if holder is None:
        raise Refused("Dites de quel organisme vient cette pratique.")
    practice = practices.catch_practice(
        title=title,
        organisation=holder,
        observed_result=observed_result,
        origin=answer or meetings.meeting_reference(meeting),
        by=by,
    )
    line.practice, line.revision = practice, line.revision + 1
    if meeting.status == MeetingStatus.OPEN:
        # Once the sitting is closed, what the line says of its speaker stays.
        line.organisation = holder
    line.save(update_fields=["practice", "organisation", "revision"])
    if answer is not None:
        PracticeFromAnswer.objects.create(practice=practice, meeting=meeting, answer=answer.as_json())
    _tell(line, "practice_caught", by)
    return practice


def _line_to_catch(
    contribution: Contribution, organisation: Organisation | None
) -> tuple[Contribution, Organisation | None]:
    line = _locked(contribution)
    holder = organisation or line.organisation
    refuse_if(
        rules.reasons_not_to_catch(
            caught=line.practice_id is not None,
            withdrawn=line.withdrawn_at is not None,
            has_organisation=holder is not None,
        )
    )
    return line, holder


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of what was said; what the organisation said stays."""
    for line in Contribution.objects.all().iterator():
        text = without_person(line.text, member)
        if text != line.text:
            Contribution.objects.filter(pk=line.pk).update(text=text)
    for found in PracticeFromAnswer.objects.all().iterator():
        answer = without_person(found.answer, member)
        if answer != found.answer:
            PracticeFromAnswer.objects.filter(pk=found.pk).update(answer=answer)
