"""On what the gestures around the thread can be done now: visas, what is handed over, dates, people, what is done
again after its end."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Attendance, DateAnswer, DateOption, Guest, Meeting
from interregions.exchange.meetings.services import plans, polls, presence
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Note
from interregions.exchange.notes.services import signing as notes
from interregions.exchange.outcomes.choices import MinutesStatus
from interregions.exchange.outcomes.models import Minutes
from interregions.exchange.outcomes.services import minutes as outcomes
from interregions.exchange.surveys.answering.queries.phoned import was_sent_for
from interregions.exchange.surveys.answering.services import delegation, phoned, reopening, submission
from interregions.exchange.surveys.answering.services.answering import save_answer
from interregions.exchange.surveys.choices import ResponseStatus, RestitutionStatus, SurveyStatus
from interregions.exchange.surveys.collection.services import collection
from interregions.exchange.surveys.models import Delegation, Response, Restitution, Survey, Variable
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution
from interregions.journey import services as journey
from interregions.knowledge.practices import services as practices
from interregions.knowledge.practices.models import Practice
from interregions.knowledge.practices.queries import texts_of
from interregions.knowledge.practices.rules import PARTS
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.reception.models import Invitation
from interregions.reception.services import people as reception
from interregions.toolkit.approvals import services as approvals
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from tests.walk.scene import in_days

# --- visas --------------------------------------------------------------------------------------------------------


def _colleague(by: Mandate) -> Member | None:
    """A contributor of the same organisation, who gives the visa or fills a block."""
    found = Mandate.objects.filter(organisation=by.organisation, role=Role.CONTRIBUTOR, ends_on=None)
    mandate = found.select_related("member").order_by("pk").first()
    return mandate.member if mandate else None


def to_endorse(by: Mandate) -> Iterable[Response]:
    waiting = ApprovalRequest.objects.filter(about_kind="surveys.response", status=ApprovalStatus.WAITING)
    asked = [int(pk) for pk in waiting.values_list("about_id", flat=True)]
    started = Response.objects.filter(organisation=by.organisation, status=ResponseStatus.STARTED)
    return started.filter(survey__status=SurveyStatus.OPEN).exclude(pk__in=asked)


def ask_visa(response: Response, by: Mandate) -> object:
    colleague = _colleague(by)
    if colleague is not None:
        return submission.ask_for_visa(response=response, by=by, member=colleague)
    return submission.ask_for_visa(response=response, by=by, name="Une directrice", email="directrice@example.org")


def notes_to_endorse(by: Mandate) -> Iterable[Note]:
    waiting = ApprovalRequest.objects.filter(about_kind="notes.note", status=ApprovalStatus.WAITING)
    asked = [int(pk) for pk in waiting.values_list("about_id", flat=True)]
    return Note.objects.filter(status=NoteStatus.DRAFT).exclude(pk__in=asked)


def ask_note_visa(note: Note, by: Mandate) -> object:
    return notes.ask_note_visa(note=note, name="Un directeur", email="directeur@example.org", words="", by=by)


def own_visas(by: Mandate) -> Iterable[ApprovalRequest]:
    return ApprovalRequest.objects.filter(status=ApprovalStatus.WAITING, member=by.member)


def visas_by_link(by: Mandate) -> Iterable[ApprovalRequest]:
    """Whoever has no account decides by the link of the letter."""
    return ApprovalRequest.objects.filter(status=ApprovalStatus.WAITING, member=None)


def agree(visa: ApprovalRequest, by: Mandate) -> object:
    return approvals.decide_visa(approval=visa, agreed=True)


def refuse_visa(visa: ApprovalRequest, by: Mandate) -> object:
    return approvals.decide_visa(approval=visa, agreed=False, words="À revoir.")


def visas_asked(by: Mandate) -> Iterable[ApprovalRequest]:
    return ApprovalRequest.objects.filter(status=ApprovalStatus.WAITING, asked_by=by)


# --- what is handed over, reopened, answered late -----------------------------------------------------------------


def blocks_to_hand(by: Mandate) -> list[Response]:
    handed = Delegation.objects.filter(withdrawn_at=None).values("response_id")
    own = Response.objects.filter(organisation=by.organisation, survey__status=SurveyStatus.OPEN)
    left = own.filter(status__in=[ResponseStatus.INVITED, ResponseStatus.STARTED]).exclude(pk__in=handed)
    return list(left) if _colleague(by) else []


def hand_over_block(response: Response, by: Mandate) -> object:
    block = content_of(response.survey.questionnaire_id)[0]
    return delegation.delegate_block(response=response, block=block, by=by, member=_colleague(by))


def blocks_in_hand(by: Mandate) -> Iterable[Delegation]:
    handed = Delegation.objects.filter(withdrawn_at=None, done_at=None, response__survey__status=SurveyStatus.OPEN)
    return handed.select_related("response__survey", "block")


def own_blocks(by: Mandate) -> Iterable[Delegation]:
    return [each for each in blocks_in_hand(by) if each.member_id == by.member_id]


def finish_block(handed: Delegation, by: Mandate) -> object:
    block = next(b for b in content_of(handed.response.survey.questionnaire_id) if b.name == handed.block.name)
    return delegation.finish_block(response=handed.response, block=block, by=by)


def take_block_back(handed: Delegation, by: Mandate) -> object:
    return delegation.withdraw_delegation(delegation=handed, by=by)


def own_sent(by: Mandate) -> Iterable[Response]:
    sent = Response.objects.filter(organisation=by.organisation, status=ResponseStatus.SUBMITTED)
    return sent.filter(survey__status=SurveyStatus.OPEN, reopening_asked_at=None)


def ask_to_reopen(response: Response, by: Mandate) -> object:
    return reopening.ask_to_reopen(response=response, reason="Un chiffre a changé.", by=by)


def to_enter_by_phone(by: Mandate) -> Iterable[Response]:
    left = Response.objects.filter(survey__status=SurveyStatus.OPEN, survey__cycle__isnull=False)
    return left.filter(status=ResponseStatus.INVITED).exclude(organisation=by.organisation)


def enter_by_phone(response: Response, by: Mandate) -> object:
    variable = Variable.objects.filter(question__block__questionnaire=response.survey.questionnaire_id).first()
    if variable is None:
        raise LookupError("a survey that is open asks something")
    return save_answer(response=response, variable_id=variable.pk, value="yes", by=by)


def entered_by_phone(by: Mandate) -> Iterable[Response]:
    return Response.objects.filter(survey__status=SurveyStatus.OPEN, phone_due_at__isnull=False)


def send_entered(response: Response, by: Mandate) -> object:
    return submission.submit_response(response=response, by=by)


def sent_for_us(by: Mandate) -> list[Response]:
    return [each for each in own_sent(by) if was_sent_for(each)]


def take_back(response: Response, by: Mandate) -> object:
    return phoned.take_back(response=response, by=by)


def reopenings(by: Mandate) -> Iterable[Response]:
    return Response.objects.filter(reopening_asked_at__isnull=False, status=ResponseStatus.SUBMITTED).select_related(
        "survey"
    )


def reopen(response: Response, by: Mandate) -> object:
    return submission.reopen_response(response=response, reason="Demandé.", by=by)


def decline_reopening(response: Response, by: Mandate) -> object:
    return reopening.decline_reopening(response=response, words="Trop tard.", by=by)


def to_consent(by: Mandate) -> Iterable[Response]:
    closed = Response.objects.filter(organisation=by.organisation, survey__status=SurveyStatus.CLOSED)
    return closed.filter(status=ResponseStatus.STARTED, consents_to_partial=None, late_until=None)


def consent(response: Response, by: Mandate) -> object:
    return collection.answer_consent(response=response, agrees=True, by=by)


def surveys_to_reopen(by: Mandate) -> Iterable[Survey]:
    return Survey.objects.filter(status=SurveyStatus.CLOSED, restitutions=None, cycle__stage=Stage.SURVEY)


def reopen_survey(survey: Survey, by: Mandate) -> object:
    return collection.reopen_survey(survey=survey, closes_on=in_days(9), reason="Une Région arrive.", by=by)


def late_responses(by: Mandate) -> Iterable[Response]:
    published = Restitution.objects.filter(status=RestitutionStatus.PUBLISHED).values("survey_id")
    late = Response.objects.filter(survey__in=published, survey__status=SurveyStatus.CLOSED, late_until=None)
    return late.filter(status=ResponseStatus.SUBMITTED)


def admit_late(response: Response, by: Mandate) -> object:
    return submission.reopen_response(response=response, reason="Une erreur.", until=in_days(4), by=by)


def own_late(by: Mandate) -> Iterable[Response]:
    late = Response.objects.filter(organisation=by.organisation, late_until__gte=timezone.localdate())
    return late.filter(status=ResponseStatus.STARTED)


def to_publish_again(by: Mandate) -> Iterable[Survey]:
    published = Restitution.objects.filter(status=RestitutionStatus.PUBLISHED).values("survey_id")
    drafted = Restitution.objects.filter(status=RestitutionStatus.DRAFT).values("survey_id")
    return Survey.objects.filter(status=SurveyStatus.CLOSED, pk__in=published).exclude(pk__in=drafted)


def draft_again(survey: Survey, by: Mandate) -> object:
    return draft_restitution(survey=survey, by=by)


# --- a date sought, guests, a pôle --------------------------------------------------------------------------------


def to_meet_some_day(by: Mandate) -> Iterable[Cycle]:
    return Cycle.objects.filter(stage=Stage.MEETING, meetings=None)


def plan_without_date(cycle: Cycle, by: Mandate) -> object:
    return journey.plan_meeting(title=f"Rencontre {cycle.pk}", cycles=[cycle], starts_at=None, ends_at=None, by=by)


def undated(by: Mandate) -> Iterable[Meeting]:
    return Meeting.objects.filter(status=MeetingStatus.PLANNED, starts_at=None, date_poll=None)


def seek_a_date(meeting: Meeting, by: Mandate) -> object:
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    options = [(noon + timedelta(days=days), noon + timedelta(days=days, hours=2)) for days in (9, 11)]
    return polls.open_date_poll(meeting=meeting, options=options, until=in_days(4), by=by)


def dates_to_say(by: Mandate) -> Iterable[Meeting]:
    said = DateAnswer.objects.filter(organisation=by.organisation).values("option__poll__meeting_id")
    sought = Meeting.objects.filter(date_poll__closed_at=None, date_poll__isnull=False, starts_at=None)
    asked = sought.filter(attendances__organisation=by.organisation, date_poll__until__gte=timezone.localdate())
    return asked.exclude(pk__in=said).exclude(status=MeetingStatus.CANCELLED)


def say_dates(meeting: Meeting, by: Mandate) -> object:
    answers = dict.fromkeys(DateOption.objects.filter(poll__meeting=meeting).values_list("pk", flat=True), "YES")
    return polls.answer_date_poll(meeting=meeting, answers=answers, by=by)


def dates_to_settle(by: Mandate) -> list[DateOption]:
    sought = Meeting.objects.filter(date_poll__closed_at=None, date_poll__isnull=False, starts_at=None)
    firsts = [DateOption.objects.filter(poll__meeting=meeting).first() for meeting in sought]
    return [option for option in firsts if option is not None]


def settle(option: DateOption, by: Mandate) -> object:
    return polls.settle_date(meeting=option.poll.meeting, option=option, by=by)


def with_room_for_guests(by: Mandate) -> Iterable[Meeting]:
    return Meeting.objects.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.CONVENED], guests=None)


def invite_guest(meeting: Meeting, by: Mandate) -> object:
    return presence.invite_guest(
        meeting=meeting, name="Une invitée", organisation_name="Ailleurs", email="invitee@example.org", items=[], by=by
    )


def guests(by: Mandate) -> Iterable[Guest]:
    coming = [MeetingStatus.PLANNED, MeetingStatus.CONVENED]
    return Guest.objects.filter(meeting__status__in=coming).select_related("meeting")


def without_pole(by: Mandate) -> Iterable[Meeting]:
    convened = Attendance.objects.filter(organisation__kind=OrganisationKind.CLUSTER).values("meeting_id")
    coming = [MeetingStatus.PLANNED, MeetingStatus.CONVENED]
    return Meeting.objects.filter(status__in=coming).exclude(pk__in=convened)


def convene_pole(meeting: Meeting, by: Mandate) -> object:
    pole = Organisation.objects.filter(kind=OrganisationKind.CLUSTER).order_by("-pk").first()
    assert pole is not None
    return plans.convene_organisation(meeting=meeting, organisation=pole, by=by)


# --- people -------------------------------------------------------------------------------------------------------


def few_invitations(by: Mandate) -> list[str]:
    return ["somebody"] if Invitation.objects.count() < 3 else []


def invite(thing: str, by: Mandate) -> object:
    number = Invitation.objects.count() + 1
    return reception.invite(
        organisation=by.organisation,
        given_name=f"Prénom{number}",
        family_name="Venue",
        email=f"venue{number}@example.org",
        role=Role.CONTRIBUTOR,
        by=by,
    )


def invitations(by: Mandate) -> Iterable[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None)


def accept(invitation: Invitation, by: Mandate) -> object:
    return reception.accept_invitation(invitation=invitation)


def take_invitation_back(invitation: Invitation, by: Mandate) -> object:
    return reception.withdraw_invitation(invitation=invitation, by=by)


def newcomers(by: Mandate) -> Iterable[Mandate]:
    return Mandate.objects.filter(member__family_name="Venue", ends_on=None).select_related("member", "organisation")


def end_mandate(mandate: Mandate, by: Mandate) -> object:
    return reception.end_mandate(mandate=mandate, by=by)


# --- practices, and what is done again after its end --------------------------------------------------------------


def few_practices(by: Mandate) -> list[str]:
    return ["practice"] if Practice.objects.count() < 3 else []


def draft_practice(thing: str, by: Mandate) -> object:
    title = f"Pratique {Practice.objects.count() + 1}"
    return practices.draft_practice(title=title, organisation=by.organisation, by=by)


def bare_practices(by: Mandate) -> Iterable[Practice]:
    return Practice.objects.filter(organisation=by.organisation, what_was_done="")


def complete_practice(practice: Practice, by: Mandate) -> object:
    return practices.complete_practice(
        practice=practice,
        texts={**dict.fromkeys(PARTS, "Ce que les autres cherchent."), "title": practice.title},
        seen=texts_of(practice),
        revision=practice.revision,
        by=by,
    )


def whole_practices(by: Mandate) -> Iterable[Practice]:
    return Practice.objects.filter(organisation=by.organisation).exclude(status="PUBLISHED").exclude(what_was_done="")


def publish_practice(practice: Practice, by: Mandate) -> object:
    return practices.publish_practice(practice=practice, by=by)


def signed_notes(by: Mandate) -> Iterable[Note]:
    return Note.objects.filter(status=NoteStatus.SIGNED_OFF, cycle__stage__in=[Stage.THEME, Stage.SURVEY])


def reopen_note(note: Note, by: Mandate) -> object:
    return notes.reopen_note(note=note, reason="Une question manque.", by=by)


def sent_minutes(by: Mandate) -> list[Minutes]:
    return [each for each in Minutes.objects.filter(status=MinutesStatus.SENT) if each.edition < 2]


def correct_minutes(minutes: Minutes, by: Mandate) -> object:
    return outcomes.correct_minutes(minutes=minutes, reason="Un nom est faux.", by=by)


def withdraw_visa(visa: ApprovalRequest, by: Mandate) -> Any:
    return approvals.withdraw_visa(approval=visa, by=by)
