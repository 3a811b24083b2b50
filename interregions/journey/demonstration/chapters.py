"""The chapters of a cycle, each through the services and under the mandate of the person who would do it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from interregions.exchange.cycles import services as cycles
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate import services as debate
from interregions.exchange.meetings.choices import AgendaKind, AttendanceAnswer
from interregions.exchange.meetings.models import AgendaItem, Attendance, Meeting
from interregions.exchange.meetings.services import plans, presence, sittings
from interregions.exchange.notes.models import Interview, Note
from interregions.exchange.notes.queries.notes import note_reference
from interregions.exchange.notes.services import interviews, signing
from interregions.exchange.notes.services.notes import set_questions
from interregions.exchange.outcomes.choices import ActionStatus
from interregions.exchange.outcomes.models import Minutes
from interregions.exchange.outcomes.services import sending
from interregions.exchange.outcomes.services.actions import add_action, report_progress
from interregions.exchange.outcomes.services.minutes import approve_minutes, draft_minutes, open_to_changes
from interregions.exchange.surveys.answering.services.answering import save_block, typed_from
from interregions.exchange.surveys.answering.services.submission import submit_response
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services import collection
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import Block, Questionnaire, Response, Survey
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent, QuestionContent, content_of
from interregions.exchange.surveys.questionnaires.rules.kind import FigureForm, Storage
from interregions.exchange.surveys.questionnaires.services.questionnaires import (
    approve_questionnaire,
    draft_questionnaire,
)
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.themes.models import Call, Theme
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services.themes import comment_on_theme, endorse_theme, propose_theme
from interregions.journey import services as journey
from interregions.journey.demonstration import words
from interregions.journey.demonstration.cast import Cast
from interregions.network.choices import College

Proposal = tuple[str, str, str]


def today() -> date:
    """The day the demonstration is built."""
    return timezone.localdate()


def at_ten(days: int) -> datetime:
    """Ten o’clock in Paris, so many days from now, never on a week-end; in ten minutes when it is today."""
    if days == 0:
        return timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=10)
    day = today() + timedelta(days=days)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    return timezone.make_aware(datetime.combine(day, time(10, 0)))


def call_with_proposals(cast: Cast, season: str, proposals: Sequence[Proposal], authors: Sequence[str]) -> Call:
    """A call, what Régions propose, and who supports what."""
    call = calls.open_call(
        season=season,
        words="Chaque Région propose ; chacune indique ensuite ses priorités. Exemple fictif.",
        retained_number=1,
        colleges=[College.REGIONS, College.EPCI],
        proposals_until=today() + timedelta(days=14),
        choices_until=today() + timedelta(days=28),
        by=cast.facilitator,
    )
    for (title, problem, result), author in zip(proposals, authors, strict=True):
        propose_theme(
            call=call,
            title=title,
            problem=problem,
            expected_result=result,
            tags=[],
            ready_to_lead=True,
            by=cast.referent(author),
        )
    first = call.themes.order_by("id").first()
    assert first is not None  # noqa: S101  it was proposed two lines above
    for region in ("Bretagne", "Grand Est", "La Réunion"):
        if region != authors[0]:
            endorse_theme(theme=first, by=cast.referent(region))
    comment_on_theme(
        theme=first,
        words="Sujet attendu chez nous : nos conventions s’achèvent la même année.",
        by=cast.referent("Grand Est"),
    )
    return call


def choose(cast: Cast, call: Call, chance: Random, *, share: float = 1.0) -> None:
    """Régions and EPCI tell their priorities; the first theme is the most wanted."""
    calls.open_choices(call=call, by=cast.facilitator)
    call.refresh_from_db()
    proposed = list(call.themes.order_by("id"))
    for mandate in [*cast.regions, *cast.epci]:
        if chance.random() <= share:
            others = [theme.pk for theme in proposed[1:] if chance.random() < 0.35]
            wanted = [proposed[0].pk, *others] if chance.random() < 0.8 or not others else others
            ballots.cast_ballot(call=call, theme_ids=wanted, by=mandate)


def retain(cast: Cast, call: Call, lead: str, previous: Cycle | None = None) -> Cycle:
    """Close the choices, retain the first theme, open its cycle."""
    count = results.close_call(call=call, by=cast.facilitator)
    call.refresh_from_db()
    results.retain_themes(call=call, theme_ids=count.pointed, by=cast.facilitator)
    theme = Theme.objects.get(pk=count.pointed[0])
    organisation = cast.referent(lead).organisation
    return cycles.open_cycle(theme=theme, lead=organisation, previous=previous, by=cast.facilitator)


def interview(cast: Cast, cycle: Cycle) -> Interview:
    """The responsible region is interviewed."""
    return interviews.record_interview(
        cycle=cycle,
        held_on=today(),
        people="La chargée de mission de la Région responsable (personne fictive)",
        answers=words.INTERVIEW,
        by=cast.facilitator,
    )


def note(cast: Cast, cycle: Cycle, recorded: Interview, lead: str) -> Note:
    """The note is drawn from the interview, given its questions, and signed by the responsible region."""
    drafted = journey.draft_note(cycle=cycle, interview=recorded, by=cast.facilitator)
    section = drafted.text.sections.get(key="learn")
    set_questions(note=drafted, questions=words.NOTE_QUESTIONS, revision=section.revision, by=cast.facilitator)
    return signing.sign_off_note(note=drafted, by=cast.referent(lead))


def questionnaire(cast: Cast, cycle: Cycle, lead: str, blocks: Sequence[Any] = words.QUESTIONNAIRE) -> Questionnaire:
    """Twenty questions, approved by both parties."""
    written = draft_questionnaire(
        title=cycle.theme.title,
        cycle=cycle,
        by=cast.facilitator,
        introduction="Vingt questions, une demi-heure. Contenu fictif.",
        origin=note_reference(cycle.note),
    )
    for title, questions in blocks:
        block = add_block(questionnaire=written, title=title, by=cast.facilitator)
        for question in questions:
            add_question(block=Block.objects.get(pk=block.pk), by=cast.facilitator, **question)
    for mandate in (cast.facilitator, cast.referent(lead)):
        written.refresh_from_db()
        approve_questionnaire(questionnaire=written, revision=written.revision, by=mandate)
    written.refresh_from_db()
    return written


def open_survey(cast: Cast, written: Questionnaire, *, epci: bool = True) -> Survey:
    """The survey goes to every Région, and to the EPCI of the network."""
    asked = [*cast.regions, *(cast.epci if epci else [])]
    return collection.open_survey(
        questionnaire=written,
        audience=Audience("chosen", organisation_ids=tuple(mandate.organisation_id for mandate in asked)),
        opens_on=today(),
        closes_on=today() + timedelta(days=21),
        reminders=[today() + timedelta(days=10), today() + timedelta(days=18)],
        by=cast.facilitator,
    )


def drawn(question: QuestionContent, chance: Random) -> dict[int, Any]:
    """A made-up answer to each variable of a question."""
    numbers = {
        "AMOUNT": chance.randrange(200, 3200) * 1000,
        "PERCENTAGE": chance.randrange(0, 60, 5),
        "NUMBER": chance.randrange(2, 14),
        "WHOLE_NUMBER": chance.randrange(2, 14),
    }
    codes = [option.code for option in question.options]
    found: dict[int, Any] = {}
    for variable in question.variables:
        if question.kind.code in numbers:
            value: Any = str(numbers[question.kind.code])
        elif question.kind.storage is Storage.DATE:
            value = date(2027, chance.randrange(1, 13), 28)
        elif question.kind.figure is FigureForm.RANKS:
            value = [f"{rank}:{code}" for rank, code in enumerate(chance.sample(codes, len(codes)), start=1)]
        elif question.kind.storage is Storage.SELECTIONS:
            value = [code for code in codes if chance.random() < 0.5] or codes[:1]
        elif codes:
            value = codes[min(int(chance.random() ** 1.4 * len(codes)), len(codes) - 1)]
        elif question.name == "echec":
            value = chance.choice(words.FAILURES)
        else:
            value = chance.choice(words.SENTENCES)
        found[variable.id] = value
    return found


def answer(response: Response, blocks: Sequence[BlockContent], chance: Random, by: Any, *, whole: bool = True) -> None:
    """An organisation answers, wholly or half-way, and sends when it is whole."""
    for block in blocks if whole else blocks[: chance.randrange(1, len(blocks))]:
        values = {
            variable: typed_from(value)
            for question in block.questions
            for variable, value in drawn(question, chance).items()
        }
        save_block(response=response, block=block, values=values, by=by)
    if whole:
        submit_response(response=response, by=by)


def collect(cast: Cast, survey: Survey, chance: Random, *, regions: int, epci: int) -> None:
    """So many Régions and EPCI send their answer; two more Régions are half-way."""
    blocks = content_of(survey.questionnaire_id)
    by_organisation = {response.organisation_id: response for response in survey.responses.all()}
    started = cast.regions[regions : regions + 2] if regions < len(cast.regions) else []
    for mandate in [*cast.regions[:regions], *cast.epci[:epci]]:
        answer(by_organisation[mandate.organisation_id], blocks, chance, mandate)
    for mandate in started:
        answer(by_organisation[mandate.organisation_id], blocks, chance, mandate, whole=False)


def restitution(cast: Cast, survey: Survey) -> None:
    """The survey is closed and its restitution published."""
    close_survey(survey=survey, by=cast.facilitator, partial="left_out")
    survey.refresh_from_db()
    drafted = draft_restitution(survey=survey, by=cast.facilitator)
    publish_restitution(restitution=drafted, by=cast.facilitator)


def meeting(cast: Cast, concerned: Sequence[Cycle], title: str, days: int) -> Meeting:
    """The meeting is planned by the thread, and convened; most say whether they come."""
    start = at_ten(days)
    planned = journey.plan_meeting(
        title=title,
        cycles=concerned,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place="Salle de démonstration, Paris",
        link="https://visio.demonstration.invalid/interregions",
        by=cast.facilitator,
    )
    plans.send_convocations(meeting=planned, by=cast.facilitator)
    for number, mandate in enumerate(cast.regions[:14]):
        said = (
            AttendanceAnswer.ABSENT if number == 13 else (AttendanceAnswer.REMOTE, AttendanceAnswer.COMING)[number % 2]
        )
        presence.answer_convocation(meeting=planned, organisation=mandate.organisation, answer=said, by=mandate)
    planned.refresh_from_db()
    return planned


def opened(cast: Cast, held: Meeting) -> Meeting:
    """The sitting opens."""
    sittings.open_meeting(meeting=held, by=cast.facilitator)
    held.refresh_from_db()
    return held


def debated(cast: Cast, held: Meeting, *, closed: bool = True) -> Meeting:
    """What is said is taken down, a practice is caught, the meeting closes."""
    item = AgendaItem.objects.filter(meeting=held, kind=AgendaKind.DEBATE).first() or held.agenda.last()
    assert item is not None  # noqa: S101  an agenda always has its points
    sittings.set_current_item(meeting=held, item=item, by=cast.facilitator)
    held.refresh_from_db()
    for region, kind, said in words.DEBATE:
        debate.record_remark(
            meeting=held,
            agenda_item=item,
            kind=kind,
            organisation=cast.referent(region).organisation,
            text=said,
            by=cast.facilitator,
        )
    debate.catch_practice(
        meeting=held,
        title="Un chargé de projets européens partagé entre trois clusters (fiction)",
        organisation=cast.referent("Bretagne").organisation,
        observed_result="Quatre dossiers déposés en un an, deux obtenus (fiction).",
        by=cast.facilitator,
    )
    if not closed:
        return held
    lines = [
        presence.SheetLine(
            attendance_id=attendance.pk,
            present=attendance.answer in {AttendanceAnswer.COMING, AttendanceAnswer.REMOTE},
            remote=attendance.answer == AttendanceAnswer.REMOTE,
            arrived_at=None,
            left_at=None,
        )
        for attendance in Attendance.objects.filter(meeting=held)
    ]
    presence.record_attendance_sheet(meeting=held, lines=lines, by=cast.facilitator)
    sittings.close_meeting(meeting=held, by=cast.facilitator)
    held.refresh_from_db()
    return held


def actions(cast: Cast, held: Meeting, cycle: Cycle | None) -> None:
    """Who does what by when; the first owner already reports."""
    for number, (title, region, days, sign) in enumerate(words.ACTIONS):
        owner = cast.referent(region)
        decided = add_action(
            meeting=held,
            cycle=cycle,
            title=title,
            organisation=owner.organisation,
            person=owner.member,
            due_on=today() + timedelta(days=days),
            success_sign=sign,
            by=cast.facilitator,
        )
        if number == 0:
            report_progress(
                action=decided,
                status=ActionStatus.UNDER_WAY,
                words="Première version écrite, relecture en cours.",
                by=owner,
            )


def minutes(cast: Cast, held: Meeting, *, sent: bool) -> Minutes:
    """Minutes composed, opened to changes, approved and sent."""
    drafted = draft_minutes(meeting=held, by=cast.facilitator)
    if sent:
        open_to_changes(minutes=drafted, until=today() + timedelta(days=10), by=cast.facilitator)
        drafted.refresh_from_db()
        approve_minutes(minutes=drafted, early=True, by=cast.facilitator)
        drafted.refresh_from_db()
        sending.send_minutes(minutes=drafted, by=cast.facilitator)
    return drafted
