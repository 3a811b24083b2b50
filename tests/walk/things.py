"""On what each gesture of the walk can be done now, and how it is done through the services."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from interregions.exchange.cycles import services as cycles
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate import services as debate
from interregions.exchange.meetings.choices import AttendanceAnswer, MeetingStatus
from interregions.exchange.meetings.models import Attendance, Meeting
from interregions.exchange.meetings.services import presence as meetings
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Interview, Note
from interregions.exchange.notes.services import interviews
from interregions.exchange.notes.services import notes as note_services
from interregions.exchange.outcomes.choices import ChangeRequestStatus, MinutesStatus
from interregions.exchange.outcomes.models import Action, ChangeRequest, Minutes
from interregions.exchange.outcomes.services import actions, changes
from interregions.exchange.outcomes.services import minutes as minutes_services
from interregions.exchange.surveys.answering.services.answering import save_answer
from interregions.exchange.surveys.answering.services.submission import submit_response
from interregions.exchange.surveys.choices import QuestionnaireStatus, ResponseStatus, RestitutionStatus, SurveyStatus
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services import collection
from interregions.exchange.surveys.models import Delegation, Questionnaire, Response, Restitution, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.services.questionnaires import (
    approve_questionnaire,
    draft_questionnaire,
)
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question
from interregions.exchange.themes.choices import CallStatus, ThemeStatus
from interregions.exchange.themes.models import Ballot, Call, Theme
from interregions.exchange.themes.queries.participation import silent_organisations
from interregions.exchange.themes.services import ballots, results
from interregions.exchange.themes.services import calls as call_services
from interregions.exchange.themes.services.themes import propose_theme
from interregions.journey import services as journey
from interregions.network.choices import College
from interregions.network.models import Mandate, Organisation
from interregions.reception.models import PersonToInvite
from interregions.reception.people_list import PEOPLE
from interregions.toolkit.imports.choices import State
from interregions.toolkit.imports.models import Import
from interregions.toolkit.imports.services import bring_lines
from interregions.toolkit.telephone.services import enter_by_phone
from tests.walk.scene import in_days

Things = Callable[[Mandate], Any]

# --- step 1 -------------------------------------------------------------------------------------------------------


def no_call_under_way(by: Mandate) -> list[str]:
    running = Call.objects.filter(status__in=[CallStatus.PROPOSALS, CallStatus.CHOICES]).exists()
    waiting = Theme.objects.filter(status=ThemeStatus.RETAINED, cycle=None).exists()
    under_way = Cycle.objects.exclude(stage=Stage.CLOSED).exists()
    return [] if running or waiting or under_way else ["call"]


def open_call(thing: str, by: Mandate) -> object:
    return call_services.open_call(
        season=f"Saison {Call.objects.count() + 1}",
        retained_number=1,
        colleges=[College.REGIONS, College.EPCI],
        proposals_until=in_days(5),
        choices_until=in_days(10),
        by=by,
    )


def calls(*statuses: str) -> Things:
    return lambda by: Call.objects.filter(status__in=statuses)


def propose(call: Call, by: Mandate) -> object:
    number = Theme.objects.count() + 1
    return propose_theme(
        call=call, title=f"Thème {number}", problem="Un problème.", expected_result="Un résultat.", by=by
    )


def few_themes(by: Mandate) -> list[Call]:
    return [call for call in Call.objects.filter(status=CallStatus.PROPOSALS) if call.themes.count() < 3]


def not_chosen(by: Mandate) -> list[Call]:
    done = Ballot.objects.filter(organisation=by.organisation).values("call_id")
    return list(Call.objects.filter(status=CallStatus.CHOICES).exclude(pk__in=done))


def cast_ballot(call: Call, by: Mandate) -> object:
    first = call.themes.order_by("pk").first()
    return ballots.cast_ballot(call=call, theme_ids=[first.pk] if first else [], by=by)


def chosen_enough(by: Mandate) -> list[Call]:
    return [call for call in Call.objects.filter(status=CallStatus.CHOICES) if call.ballots.exists()]


def to_retain(by: Mandate) -> list[Call]:
    return list(Call.objects.filter(status=CallStatus.CLOSED).exclude(themes__status=ThemeStatus.RETAINED))


def retain(call: Call, by: Mandate) -> object:
    first = call.themes.order_by("pk").first()
    return results.retain_themes(
        call=call, theme_ids=[first.pk] if first else [], departure_reason="Les Régions en conviennent.", by=by
    )


def to_open(by: Mandate) -> Iterable[Theme]:
    return Theme.objects.filter(status=ThemeStatus.RETAINED, cycle=None)


def open_cycle(theme: Theme, by: Mandate) -> object:
    lead = by.organisation.__class__.objects.get(short_name="Bretagne")
    return cycles.open_cycle(theme=theme, lead=lead, by=by)


def in_stage(*stages: str) -> Things:
    return lambda by: Cycle.objects.filter(stage__in=stages)


def not_interviewed(by: Mandate) -> Iterable[Cycle]:
    return Cycle.objects.filter(stage=Stage.THEME, interviews=None)


def interview(cycle: Cycle, by: Mandate) -> object:
    return interviews.record_interview(
        cycle=cycle, held_on=in_days(0), people="Une personne", answers=[("Pourquoi ?", "why_now", "Parce que.")], by=by
    )


def without_note(by: Mandate) -> Iterable[Interview]:
    return Interview.objects.filter(cycle__stage=Stage.THEME, cycle__note=None)


def draft_note(held: Interview, by: Mandate) -> object:
    return journey.draft_note(cycle=held.cycle, interview=held, by=by)


def written_notes(by: Mandate) -> Iterable[Note]:
    return Note.objects.filter(status=NoteStatus.DRAFT)


def without_questions(by: Mandate) -> Iterable[Note]:
    return Note.objects.filter(status=NoteStatus.DRAFT, questions=None)


def set_questions(note: Note, by: Mandate) -> object:
    section = note.text.sections.get(key="learn")
    return note_services.set_questions(
        note=note, questions=["Quoi ?", "Comment ?", "Avec qui ?"], revision=section.revision, by=by
    )


# --- step 2 -------------------------------------------------------------------------------------------------------


def without_questionnaire(by: Mandate) -> Iterable[Cycle]:
    return Cycle.objects.filter(stage=Stage.SURVEY, questionnaires=None)


def write_questionnaire(cycle: Cycle, by: Mandate) -> object:
    return draft_questionnaire(title=f"Enquête {cycle.pk}", cycle=cycle, by=by)


def drafts(by: Mandate) -> Iterable[Questionnaire]:
    return Questionnaire.objects.filter(status=QuestionnaireStatus.DRAFT)


def empty_drafts(by: Mandate) -> Iterable[Questionnaire]:
    return Questionnaire.objects.filter(status=QuestionnaireStatus.DRAFT, blocks=None)


def ask_a_question(questionnaire: Questionnaire, by: Mandate) -> object:
    block = add_block(questionnaire=questionnaire, title="Rubrique", by=by)
    return add_question(block=block, by=by, name="soutien", kind="YES_NO", label="Soutenez-vous ?", required=True)


def approve(questionnaire: Questionnaire, by: Mandate) -> object:
    return approve_questionnaire(questionnaire=questionnaire, revision=questionnaire.revision, by=by)


def ready(by: Mandate) -> Iterable[Questionnaire]:
    return Questionnaire.objects.filter(status=QuestionnaireStatus.APPROVED, survey=None)


def open_survey(questionnaire: Questionnaire, by: Mandate) -> object:
    return collection.open_survey(
        questionnaire=questionnaire,
        audience=Audience("all_regions"),
        opens_on=in_days(0),
        closes_on=in_days(15),
        by=by,
    )


def own_responses(*statuses: str) -> Things:
    return lambda by: Response.objects.filter(
        organisation=by.organisation, status__in=statuses, survey__status=SurveyStatus.OPEN
    )


def still_to_answer(by: Mandate) -> Iterable[Response]:
    """One's own, but those whose block one has finished: it may be corrected, and is awaited no more."""
    finished = Delegation.objects.filter(member=by.member, done_at__isnull=False).values("response_id")
    return own_responses(ResponseStatus.INVITED, ResponseStatus.STARTED)(by).exclude(pk__in=finished)


def answer(response: Response, by: Mandate) -> object:
    variable = content_of(response.survey.questionnaire_id)[0].questions[0].variables[0]
    return save_answer(response=response, variable_id=variable.id, value="yes", by=by)


def send(response: Response, by: Mandate) -> object:
    return submit_response(response=response, by=by)


def answered_surveys(by: Mandate) -> Iterable[Survey]:
    sent = Response.objects.filter(status=ResponseStatus.SUBMITTED).values("survey_id")
    return Survey.objects.filter(status=SurveyStatus.OPEN, pk__in=sent)


def closed_surveys(by: Mandate) -> Iterable[Survey]:
    return Survey.objects.filter(status=SurveyStatus.CLOSED, restitutions=None)


def prepared(by: Mandate) -> Iterable[Restitution]:
    return Restitution.objects.filter(status=RestitutionStatus.DRAFT)


# --- steps 3 and 4 ------------------------------------------------------------------------------------------------


def to_meet(by: Mandate) -> Iterable[Cycle]:
    return Cycle.objects.filter(stage=Stage.MEETING, meetings=None)


def plan_meeting(cycle: Cycle, by: Mandate) -> object:
    start = timezone.now() + timedelta(days=3)
    return journey.plan_meeting(
        title=f"Réunion {cycle.pk}",
        cycles=[cycle],
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place="Ici",
        by=by,
    )


def meetings_in(*statuses: str) -> Things:
    return lambda by: Meeting.objects.filter(status__in=statuses)


def own_convocations(by: Mandate) -> Iterable[Attendance]:
    return Attendance.objects.filter(
        organisation=by.organisation, answer=AttendanceAnswer.AWAITED, meeting__status=MeetingStatus.CONVENED
    ).select_related("meeting")


def say_one_comes(attendance: Attendance, by: Mandate) -> object:
    return meetings.answer_convocation(
        meeting=attendance.meeting, organisation=by.organisation, answer=AttendanceAnswer.COMING, by=by
    )


def remark(meeting: Meeting, by: Mandate) -> object:
    return debate.record_remark(
        meeting=meeting,
        agenda_item=meeting.agenda.last(),
        kind="REMARK",
        organisation=meeting.cycles.get().lead,
        text="Ceci est dit.",
        by=by,
    )


# --- step 5 -------------------------------------------------------------------------------------------------------


def without_minutes(by: Mandate) -> Iterable[Meeting]:
    return Meeting.objects.filter(status=MeetingStatus.CLOSED, minutes_of_meeting=None)


def decided(by: Mandate) -> list[Minutes]:
    open_ones = Minutes.objects.filter(status__in=[MinutesStatus.DRAFT, MinutesStatus.OPEN_TO_CHANGES])
    return [each for each in open_ones if each.meeting.actions.count() < 3]


def decide(minutes: Minutes, by: Mandate) -> object:
    cycle = minutes.meeting.cycles.get()
    owner = Attendance.objects.filter(meeting=minutes.meeting).order_by("-pk").first()
    return actions.add_action(
        meeting=minutes.meeting,
        cycle=cycle,
        title=f"Action {Action.objects.count() + 1}",
        organisation=owner.organisation if owner else cycle.lead,
        person=None,
        due_on=in_days(10),
        success_sign="",
        by=by,
    )


def minutes_in(*statuses: str) -> Things:
    return lambda by: Minutes.objects.filter(status__in=statuses)


def ask_a_change(minutes: Minutes, by: Mandate) -> object:
    section = minutes.text.sections.order_by("pk")[0]
    return changes.request_change(
        minutes=minutes, section_key=section.key, passage="", wording="Autrement.", reason="Parce que.", by=by
    )


def asked_changes(by: Mandate) -> Iterable[ChangeRequest]:
    return ChangeRequest.objects.filter(status=ChangeRequestStatus.ASKED)


def decline_change(request: ChangeRequest, by: Mandate) -> object:
    return changes.answer_change_request(change_request=request, taken=False, answer="Non, merci.", by=by)


def open_to_changes(minutes: Minutes, by: Mandate) -> object:
    return minutes_services.open_to_changes(minutes=minutes, until=in_days(8), by=by)


def own_actions(by: Mandate) -> Iterable[Action]:
    return Action.objects.filter(organisation=by.organisation, status__in=["TO_DO", "UNDER_WAY"])


def report(action: Action, by: Mandate) -> object:
    following = "DONE" if action.status == "UNDER_WAY" else "UNDER_WAY"
    return actions.report_progress(action=action, status=following, words="Avancée.", by=by)


# --- people brought as a list -------------------------------------------------------------------------------------


def few_lists(by: Mandate) -> list[str]:
    return ["list"] if Import.objects.filter(status=State.PREVIEWED).count() < 1 and Import.objects.count() < 4 else []


def bring_people(thing: str, by: Mandate) -> object:
    """A referent for a Région, and a line that is refused."""
    number = Import.objects.count() + 1
    said = {"organisation": Organisation.objects.filter(kind="REGION").order_by("pk")[number % 3].short_name}
    person = {**said, "given_name": "Maud", "family_name": f"Liste{number}", "email": f"maud{number}@list.example"}
    lines = [(1, person), (2, {**said, "given_name": "Sans adresse"})]
    return bring_lines(importer=PEOPLE, lines=lines, name="Liste", source="Une liste", given_on=None, by=by)


def lists_to_take(by: Mandate) -> Iterable[Import]:
    return Import.objects.filter(status=State.PREVIEWED)


def lists_taken(by: Mandate) -> Iterable[Import]:
    return Import.objects.filter(status=State.TAKEN)


def people_waiting(by: Mandate) -> list[str]:
    return ["people"] if PersonToInvite.objects.filter(invitation=None).exists() else []


def not_chosen_by_all(by: Mandate) -> list[Call]:
    """Calls in which an organisation that was asked may be called on the telephone."""
    return [call for call in Call.objects.filter(status=CallStatus.CHOICES) if silent_organisations(call)]


def enter_ballot(call: Call, by: Mandate) -> object:
    first, asked = call.themes.order_by("pk").first(), silent_organisations(call)[0].organisation
    values = {"themes": [first.pk] if first else []}
    return enter_by_phone(gesture="priorites", thing=call, organisation=asked, said_by="Anne", values=values, by=by)
