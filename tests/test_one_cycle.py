"""The product as a story: one whole cycle with five people, then the meeting that starts from what it left."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.cycles import services as cycles
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate import services as debate
from interregions.exchange.meetings.choices import AgendaKind, AttendanceAnswer
from interregions.exchange.meetings.models import AgendaItem, Attendance
from interregions.exchange.meetings.services import plans, presence, sittings
from interregions.exchange.notes.queries import notes as note_queries
from interregions.exchange.notes.services import interviews, signing
from interregions.exchange.notes.services.notes import set_questions
from interregions.exchange.outcomes.services import actions, sending
from interregions.exchange.outcomes.services.minutes import approve_minutes, draft_minutes, open_to_changes
from interregions.exchange.surveys.answering.services.answering import save_answer
from interregions.exchange.surveys.answering.services.submission import submit_response
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services.collection import close_survey, open_survey
from interregions.exchange.surveys.models import Block
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.services.questionnaires import (
    approve_questionnaire,
    draft_questionnaire,
)
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.themes.models import Theme
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services.themes import propose_theme
from interregions.journey import queries
from interregions.journey import services as journey
from interregions.network.choices import College

pytestmark = pytest.mark.django_db


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def choose_a_theme(facilitator, bretagne, normandie, occitanie, guadeloupe, epci, *, title: str) -> Theme:
    call = calls.open_call(
        season=f"Saison de « {title} »",
        retained_number=1,
        colleges=[College.REGIONS, College.EPCI],
        proposals_until=in_days(5),
        choices_until=in_days(10),
        by=facilitator,
    )
    wanted = propose_theme(
        call=call,
        title=title,
        problem="Chacun prépare seul.",
        expected_result="Des critères comparables.",
        ready_to_lead=True,
        by=bretagne,
    )
    other = propose_theme(
        call=call, title=f"Autre que {title}", problem="Un problème.", expected_result="Un résultat.", by=normandie
    )
    calls.open_choices(call=call, by=facilitator)
    for mandate in (bretagne, occitanie, guadeloupe):
        ballots.cast_ballot(call=call, theme_ids=[wanted.pk], by=mandate)
    ballots.cast_ballot(call=call, theme_ids=[other.pk], by=normandie)
    ballots.cast_ballot(call=call, theme_ids=[wanted.pk, other.pk], by=normandie)
    ballots.cast_ballot(call=call, theme_ids=[other.pk], by=epci)
    count = results.close_call(call=call, by=facilitator)
    assert count.pointed == [wanted.pk]
    results.retain_themes(call=call, theme_ids=[wanted.pk], by=facilitator)
    return Theme.objects.get(pk=wanted.pk)


def write_the_note(cycle: Cycle, facilitator, lead) -> None:
    interview = interviews.record_interview(
        cycle=cycle,
        held_on=in_days(0),
        people="La chargée de mission",
        answers=[("Pourquoi maintenant ?", "why_now", "La phase V s’achève.")],
        by=facilitator,
    )
    note = journey.draft_note(cycle=cycle, interview=interview, by=facilitator)
    section = note.text.sections.get(key="learn")
    set_questions(
        note=note,
        questions=["Quels critères ?", "Quel budget ?", "Quelle évaluation ?"],
        revision=section.revision,
        by=facilitator,
    )
    with pytest.raises(Refused):
        signing.sign_off_note(note=note, by=facilitator)
    signing.sign_off_note(note=note, by=lead)


def ask_everybody(cycle: Cycle, facilitator, lead, france) -> None:
    from_note = note_queries.questions_of(cycle)
    assert [words for words, _ in from_note] == ["Quels critères ?", "Quel budget ?", "Quelle évaluation ?"]
    questionnaire = draft_questionnaire(title=cycle.theme.title, cycle=cycle, by=facilitator, note_questions=from_note)
    assert questionnaire.origin["kind"] == "notes.note"
    block = Block.objects.get(questionnaire=questionnaire)
    add_question(block=block, by=lead, name="soutien", kind="YES_NO", label="Soutenez-vous des pôles ?", required=True)
    add_question(
        block=block,
        by=facilitator,
        name="budget",
        kind="AMOUNT",
        label="Combien ?",
        condition="${soutien} = 'yes'",
    )
    for mandate in (facilitator, lead):
        questionnaire.refresh_from_db()
        approve_questionnaire(questionnaire=questionnaire, revision=questionnaire.revision, by=mandate)
    with pytest.raises(Refused, match=r"figé|approuvé"):
        add_block(questionnaire=questionnaire, title="Trop tard", by=facilitator)
    open_survey(
        questionnaire=questionnaire,
        audience=Audience("all_regions"),
        opens_on=in_days(0),
        closes_on=in_days(15),
        by=facilitator,
    )


def answer_and_publish(cycle: Cycle, facilitator, referents, contributor) -> None:
    survey = cycle.surveys.get()
    assert survey.responses.count() == 18
    variables = {
        question.name: question.variables[0].id
        for block in content_of(survey.questionnaire_id)
        for question in block.questions
    }
    for mandate in referents:
        response = survey.responses.get(organisation=mandate.organisation)
        save_answer(response=response, variable_id=variables["soutien"], value="yes", by=mandate)
        save_answer(response=response, variable_id=variables["budget"], value="1 255 000,50", by=mandate)
        if mandate.organisation == contributor.organisation:
            with pytest.raises(Refused):
                submit_response(response=response, by=contributor)
        submit_response(response=response, by=mandate)
    close_survey(survey=survey, by=facilitator)
    survey.refresh_from_db()
    restitution = draft_restitution(survey=survey, by=facilitator)
    publish_restitution(restitution=restitution, by=facilitator)
    restitution.refresh_from_db()
    assert (restitution.asked, restitution.answered) == (18, len(referents))
    assert any(item.figure["n"] for item in restitution.items.all())


def meet_and_debate(cycle: Cycle, facilitator, referents) -> None:
    start = timezone.now() + timedelta(days=20)
    meeting = journey.plan_meeting(
        title="Réunion",
        cycles=[cycle],
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place="Paris",
        by=facilitator,
    )
    kinds = list(AgendaItem.objects.filter(meeting=meeting).order_by("position").values_list("kind", flat=True))
    assert kinds == ["PROGRESS", "PRESENTATION", "RESTITUTION", "DEBATE", "ACTIONS"]
    plans.send_convocations(meeting=meeting, by=facilitator)
    for mandate in referents:
        presence.answer_convocation(
            meeting=meeting, organisation=mandate.organisation, answer=AttendanceAnswer.COMING, by=mandate
        )
    meeting.refresh_from_db()
    sittings.open_meeting(meeting=meeting, by=facilitator)
    journey.advance(cycle=cycle, by=facilitator)
    meeting.refresh_from_db()
    item = meeting.agenda.get(kind=AgendaKind.DEBATE)
    debate.record_remark(
        meeting=meeting,
        agenda_item=item,
        kind="REMARK",
        organisation=referents[0].organisation,
        text="Un chargé de projets partagé.",
        by=facilitator,
    )
    debate.catch_practice(
        meeting=meeting,
        title="Chargé de projets partagé",
        organisation=referents[0].organisation,
        observed_result="Deux dossiers obtenus.",
        by=facilitator,
    )
    sheet = [
        presence.SheetLine(
            attendance_id=each.pk,
            present=each.answer == AttendanceAnswer.COMING,
            remote=False,
            arrived_at=None,
            left_at=None,
        )
        for each in Attendance.objects.filter(meeting=meeting)
    ]
    presence.record_attendance_sheet(meeting=meeting, lines=sheet, by=facilitator)
    sittings.close_meeting(meeting=meeting, by=facilitator)


def conclude(cycle: Cycle, facilitator, owner, title: str) -> None:
    meeting = cycle.meetings.get()
    action = actions.add_action(
        meeting=meeting,
        cycle=cycle,
        title=title,
        organisation=owner.organisation,
        person=owner.member,
        due_on=in_days(60),
        success_sign="Trame relue",
        by=facilitator,
    )
    actions.report_progress(action=action, status="UNDER_WAY", words="Commencée.", by=owner)
    minutes = draft_minutes(meeting=meeting, by=facilitator)
    assert "Soutenez-vous des pôles" in str([section.blocks for section in minutes.text.sections.all()])
    open_to_changes(minutes=minutes, until=in_days(8), by=facilitator)
    minutes.refresh_from_db()
    approve_minutes(minutes=minutes, early=True, by=facilitator)
    minutes.refresh_from_db()
    sending.send_minutes(minutes=minutes, by=facilitator)


def test_one_whole_cycle_then_the_meeting_that_starts_from_it(
    france, facilitator, bretagne, normandie, occitanie, guadeloupe, contributor, epci, mailed
):
    referents = [bretagne, normandie, occitanie, guadeloupe]
    finished = []
    for title, owner in (("L’après-phase V", normandie), ("Les équipements structurants", occitanie)):
        theme = choose_a_theme(facilitator, *referents, epci, title=title)
        cycle = cycles.open_cycle(
            theme=theme, lead=bretagne.organisation, previous=finished[-1] if finished else None, by=facilitator
        )
        with pytest.raises(Refused, match="Il reste"):
            journey.advance(cycle=cycle, by=facilitator)
        write_the_note(cycle, facilitator, bretagne)
        journey.advance(cycle=cycle, by=facilitator)
        ask_everybody(cycle, facilitator, bretagne, france)
        answer_and_publish(cycle, facilitator, referents, contributor)
        cycle.refresh_from_db()
        journey.advance(cycle=cycle, by=facilitator)
        cycle.refresh_from_db()
        meet_and_debate(cycle, facilitator, referents)
        cycle.refresh_from_db()
        journey.advance(cycle=cycle, by=facilitator)
        conclude(cycle, facilitator, owner, f"Écrire la suite de « {title} »")
        cycle.refresh_from_db()
        journey.advance(cycle=cycle, by=facilitator)
        cycle.refresh_from_db()
        assert cycle.stage == Stage.CLOSED
        finished.append(cycle)

    start = timezone.now() + timedelta(days=90)
    following = journey.plan_meeting(
        title="Réunion suivante", cycles=[], starts_at=start, ends_at=start + timedelta(hours=2), by=facilitator
    )
    first = following.agenda.order_by("position").first()
    assert first.kind == AgendaKind.PROGRESS
    assert len(first.content) == 2
    assert {line["title"] for line in first.content} == {
        "Écrire la suite de « L’après-phase V »",
        "Écrire la suite de « Les équipements structurants »",
    }
    assert first.reviewed_actions.count() == 2

    thread = queries.thread_of(finished[0], bretagne.member)
    assert any("Restitution" in line.label for line in thread)
    assert any(line.outcomes for line in thread)
    assert any("convoc" in message.subject.lower() or "réunion" in message.subject.lower() for message in mailed())


def test_an_action_can_be_carried_over_as_a_theme(france, facilitator, normandie):
    start = timezone.now() + timedelta(days=1)
    meeting = journey.plan_meeting(
        title="Groupe de travail", cycles=[], starts_at=start, ends_at=start + timedelta(hours=2), by=facilitator
    )
    action = actions.add_action(
        meeting=meeting,
        cycle=None,
        title="Comparer les conventions",
        organisation=normandie.organisation,
        person=normandie.member,
        due_on=in_days(30),
        success_sign="",
        by=facilitator,
    )
    call = calls.open_call(
        season="2027", retained_number=1, proposals_until=in_days(5), choices_until=in_days(10), by=facilitator
    )
    with pytest.raises(Refused, match="C’est l’animation"):
        journey.carry_over(action=action, call=call, by=normandie)
    theme = journey.carry_over(action=action, call=call, by=facilitator)
    action.refresh_from_db()
    assert (theme.title, action.status, action.carried_into) == (action.title, "CARRIED_OVER", theme)
    assert theme.origin["url"] == action.get_absolute_url()
    with pytest.raises(Refused, match="déjà close"):
        journey.carry_over(action=action, call=call, by=facilitator)
